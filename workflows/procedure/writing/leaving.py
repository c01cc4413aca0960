"""What a letter's leaving is to the pack: an event that clocks start by, a duty that it meets, a day that was promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case import Case, Letter
from workflows.procedure.act import Act, move
from workflows.procedure.dates.broken_promises import PROMISED
from workflows.procedure.happenings import told_by
from workflows.procedure.on_record import happened


def told(act: Act, letter: Letter) -> None:
    """What the letter's leaving is for the pack; one that came too late to buy time says so."""
    at = letter.sent_at or act.at
    _promised(act)
    for event in told_by(letter.kind, act.policy):
        happened(act, event, at)
        act.log(f"on record: {event} on {at.isoformat()}")
        for duty, rule in act.policy.rules["duties"].items():
            if rule.get("only_after", {}).get("event") == event and not _runs(act.case, duty):
                act.log(_buys_nothing(act.case, event, duty, rule))


def _promised(act: Act) -> None:
    """The day that a letter named for the answer is a date of its own; a later letter moves it while it stands."""
    date = act.date(PROMISED)
    if date is None:
        return
    mine = [one for one in act.case.deadlines if one.duty == PROMISED and one.round == act.case.round]
    for known in mine:
        if known.state == "running":
            move(known, date)
    if not mine:
        act.start_clocks()
    act.log(f"the customer was promised the answer by {date.due}")


def _runs(case: Case, duty: str) -> bool:
    return any(one.duty == duty and one.round == case.round for one in case.deadlines)


def _buys_nothing(case: Case, event: str, duty: str, rule: Mapping[str, Any]) -> str:
    if lacked := [name for name, value in rule.get("when", {}).items() if case.facts.get(name) != value]:
        return f"{event} gives no more time here: {duty} is only for complaints with {', '.join(lacked)}"
    limit = rule["only_after"]["within"]
    dues = [str(one.due) for one in case.deadlines if one.duty == limit and one.round == case.round]
    return (
        f"{event} came too late for {duty}: it had to leave by {', '.join(dues) or limit}; the breach of {limit} stands"
    )
