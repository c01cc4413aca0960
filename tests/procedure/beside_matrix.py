"""The commands on a prevention task and on an obligation, tried by every role in every state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from activities.timetable import decided
from domain.errors import ComplaintError, NotAuthorised
from domain.task import Task
from domain.words import ROLES, Role
from messages.command_list import CommandList
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASKS
from messages.tasks import MoveTask, TaskStart
from policies.timetable import days_set
from tests.procedure.case_book import MONDAY, PEOPLE, policy
from tests.procedure.obligation_book import ObligationBook
from workflows.obligation_page import allowed_names
from workflows.procedure.alongside import task as procedure
from workflows.procedure.alongside.task import TASK_BOOK, TaskAct
from workflows.procedure.keeping import trim_beside
from workflows.task_page import COMMANDS_IN


class TaskBook:
    """One prevention task on paper, with the real procedure and no server."""

    def __init__(self) -> None:
        self.now, self.policy = MONDAY, policy("iso-10002")
        start = TaskStart(
            task_id="CASE-1-P1",
            complaint="CASE-1",
            kind="corrective",
            owner="carl.carton",
            due=(MONDAY + timedelta(days=20)).date(),
            title="one carton size per product",
            severity="medium",
            opened_by=PEOPLE["handler"],
            at=MONDAY,
            zone=self.policy.zone,
            locale="en",
            policy=self.policy,
        )
        self.task: Task = procedure.new_task(start, MONDAY)
        self.effects: list[Any] = []
        act = self.act()
        procedure.open_task(act)
        self.task = act.record

    def act(self, *events: str, **days: Any) -> TaskAct:
        happened = dict.fromkeys(events, self.now)
        dates = decided(self.task.id, "test", self.policy, happened, {})[0] if events else []
        dates += days_set(days, self.now, self.policy.zone)
        return TaskAct(record=self.task.model_copy(deep=True), at=self.now, policy=self.policy, dates=dates)

    def do(self, name: str, role: Role, who: str = "", **body: Any) -> TaskBook:
        command = TASKS.check(name, {"by": {"id": who or PEOPLE[role], "role": role}, **body})
        carry_out, events = TASK_BOOK[name]
        act = self.act(*events, **({"task_due": command.due} if isinstance(command, MoveTask) else {}))
        act.by = command.by
        carry_out(act, command)
        trim_beside(act.record)
        self.task, self.effects = act.record, act.effects
        return self


def _reviewed(days: int = 0) -> TaskBook:
    book = TaskBook().do("submit_evidence", "handler", evidence=["photo-1"])
    book.do("review", "quality", verdict="done")
    book.now += timedelta(days=days)
    return book


def _checked() -> TaskBook:
    book = _reviewed(100)
    while book.task.state == "done":
        book.do("record_effectiveness", "quality", verdict="effective", reason="no complaint of the kind since")
    return book


TASK_STATES: dict[str, Callable[[], TaskBook]] = {
    "open": TaskBook,
    "in_review": lambda: TaskBook().do("submit_evidence", "handler", evidence=["photo-1"]),
    "done": lambda: _reviewed(40),
    "checked": _checked,
    "cancelled": lambda: TaskBook().do("cancel_task", "quality", reason="another task has it"),
}
AWARE = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
KEPT_UNTIL = datetime(2040, 1, 1, tzinfo=UTC)


def _report(*, late: bool = False) -> ObligationBook:
    book = ObligationBook("eu-mdr", "report", AWARE, incident_class="serious")
    if late:
        book.pass_until(AWARE + timedelta(days=60))
    return book


def _record(*, over: bool = False) -> ObligationBook:
    book = ObligationBook("uk-fca-disp", "record_retention", AWARE)
    if over:
        book.pass_until(KEPT_UNTIL)
    return book


def _done(book: ObligationBook, name: str, **body: Any) -> ObligationBook:
    book.do(name, "manager", **body)
    return book


OBLIGATION_STATES: dict[str, Callable[[], ObligationBook]] = {
    "open": _report,
    "open, late": lambda: _report(late=True),
    "met": lambda: _done(_report(), "record_report", receipt="A-1", evidence=["copy"]),
    "not_reportable": lambda: _done(_report(), "not_reportable", reason="three days of treatment, no lasting effect"),
    "keeping": _record,
    "keeping, held": lambda: _done(_record(), "hold", reason="a court case is under way"),
    "to_settle": lambda: _record(over=True),
    "settled": lambda: _done(_record(over=True), "settle", outcome="erased", reason="erased in the archive"),
}
VARIETIES: dict[str, dict[str, Any]] = {
    "reclassify": {"facts": {"incident_class": "death"}, "reason": "the hospital has called"},
    "correct_awareness": {
        "aware_at": (AWARE - timedelta(days=1)).isoformat(),
        "evidence": ["call-log-17"],
        "reason": "the shop was told before us",
    },
    "move_due": {"due": "2026-07-30", "reason": "the new cartons arrive later"},
}


class Found(NamedTuple):
    """Who is obeyed in which state, and what is not as it must be."""

    obeyed: dict[tuple[str, str], set[Role]]
    faults: list[str]


def _tried(
    found: Found, state: str, commands: CommandList, offered: set[str], play: Callable[[str, Role, Any], None]
) -> None:
    for name, spec in commands.specs.items():
        for role in ROLES:
            for body in (spec.example, VARIETIES[name]) if name in VARIETIES else (spec.example,):
                where = f"{state}: {name} by {role}"
                try:
                    play(name, role, body)
                except ComplaintError as refusal:
                    if role not in spec.roles and not isinstance(refusal, NotAuthorised):
                        found.faults.append(f"{where}: not for that role, but {type(refusal).__name__}")
                    continue
                except Exception as error:
                    found.faults.append(f"{where}: {type(error).__name__}: {error}")
                    continue
                found.obeyed[name, state.partition(",")[0]].add(role)
                if role not in spec.roles or name not in offered:
                    found.faults.append(f"{where}: obeyed, though it is not offered or not for that role")


@cache
def tasks() -> Found:
    """Every command on a task."""
    found = Found(defaultdict(set), [])
    for state, begin in TASK_STATES.items():
        before = begin().task.model_dump_json()
        book = begin()

        def play(name: str, role: Role, body: Any, book: TaskBook = book) -> None:
            kept = book.task
            try:
                book.do(name, role, **body)
            finally:
                book.task = kept

        _tried(found, state, TASKS, set(COMMANDS_IN[book.task.state]), play)
        if book.task.model_dump_json() != before:
            found.faults.append(f"{state}: the task is not as it was")
    return found


@cache
def obligations() -> Found:
    """Every command on an obligation."""
    found = Found(defaultdict(set), [])
    for state, begin in OBLIGATION_STATES.items():
        book = begin()
        before = book.obligation.model_dump_json()

        def play(name: str, role: Role, body: Any, book: ObligationBook = book) -> None:
            kept = book.obligation
            try:
                book.do(name, role, **body)
            finally:
                book.obligation = kept

        _tried(found, state, OBLIGATIONS, set(allowed_names(book.obligation)), play)
        if book.obligation.model_dump_json() != before:
            found.faults.append(f"{state}: the obligation is not as it was")
    return found
