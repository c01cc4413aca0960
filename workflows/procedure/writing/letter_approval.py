"""Letters whose words need somebody's approval: held, read, approved or sent back; a changed text needs it again."""

from __future__ import annotations

from domain.authority import below
from domain.case import Case, Letter
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import ROLES, both
from messages.commands.substance import Approve, DeclineApproval
from messages.deeds import LetterOrder
from workflows.procedure.act import Act
from workflows.procedure.writing.content import approved
from workflows.procedure.writing.letter_text import text_of


def send_or_hold(act: Act, letter: Letter, order: LetterOrder) -> None:
    """Let the letter leave; or keep it until its words are approved, where they ask for that and nobody approved this text."""
    text = text_of(order)
    approved_by = letter.approved_by if letter.approved_text == text else ""
    if not act.approver and not below(act.by.role, "lead"):
        approved_by = approved_by or act.by.id  # who commands it has read it
    if act.approver and not approved_by:
        _hold(act, letter, order, text)
        return
    facts = {key: value for key, value in order.facts.items() if key != "approved_by"}
    order = order.model_copy(update={"facts": facts | ({"approved_by": approved_by} if approved_by else {})})
    letter.approver, letter.approved_by, letter.approved_text = "", approved_by, text if approved_by else ""
    act.keep_order(order)


def _hold(act: Act, letter: Letter, order: LetterOrder, text: str) -> None:
    letter.id = letter.id or f"L{act.case.number('letter_approval')}"
    letter.state, letter.next_try = "awaiting_approval", None
    letter.order, letter.approver, letter.asked_by = order.model_dump(mode="json"), act.approver, act.by.id
    letter.approved_by, letter.approved_text = "", text
    why = f": {'; '.join(act.hints)}" if act.hints else ""
    act.log(f"letter {letter.id} ({letter.kind}) waits for the approval of a {both(letter.approver, ROLES)}{why}")
    do = f'read it in the view, then approve {{"what": "{letter.id}", "text": "{text}"}}, or decline_approval'
    act.tell(letter.approver, f"letter {letter.id} waits for approval", do)


def waiting(case: Case) -> list[Letter]:
    """The letters that wait for an approval."""
    return [letter for letter in case.letters if letter.state == "awaiting_approval"]


def find(case: Case, wanted: str) -> Letter | None:
    """The letter of that id, if it waits for an approval."""
    return next((letter for letter in waiting(case) if letter.id == wanted), None)


def approve(act: Act, command: Approve, letter: Letter) -> None:
    """Approve exactly the text that stands there, and let it leave."""
    if below(act.by.role, letter.approver):
        raise NotAuthorised(f"letter {letter.id} needs the approval of a {both(letter.approver, ROLES)}")
    if act.by.id == letter.asked_by:
        raise NotAuthorised("a second pair of eyes is needed: who wrote it does not approve it")
    if command.text is None:
        raise InvalidCommand(
            f"approve: text: missing; read letter {letter.id} in the view (letters), then give the hash that stands beside it"
        )
    if command.text != letter.approved_text:
        raise IllegalCommand(
            f"the text of letter {letter.id} was changed since you read it: read it in the view, then approve with "
            f'"text": "{letter.approved_text}"'
        )
    letter.approved_by = act.by.id
    act.log(f"letter {letter.id} approved by {act.by.id} (text {letter.approved_text})")
    order = LetterOrder.model_validate(letter.order)
    send_or_hold(act, letter, order.model_copy(update={"at": act.at, "facts": approved(act, order)}))


def send_back(act: Act, command: DeclineApproval, letter: Letter) -> None:
    """Whoever wrote it is asked for other words; what they asked for stays there until then."""
    letter.state, letter.approved_text = "blocked", ""
    act.log(f"letter {letter.id} sent back: {command.reason}")
    do = (
        f'read the reason in the timeline, then send_letter with effect_id "{letter.effect_id}", then "again" and other words '
        'under personal; or then "drop"'
    )
    act.problem(letter.effect_id, f"the letter {letter.id} was sent back", letter.asked_by, do)
