"""The base of every record on a case, and how a draft of one is made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

Personal = dict[str, Any] | None


def _as_written(value: Any) -> Any:
    """An instant at midnight is an instant: left to itself pydantic takes its text for a day."""
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if len(value) == len("2026-06-01") else datetime.fromisoformat(value)


Due = Annotated[datetime | date, BeforeValidator(_as_written)]
"""The last local day of what is counted in days, else the instant with its offset."""


class Record(BaseModel):
    """The base of every record on a case: tolerant of fields written by a newer release, silent about values in errors."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """A draft that shares nothing with this record but what cannot change.

        Every act copies the case, at the door and when it is carried out. A case is a tree of records, lists, dicts and
        plain values: the general algorithm's care for cycles and sharing, most of its time, is not needed.
        """
        return _copied(self)  # type: ignore[no-any-return]


def _copied(value: Any) -> Any:
    # Types are compared, not asked for: in a workflow's sandbox every isinstance() takes a way round.
    kind: Any = type(value)
    if kind is list:
        return [one if type(one) in _PLAIN else _copied(one) for one in value]
    if kind is dict:
        return {key: one if type(one) in _PLAIN else _copied(one) for key, one in value.items()}
    config = getattr(kind, "model_config", None)
    if config is None or config.get("frozen"):
        return value
    twin = kind.__new__(kind)
    fields = {name: one if type(one) in _PLAIN else _copied(one) for name, one in value.__dict__.items()}
    object.__setattr__(twin, "__dict__", fields)
    object.__setattr__(twin, "__pydantic_fields_set__", value.__pydantic_fields_set__.copy())
    object.__setattr__(twin, "__pydantic_extra__", None)
    object.__setattr__(twin, "__pydantic_private__", None)
    return twin


_PLAIN = frozenset({str, int, bool, datetime, date, type(None)})
"""What nearly every field is."""
