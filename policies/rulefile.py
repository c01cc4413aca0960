"""Reading a rule file: YAML text in, a strict model out. Used by every file of `policies/data/`.

The text is handed in, so nothing here opens a file. A typo in a rule book must not pass: unknown keys, a key written
twice and values of the wrong shape are refused with `InvalidPolicy`, which names the file and the key.
"""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import SafeConstructor

from domain.errors import InvalidPolicy
from domain.words import Locale


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

    Raises InvalidPolicy naming `file_name` and the key (or the line, where it is not even YAML).
    """
    return checked(model, loaded(text, file_name), file_name)


def loaded(text: str, file_name: str) -> Any:
    """The YAML in `text` as plain data; raises InvalidPolicy naming file and line."""
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506 (it is a SafeLoader)
    except yaml.YAMLError:
        return _loaded_slowly(text, file_name)


def _loaded_slowly(text: str, file_name: str) -> Any:
    try:
        return yaml.load(text, Loader=_OnceLoader)  # noqa: S506 (it is a SafeLoader)
    except yaml.MarkedYAMLError as bad:
        line = bad.problem_mark.line + 1 if bad.problem_mark else 1
        raise InvalidPolicy(f"{file_name}, line {line}: {bad.problem}. Mend the file and start again.") from None
    except yaml.YAMLError:
        raise InvalidPolicy(f"{file_name}: not readable as YAML. Mend the file and start again.") from None


def checked[T: BaseModel](model: type[T], raw: Any, file_name: str) -> T:
    """Plain data as `model`; raises InvalidPolicy naming file and key."""
    try:
        return model.model_validate(raw)
    except ValidationError as bad:
        first = bad.errors(include_input=False, include_url=False)[0]
        key = ".".join(part for part in map(str, first["loc"]) if not part.startswith("(")) or "(whole file)"
        raise InvalidPolicy(f"{file_name}: {key}: {first['msg']}. Mend the file and start again.") from None
