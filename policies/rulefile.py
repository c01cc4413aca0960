"""Reading a rule file: YAML text in, a strict model out. Used by every file of `policies/data/`.

A typo in a rule book must not pass: unknown keys, a key written twice and values of the wrong shape are refused with
`InvalidPolicy`, which names the file, the line, the key and what is allowed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import SafeConstructor

from domain.errors import InvalidPolicy
from domain.words import Locale
from policies.marks import Written
from policies.refusals import MEND, refusal


class Rule(BaseModel):
    """The base of everything read from a rule file: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Texts(Rule):
    """One text in both languages of the desk."""

    ja: str
    en: str

    def of(self, locale: Locale) -> str:
        """The text for a reader of that language."""
        return self.ja if locale == "ja" else self.en


class _Once(SafeConstructor):
    """PyYAML keeps the last of two equal keys without a word; in a rule book that hides a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    twice = f"the key {key.value!r} stands there twice"
                    raise yaml.MarkedYAMLError(problem=twice, problem_mark=key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


class _FastLoader(_Once, yaml.CSafeLoader):
    """The parser in C, ten times faster."""


class _OnceLoader(_Once, yaml.SafeLoader):
    """The parser in Python, whose errors say more exactly where."""


def _date(loader: Any, node: Any) -> Any:
    """A date or an instant; one that no calendar has, such as 2026-02-30, is refused with its line."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        raise yaml.MarkedYAMLError(problem=f"{node.value} is no date", problem_mark=node.start_mark) from None


_FastLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)
_OnceLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)


def read_rules[T: BaseModel](model: type[T], text: str, file_name: str) -> T:
    """The rules in `text` as `model`.

    Raises InvalidPolicy naming `file_name`, the line, the key and what is allowed.
    """
    return checked(model, loaded(text, file_name), Written(file_name, text))


def loaded(text: str, file_name: str) -> Any:
    """The YAML in `text` as plain data; raises InvalidPolicy naming file and line."""
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506 (it is a SafeLoader)
    except yaml.YAMLError:
        return _loaded_slowly(text, file_name)
    except RecursionError:
        raise InvalidPolicy(f"{file_name}: is nested too deeply. {MEND}") from None


def _loaded_slowly(text: str, file_name: str) -> Any:
    try:
        return yaml.load(text, Loader=_OnceLoader)  # noqa: S506 (it is a SafeLoader)
    except yaml.MarkedYAMLError as bad:
        line = bad.problem_mark.line + 1 if bad.problem_mark else 1
        raise InvalidPolicy(f"{file_name}, line {line}: {bad.problem}. {MEND}") from None
    except yaml.YAMLError:
        raise InvalidPolicy(f"{file_name}: not readable as YAML. {MEND}") from None


def checked[T: BaseModel](model: type[T], raw: Any, *files: Written) -> T:
    """Plain data as `model`.

    Args:
        model: what it should be.
        raw: the data.
        files: the file it was read from, then those it extends.

    Raises:
        InvalidPolicy: naming file, line, key and what is allowed.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as bad:
        raise refusal(model, bad, *files) from None


def text_of(file: Path) -> str:
    """The text of a rule file; raises InvalidPolicy where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidPolicy(f"{file.name}: is not in UTF-8. Save it as UTF-8 and start again.") from None
    except OSError as error:
        raise InvalidPolicy(f"{file.name}: cannot be read ({error.strerror}). {MEND}") from None
