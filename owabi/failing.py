"""How a command says that it could not do what was asked."""

from __future__ import annotations


class Failed(Exception):
    """It did not work: exit 1, and the message is the one line to show, with what to do next."""


class Misused(Exception):
    """The command was called wrongly: exit 2."""
