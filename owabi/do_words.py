"""How `owabi do` names commands: their titles in both languages, and the list that its help shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from messages.commands import COMMANDS, CommandSpec
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASKS

_LISTS: dict[str, Mapping[str, CommandSpec]] = {
    "On a complaint · 苦情への操作": COMMANDS,
    "On prevention-… · 再発防止策への操作": TASKS.specs,
    "On obligation-… · 報告義務・記録への操作": OBLIGATIONS.specs,
}


def titled(command: str) -> str:
    """A command with its Japanese title beside it (`decide 判定する`)."""
    return next((f"{command} {known[command].title_ja}" for known in _LISTS.values() if command in known), command)


def listed() -> str:
    """Every command with its title in both languages, as the end of a help page: one to a line."""
    return "\n\n".join(_lines())


def _lines() -> Iterator[str]:
    for heading, known in _LISTS.items():
        yield heading
        yield "\n".join(f"  {spec.name}: {spec.title} · {spec.title_ja}" for spec in known.values())
