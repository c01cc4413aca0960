"""What other people find out: each inquiry has a question, an owner and a date of its own; the case shows who waits on whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from domain.findings import Inquiry
from messages.commands import Command
from messages.commands.inquiries import RecordFinding, RequestInvestigation
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.past import Past

DUE = "inquiry"


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The day by which the finding is wanted, to be recorded with its end."""
    assert isinstance(command, RequestInvestigation)
    return Past(days={DUE: command.due})


def request_investigation(act: Act, command: RequestInvestigation) -> None:
    """Ask somebody; whoever is complained of is not asked about themselves."""
    act.require_open()
    case = act.case
    if command.to in case.complained_of:
        raise IllegalCommand(
            f"{command.to} is complained of: ask somebody else, and hear them as a witness (record_contact)"
        )
    if not (command.personal or {}).get("question"):
        raise InvalidCommand("request_investigation: personal.question: missing; ask one clear question")
    decided = act.date(DUE)
    if command.due < act.at.date() or (decided is not None and decided.late_from <= act.at):
        raise InvalidCommand("request_investigation: due: lies in the past; give the day by which you need the answer")
    act.investigate()
    inquiry = Inquiry(
        id=f"I{case.number('inquiry')}",
        to=command.to,
        asked_by=command.by.id,
        asked_at=act.at,
        due=command.due,
        late_from=decided.late_from if decided else act.at,
        remind_at=decided.warn_at if decided else None,
        escalate_to=command.escalate_to or "lead",
        round=case.round,
        personal=command.personal,
    )
    case.inquiries.append(inquiry)
    _ask(act, inquiry)
    act.log(f"{inquiry.id}: {inquiry.to} is asked, by {inquiry.due}")


def _ask(act: Act, inquiry: Inquiry) -> None:
    """The question goes with it: whoever is asked need not open the case to read it."""
    case, question = act.case, {"question": (inquiry.personal or {}).get("question", "")}
    asked = f"{_words(case, inquiry)}; wanted by {inquiry.due}"
    act.tell(_reached(case, inquiry), asked, _do(case, inquiry), personal=question)


def record_finding(act: Act, command: RecordFinding) -> None:
    """What was found, with its evidence; also that nothing was, or that it cannot be found out. Late is welcome too."""
    inquiry = _named(act.case, command.investigation)
    if inquiry.state != "open":
        raise IllegalCommand(f"{inquiry.id} is answered already; add what is new with a note, or ask once more")
    if not (command.personal or {}).get("finding"):
        raise InvalidCommand("record_finding: personal.finding: missing; say what was looked at and what came out")
    inquiry.state, inquiry.result, inquiry.answered_at = "answered", command.result, act.at
    inquiry.evidence = list(command.evidence)
    inquiry.personal = {**(inquiry.personal or {}), **(command.personal or {})}
    act.solved(_key(act.case, inquiry))
    act.log(f"{inquiry.id}: {command.result}, from {inquiry.to}", {"finding": (command.personal or {})["finding"]})
    if command.by.id != inquiry.asked_by:
        act.tell(inquiry.asked_by, f"{inquiry.id} is answered", "read it and go on")


def waiting(case: Case) -> Iterator[Inquiry]:
    """The inquiries without an answer."""
    return (one for one in case.inquiries if one.state == "open" and one.round == case.round)


def coming(case: Case) -> Iterator[tuple[datetime, str, str]]:
    """What inquiries will do by themselves: instant, key, summary."""
    for one in waiting(case):
        if one.remind_at is not None and not one.reminded:
            yield one.remind_at, f"inquiry/remind/{one.id}", f"Inquiry {one.id}: reminder"
        if not one.overdue:
            yield one.late_from, f"inquiry/due/{one.id}", f"Inquiry {one.id}: {one.to}"


def comes(act: Act, what: str, name: str) -> None:
    """A reminder; or it is overdue, and their own line hears of it."""
    case = act.case
    inquiry = _named(case, name)
    if inquiry.state != "open":
        return
    if what == "remind":
        inquiry.reminded = True
        _ask(act, inquiry)
        return
    inquiry.reminded = inquiry.overdue = True
    owner, words = case.handler or "lead", f"{_words(case, inquiry)} is overdue since {inquiry.due}"
    act.tell(inquiry.escalate_to, words, "see that it is answered")
    act.problem(_key(case, inquiry), words, owner, _do(case, inquiry))


def go_on(act: Act) -> None:
    """A new round begins: what was asked in an earlier one is still to be answered."""
    for one in act.case.inquiries:
        if one.state == "open":
            one.round = act.case.round


def end(act: Act) -> None:
    """Nobody waits for the answers of a complaint that was taken back."""
    for one in list(waiting(act.case)):
        one.state = "released"
        act.solved(_key(act.case, one))


def _reached(case: Case, inquiry: Inquiry) -> str:
    return inquiry.to if inquiry.to in case.team_names else inquiry.asked_by


def _words(case: Case, inquiry: Inquiry) -> str:
    return f"inquiry {inquiry.id} to {inquiry.to}"


def _do(case: Case, inquiry: Inquiry) -> str:
    return f"find it out (or ask {inquiry.to}), then record_finding {inquiry.id}"


def _key(case: Case, inquiry: Inquiry) -> str:
    return f"{case.reference}/inquiry/{inquiry.id}"


def _named(case: Case, name: str) -> Inquiry:
    found = next((one for one in case.inquiries if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in case.inquiries) or "none"
        raise InvalidCommand(f"there is no investigation {name[:40]}; those on record: {known}")
    return found
