"""Letters that are ordered and have not left, when it changes to whom, or to which address, letters go."""

from __future__ import annotations

from messages.deeds import LetterOrder
from workflows.procedure.act import Act
from workflows.procedure.writing.addresses import readdressed
from workflows.procedure.writing.letter_text import text_of

WAITING = ("waiting", "failed", "blocked", "awaiting_approval")
"""States in which a letter's order is only kept, so that it can still go elsewhere."""


def redirect(act: Act) -> None:
    """What waits goes to whom and where letters go now; what is written on paper already is somebody's to look at."""
    for letter in act.case.letters:
        if letter.order is None or letter.state not in WAITING:
            continue
        order = readdressed(act.case, LetterOrder.model_validate(letter.order))
        letter.order = order.model_dump(mode="json")
        if letter.state == "awaiting_approval":
            letter.approved_text = text_of(order)
    _written_already(act)


def _written_already(act: Act) -> None:
    waiting = [letter.effect_id for letter in act.case.letters if letter.state == "to_post"]
    if waiting:
        act.tell(
            act.case.handler or "lead",
            f"in the post queue, written as it was before: {', '.join(waiting)}",
            'post them if that is right; else send_letter with then "drop" and write anew',
        )
