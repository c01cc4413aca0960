"""What one command of the contract is: name, argument, who may, titles, an example to paste."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.labels import ROLES
from domain.words import STAFF, Role
from messages.commands.base import Command

LEADERS: tuple[Role, ...] = ("lead", "manager")
VOICES: tuple[Role, ...] = ("customer", "representative", "service", *STAFF)
"""Whoever may bring the customer's word: the customer, and staff or services who pass it on."""


class CommandSpec(NamedTuple):
    """One command of the contract."""

    name: str
    model: type[Command]
    roles: tuple[Role, ...]
    title: str
    title_ja: str
    example: dict[str, Any]
    """The argument without `by`, to paste."""

    def shown(self, example: dict[str, Any]) -> dict[str, Any]:
        """The command as the query `allowed_commands` answers it, in both languages, with this argument to paste."""
        return {
            "command": self.name,
            "title": self.title,
            "title_ja": self.title_ja,
            "roles": list(self.roles),
            "roles_ja": [ROLES[role].ja for role in self.roles],
            "example": example,
        }
