"""What a person is told about a rule file that is wrong: file, line, key, what is the matter and what is allowed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from domain.errors import InvalidPolicy
from policies.marks import Written, place

MEND = "Mend the file and start again."
NOT_FOR_FILES = {"of"}
"""Keys that the reader fills in."""
IN_WORDS = {
    r"^[a-z][a-z0-9_]*$": "must be a name of small letters, digits and _, such as final_response_sent",
    r"^[a-z][a-z0-9-]{1,60}$": "must be an id of small letters, digits and -, such as uk-fca-disp",
    r"^[A-Z]{3}$": "must be a currency of three capitals, such as JPY",
    r"^([1-9][0-9]?%|breach)$": "must be a share of the time from 1% to 99%, or breach",
}
"""What a pattern asks for."""


def refusal(model: type[BaseModel], bad: ValidationError, *files: Written) -> InvalidPolicy:
    """The first thing that is wrong, as one line.

    Args:
        model: what the file should have been.
        bad: what pydantic says.
        files: the file, then those it extends; a value taken over from one of them is looked for there.
    """
    errors = bad.errors(include_input=False, include_url=False)
    # A key misspelt is one key too many and one too few: the first says what happened.
    error = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    message = error["msg"].removeprefix("Value error, ").rstrip(".")
    parts = [part for part in error["loc"] if not _is_choice(part)]
    path = parts or _named_in(message)
    at = place(path[:-1] if error["type"] == "missing" else path, *files)
    key = ".".join(map(str, path if error["type"] == "missing" else path[: at.depth]))
    if not parts:
        key = "" if path else "(whole file)"
    return InvalidPolicy(f"{at}: {f'{key}: ' if key else ''}{_told(model, error, message)}. {MEND}")


def refused(files: Sequence[Written], path: Sequence[object], message: str) -> InvalidPolicy:
    """A refusal at the line where that path stands."""
    return InvalidPolicy(f"{place(path, *files)}: {message}. {MEND}")


def _is_choice(part: object) -> bool:
    """Whether pydantic says which of several shapes it tried, or that a key itself is wrong; neither stands in the file."""
    return isinstance(part, str) and (part.startswith("(") or part == "[key]")


def _named_in(message: str) -> list[str]:
    """The key that a rule over the whole file begins its sentence with."""
    found = re.match(r"'?([a-z]+(?:[._][a-z]+)*)", message)
    return found[1].split(".") if found else []


def _told(model: type[BaseModel], error: ErrorDetails, message: str) -> str:
    if error["type"] in ("model_type", "dict_type"):
        return "must be keys with their values below it"
    kind, last = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        return (
            f"there is no such key; allowed here: {', '.join(_closest(last, allowed_keys(model, error['loc'][:-1])))}"
        )
    if kind in ("literal_error", "enum"):
        return f"must be one of {error['ctx']['expected'].replace(' or ', ', ').replace(chr(39), '')}"
    if kind == "missing":
        return "is missing; it has to be said"
    if kind == "string_pattern_mismatch":
        return IN_WORDS.get(error["ctx"]["pattern"], f"must look like {error['ctx']['pattern']}")
    plain = message.replace("Input should", "must", 1)
    return plain[:1].lower() + plain[1:]


def _closest(word: str, allowed: list[str]) -> list[str]:
    """The allowed words: those that look like it first, the others in the order in which they are laid down."""
    alike = {one: SequenceMatcher(None, word.lower(), one).ratio() for one in allowed}
    return sorted(allowed, key=lambda one: -alike[one] if alike[one] >= 0.6 else 0)


def allowed_keys(model: type[BaseModel], path: Sequence[object]) -> list[str]:
    """The keys that may stand at that place of a file, in the order of the model."""
    here: list[Any] = [model]
    for part in path:
        here = [inner for one in here for inner in _below(one, str(part))]
    models = [
        one for whole in here for one, _ in _shapes(whole) if isinstance(one, type) and issubclass(one, BaseModel)
    ]
    names = [field.alias or name for one in models for name, field in one.model_fields.items()]
    return [name for name in dict.fromkeys(names) if name not in NOT_FOR_FILES]


def _below(whole: Any, part: str) -> Iterator[Any]:
    if part == "[key]":
        return
    if part.startswith("("):
        yield from (shape for shape, tag in _shapes(whole) if tag == part)
        return
    for shape, _ in _shapes(whole):
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            for name, field in shape.model_fields.items():
                if part in (name, field.alias):
                    yield field.annotation if not field.metadata else Annotated[field.annotation, *field.metadata]
        elif get_origin(shape) is dict:
            yield get_args(shape)[1]
        elif get_origin(shape) in (list, tuple):
            yield get_args(shape)[0]


def _shapes(annotation: Any, tag: str = "") -> Iterator[tuple[Any, str]]:
    """The shapes that a value may have, each with the tag it is told apart by."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        named = next((note.tag for note in notes if isinstance(note, Tag)), tag)
        yield from _shapes(inner, named)
    elif origin in (Union, UnionType):
        for one in get_args(annotation):
            yield from _shapes(one, tag)
    else:
        yield annotation, tag
