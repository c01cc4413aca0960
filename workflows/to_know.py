"""What whoever takes the next call has to know (desk, C17, M1): said, demanded, decided elsewhere; nothing personal."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case, Contact
from domain.protection import Demand
from domain.safety import SafetyAnswers
from workflows.procedure.third_parties.outside import in_words
from workflows.procedure.writing.letter_dates import local_day


def to_know(case: Case) -> list[str]:
    """The lines for page, view and terminal, what concerns safety first; the words themselves are with the records."""
    return list(_lines(case))


def _lines(case: Case) -> Iterator[str]:
    if case.stop_using:
        yield f"the customer is advised not to {case.not_to} it any more"
    yield from (_safety(one) for one in case.safety[-1:])
    if unread := [one.id for one in case.reports if not one.acknowledged_by]:
        yield f"reports the head of the desk has not read: {', '.join(unread)}"
    if case.anonymous:
        yield "anonymous: there is nobody to write to"
    if case.linked_to:
        yield f"split off, or follows, {case.linked_to}"
    if case.splits:
        yield f"split off from it: {', '.join(case.splits)}"
    yield from (_demand(one) for one in case.demands)
    yield from (in_words(one, case) for one in case.outside)
    for one in case.forwarded:
        what = "all of it" if one.whole else ", ".join(str(head["id"]) for head in one.heads)
        gone = f"there since {local_day(one.passed_on_at, case)}" if one.passed_on_at else "not passed on yet"
        yield f"{one.id}: {what} is {one.to}'s matter, {gone}"
    if spoken := [one for one in case.contacts if one.personal]:
        last = spoken[-1]
        how = ", ".join(filter(None, [last.direction, last.medium, *_listened(last)]))
        yield f"last contact: {last.id} ({how}) on {local_day(last.at, case)}; its words: personal"
    if case.survey_score is not None:
        yield f"survey: {case.survey_score} of 5"
    elif case.survey_not_asked:
        yield f"no survey: {case.survey_not_asked}"


def _listened(contact: Contact) -> Iterator[str]:
    if contact.heard_out:
        yield "heard out"
    if contact.read_back:
        yield "read back 復唱"


def _safety(one: SafetyAnswers) -> str:
    said = {
        "hurt": one.hurt,
        "still in use": one.in_use,
        "kept as it is": one.kept,
        "others at risk": one.others_at_risk,
    }
    return f"safety asked ({one.contact}): {', '.join(f'{what} {_YES[answer]}' for what, answer in said.items())}"


_YES = {True: "yes", False: "no"}


def _demand(one: Demand) -> str:
    if not one.decided:
        but = f" but an answer ({one.promise})" if one.promise else ""
        return f"demand {one.id} ({one.contact}): not decided yet, and nothing was promised{but}"
    return f"demand {one.id} {one.decided} by {one.decided_by}: {one.reason}"
