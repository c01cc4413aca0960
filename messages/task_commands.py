"""The commands on a prevention task: who may, and an example to paste."""

from __future__ import annotations

from domain.words import Role
from messages.command_list import CommandList
from messages.commands.specs import CommandSpec
from messages.tasks import CancelTask, MoveTask, ReassignTask, RecordEffectiveness, ReviewTask, SubmitEvidence

_QUALITY: tuple[Role, ...] = ("quality", "manager")
_LEADERS: tuple[Role, ...] = ("lead", "manager", "quality")
_DESK: tuple[Role, ...] = ("handler", "lead", "manager", "investigator", "quality")

TASKS = CommandList(
    "a prevention task",
    [
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
    ],
)
TASK_COMMANDS = TASKS.specs
