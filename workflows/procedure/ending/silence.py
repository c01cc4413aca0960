"""Chapter 9: nobody answers the final response (desk, C6). It invites an answer by a day; one reminder; then silence is a ground.

Silence is never acceptance, and who answered in whatever way is not silent.
"""

from __future__ import annotations

from domain.case import Case, Letter
from domain.errors import IllegalCommand
from domain.lifecycle import OPEN
from messages.commands.ending import Close
from workflows.procedure.act import Act
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day, local_day
from workflows.procedure.writing.letter_kinds import EVENTS
from workflows.procedure.writing.letter_order import nobody_to_write_to
from workflows.procedure.writing.overtaken import FINAL, said_since

ASK = "ask them by the way they wish, once, and record it (record_contact with direction out); silence is no consent"


def final_letter(case: Case) -> Letter | None:
    """The final response of this round, if it was delivered by letter."""
    return next((x for x in case.letters if x.kind in EVENTS and x.state == "sent" and x.round == case.round), None)


def until(case: Case) -> str:
    """The day to whose end the customer may still answer, as ISO text; empty: it has passed, or none was given."""
    return next((iso_day(wait.due) for wait in case.waits if wait.name == "no_answer_until"), "")


def remind(act: Act, _: str) -> None:
    """Half of the time has passed: the customer is reminded once, in their own language; where no letter goes, somebody asks."""
    case, final = act.case, final_letter(act.case)
    if final is None or final.sent_at is None or case.stage not in OPEN or said_since(case, final.sent_at):
        return
    facts = {"about": FINAL, "answered_on": local_day(final.sent_at, case), "answer_by": until(case)}
    if write(act, "reminder", facts, about=FINAL, by_hand=False):
        act.log("reminded of the final response")
    else:
        act.tell(case.handler or "lead", "no answer to the final response yet, and no reminder goes out", ASK)


def time_is_over(act: Act, _: str) -> None:
    """The day has passed: somebody decides what becomes of it."""
    case, final = act.case, final_letter(act.case)
    if case.stage == "following_up" and not (final and final.sent_at and said_since(case, final.sent_at)):
        act.tell(case.handler or "lead", "no answer to the final response", "close it on the ground no_answer, or call")


def check(act: Act, _: Close) -> None:
    """Refuse the ground `no_answer` where the customer has answered, may still answer, or was not reminded."""
    case = act.case
    if by := until(case):
        raise IllegalCommand(f"the customer may still answer until {by}; silence is not acceptance: wait until then")
    final = final_letter(case)
    if final is None or final.sent_at is None:
        raise IllegalCommand(
            "no_answer needs a final response that was delivered by letter; else close as not_reachable or gave_up"
        )
    if said := said_since(case, final.sent_at):
        raise IllegalCommand(f"the customer has answered ({said}); close on the ground that fits what they said")
    if not _reminded(case, final):
        raise IllegalCommand(
            f"the customer was not reminded of the final response: let its reminder leave first (see letters), or {ASK}"
        )


def _reminded(case: Case, final: Letter) -> bool:
    """Whether they were asked once more: by letter, or otherwise by a person; or nobody may write to them unasked."""
    letters = (x for x in case.letters if x.kind == "reminder" and x.about == FINAL and x.round == case.round)
    asked = any(one.direction == "out" and final.sent_at and one.at > final.sent_at for one in case.contacts)
    return any(x.state == "sent" for x in letters) or asked or bool(nobody_to_write_to(case, "reminder"))
