"""The contract's list of commands, in the order in which a complaint needs them."""

from __future__ import annotations

from domain.words import STAFF
from messages.commands.specs import answering, deciding, keeping, listening
from messages.commands.specs.spec import LEADERS, VOICES, CommandSpec

_SPECS = [*listening.SPECS, *deciding.SPECS, *keeping.SPECS, *answering.SPECS]
COMMANDS: dict[str, CommandSpec] = {spec.name: spec for spec in _SPECS}

__all__ = ["COMMANDS", "LEADERS", "STAFF", "VOICES", "CommandSpec"]
