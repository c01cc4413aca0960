"""What was promised and not kept: as it is counted, and what the next letter has to say sorry for beside its own matter."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.dates import Deadline, Promise
from workflows.procedure.writing.letter_dates import when

PROMISED = "promised_answer"
"""The day that a holding response or a delay notice named: a target of ours, whatever the pack says."""


def all_broken(case: Case) -> list[Promise]:
    """The promises that were broken, in any round, to the customer or to an outside body; kept late they stay broken."""
    return [one for one in case.promises if one.state == "broken"]


def date_missed(case: Case) -> bool:
    """Whether a date that we owed was ever missed: a deadline of the policy, or a promise of ours."""
    return bool(all_broken(case)) or any(one.state == "breached" for one in case.deadlines)


def not_said_sorry_for(case: Case) -> Iterator[Promise | Deadline]:
    """What was promised to the customer and not kept, and no letter has said sorry for: promises, and days named for the answer."""
    yield from (one for one in all_broken(case) if not one.apologised_in and not one.to)
    yield from (
        one for one in case.deadlines if one.duty == PROMISED and one.state == "breached" and not one.apologised_in
    )


def apologised_for(case: Case, effect: str) -> list[dict[str, str]]:
    """Broken promises that no letter has apologised for yet: this one does. What and by when, as the letter says it."""
    said = []
    for one in [*not_said_sorry_for(case)]:
        one.apologised_in = effect
        if isinstance(one, Promise):
            said.append({"what": str(one.what), **when(one)})
        else:
            said.append({"what": "answer", "due": one.due.isoformat()})
    return [one for n, one in enumerate(said) if one not in said[:n]]  # the parts of one remedy are one sentence


def not_said(case: Case, effect: str) -> None:
    """The letter that was to say it does not leave: the next one says sorry, and what it was to promise is not promised."""
    promised: list[Promise | Deadline] = [*case.promises, *case.deadlines]
    for one in promised:
        if one.apologised_in == effect:
            one.apologised_in = ""
    for task in case.prevention:
        if task.promised_in == effect:
            task.promised_in = ""
