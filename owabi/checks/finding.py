"""One thing `owabi doctor` looked at."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Finding(BaseModel):
    """What was looked at, how it is, and what to do when it is not well."""

    name: str
    state: Literal["ok", "note", "wrong"]
    """`note`: not needed as things are, or nothing to worry about, but good to know."""
    what: str
    do: str = ""


def ok(name: str, what: str) -> Finding:
    """All well."""
    return Finding(name=name, state="ok", what=what)


def note(name: str, what: str, do: str = "") -> Finding:
    """Good to know."""
    return Finding(name=name, state="note", what=what, do=do)


def wrong(name: str, what: str, do: str) -> Finding:
    """To be put right."""
    return Finding(name=name, state="wrong", what=what, do=do)
