"""The commands on a prevention task: who may, and an example to paste."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from domain.errors import InvalidCommand, NotAuthorised, UnknownCommand
from domain.words import Role
from messages.commands import CommandSpec
from messages.commands.base import Command
from messages.intake import first_fault
from messages.tasks import CancelTask, MoveTask, ReassignTask, RecordEffectiveness, ReviewTask, SubmitEvidence

_QUALITY: tuple[Role, ...] = ("quality", "manager")
_LEADERS: tuple[Role, ...] = ("lead", "manager", "quality")
_DESK: tuple[Role, ...] = ("handler", "lead", "manager", "investigator", "quality")

TASK_COMMANDS: dict[str, CommandSpec] = {
    spec.name: spec
    for spec in [
        CommandSpec(
            "submit_evidence",
            SubmitEvidence,
            _DESK,
            "Say it is done, with evidence",
            "実施と証拠を報告する",
            {"evidence": ["photo-of-new-carton"]},
        ),
        CommandSpec(
            "review",
            ReviewTask,
            _QUALITY,
            "Review: done, or returned with a reason",
            "確認する(完了・差し戻し)",
            {"verdict": "done"},
        ),
        CommandSpec(
            "record_effectiveness",
            RecordEffectiveness,
            _QUALITY,
            "Record an effectiveness check",
            "効果確認を記録する",
            {"verdict": "effective", "reason": "no breakage in 120 parcels checked", "evidence": ["audit-3"]},
        ),
        CommandSpec(
            "reassign",
            ReassignTask,
            _LEADERS,
            "Give it to another owner",
            "担当を替える",
            {"to": "STAFF-ID", "reason": "owner has left the plant"},
        ),
        CommandSpec(
            "move_due",
            MoveTask,
            _LEADERS,
            "Move the due date",
            "期日を変更する",
            {"due": "2027-02-26", "reason": "the new cartons arrive later"},
        ),
        CommandSpec(
            "cancel_task",
            CancelTask,
            _QUALITY,
            "Cancel the task",
            "取りやめる",
            {"reason": "replaced by a task of the plant"},
        ),
    ]
}


def task_example(name: str) -> dict[str, Any]:
    """The whole argument as an example to paste."""
    spec = TASK_COMMANDS[name]
    return {"by": {"id": "YOUR-ID", "role": spec.roles[0]}, **spec.example}


def task_spec_of(name: str) -> CommandSpec:
    """The command's specification; raises `UnknownCommand` for any other name."""
    if name not in TASK_COMMANDS:
        raise UnknownCommand(f"{name}: not a command of a prevention task; they are: {', '.join(TASK_COMMANDS)}")
    return TASK_COMMANDS[name]


def check_task_command(name: str, body: Any) -> Command:
    """Read and check a command on a task.

    Raises:
        UnknownCommand, NotAuthorised, InvalidCommand
    """
    spec = task_spec_of(name)
    shown = json.dumps(task_example(name), ensure_ascii=False)
    if not isinstance(body, dict):
        raise InvalidCommand(f"{name}: needs one JSON object; example {shown}")
    if unknown := sorted(set(body) - set(spec.model.model_fields)):
        raise InvalidCommand(f"{name}: {unknown[0][:40]!r} is not a field of it; example {shown}")
    try:
        command = spec.model.model_validate(body)
    except ValidationError as error:
        raise InvalidCommand(f"{name}: {first_fault(error)}; example {shown}") from None
    if command.by.role not in spec.roles:
        raise NotAuthorised(f"{name}: not for the role {command.by.role}; it is for {', '.join(spec.roles)}")
    return command
