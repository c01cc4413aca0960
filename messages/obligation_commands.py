"""The commands on an obligation beside a complaint: who may, and an example to paste."""

from __future__ import annotations

from domain.words import Role
from messages import obligations as wire
from messages.command_list import CommandList
from messages.commands.specs import CommandSpec

_STAFF: tuple[Role, ...] = ("lead", "manager", "quality", "handler")
_DECIDERS: tuple[Role, ...] = ("manager", "quality")
_LEADERS: tuple[Role, ...] = ("lead", "manager", "quality")

REPORT_COMMANDS = ("record_report", "not_reportable", "reclassify", "correct_awareness")
"""Of a report owed to an authority only."""
RECORD_COMMANDS = ("settle", "hold", "release")
"""Of a record to be kept only."""

OBLIGATIONS = CommandList(
    "an obligation",
    [
        CommandSpec(
            "record_report",
            wire.RecordReport,
            _STAFF,
            "The authority has the report",
            "当局への報告を記録する",
            {"receipt": "NUMBER-OF-THE-AUTHORITY", "evidence": ["copy-of-the-report"]},
        ),
        CommandSpec(
            "not_reportable",
            wire.NotReportable,
            _DECIDERS,
            "Nothing has to be reported (reason)",
            "報告対象外と判断する(理由)",
            {"reason": "the doctor's letter says three days of treatment, no lasting effect"},
        ),
        CommandSpec(
            "reclassify",
            wire.ReclassifyObligation,
            _STAFF,
            "Correct the class (same awareness, never a later date)",
            "区分を変更する(期限は延びない)",
            {"facts": {"incident_class": "death"}, "reason": "the hospital has called"},
        ),
        CommandSpec(
            "correct_awareness",
            wire.CorrectAwareness,
            _STAFF,
            "Correct when the first employee knew",
            "最初に知った日時を訂正する",
            {
                "aware_at": "2026-04-28T10:20:00+09:00",
                "evidence": ["call-log-17"],
                "reason": "the shop was told two days before us",
            },
        ),
        CommandSpec(
            "settle",
            wire.SettleRecord,
            _LEADERS,
            "Say what became of the record",
            "保存期間満了後の扱いを記録する",
            {"outcome": "erased", "reason": "erased in the archive by the records office"},
        ),
        CommandSpec(
            "hold",
            wire.HoldRecord,
            _LEADERS,
            "Keep it beyond its last day (legal hold)",
            "保存を延長する(法的保全)",
            {"reason": "a court case is under way"},
        ),
        CommandSpec(
            "release",
            wire.ReleaseRecord,
            _LEADERS,
            "End the legal hold",
            "法的保全を解く",
            {"reason": "the court case is over"},
        ),
        CommandSpec(
            "assign",
            wire.AssignObligation,
            _LEADERS,
            "Give it to another owner",
            "担当を替える",
            {"to": "STAFF-ID", "reason": "product safety takes it"},
        ),
        CommandSpec(
            "acknowledge_escalation",
            wire.TakeOnObligation,
            ("lead", "manager"),
            "Take the escalation on",
            "上位対応を引き受ける",
            {},
        ),
        CommandSpec(
            "note",
            wire.NoteObligation,
            (*_STAFF, "investigator", "auditor"),
            "Leave a note (no names of customers)",
            "メモを残す(お客様のお名前は書かない)",
            {"reason": "the authority asked for photographs by telephone"},
        ),
    ],
)
