"""What was done otherwise than it should be: it stays on record and the lead hears of it; facts are never refused."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.words import SPOKEN
from messages.commands import Command
from messages.commands.base import Oral
from workflows.procedure.act import Act
from workflows.procedure.listening.representatives import lawyer_acts
from workflows.procedure.staff.conduct import standing
from workflows.procedure.staff.restricted import active

IN_PERSON = ("visit", "in_person")
PROTECTION, LAWYER = "otherwise than protection asks", "past the lawyer"


def note_deviation(act: Act, command: Command) -> None:
    """Put on record how somebody spoke or wrote to the customer where that was to be otherwise, and always who was there too."""
    if second := getattr(command, "second", None):
        act.log(f"{second} was there too")
    medium = getattr(command, "medium", None)
    if medium is None or getattr(command, "direction", "out") == "in":
        return
    for what in _of_protection(act.case, medium, second):
        act.log(f"{PROTECTION}: {what}")
        act.tell("lead", f"{act.by.id}: {what}", "talk with them today")
    if _past_the_lawyer(act.case, command, medium):
        what = f"contact with the customer directly ({medium}); give `whom` representative where it was with the lawyer"
        act.log(f"{LAWYER}: {what}")
        act.tell(
            "lead", f"{act.by.id}, {LAWYER}: {what}", "tell the lawyer what was said; all that follows goes to them"
        )


def _past_the_lawyer(case: Case, command: Command, medium: str) -> bool:
    """Whether a lawyer acts and it was the customer; letters that a command orders go to the lawyer by themselves."""
    if not lawyer_acts(case) or getattr(command, "whom", "representative") == "representative":
        return False
    return medium in SPOKEN or not isinstance(command, Oral)


def _of_protection(case: Case, medium: str, second: str | None) -> Iterator[str]:
    restriction = active(case)
    spoken = medium in SPOKEN
    two = standing(case) or (restriction and restriction.two_people)
    if two and spoken and not second:
        yield f"alone with the customer ({medium}); give `second` where somebody was there"
    if restriction is None:
        return
    if restriction.no_contact and spoken:
        yield f"contact by {medium} although there is to be none ({restriction.id})"
    elif restriction.channel and medium not in (restriction.channel, "letter"):
        yield f"contact by {medium} and not by {restriction.channel} ({restriction.id})"
    if restriction.no_visits and medium in IN_PERSON:
        yield f"a meeting although there are to be none ({restriction.id})"
