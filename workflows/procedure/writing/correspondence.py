"""Letters to the customer: ordering one, with what it says, what it must say, and who has to see it first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from domain.case import Letter
from domain.errors import InvalidCommand
from domain.words import LetterKind
from messages.deeds import LetterOrder
from messages.ids import effect_id
from workflows.procedure.act import Act
from workflows.procedure.dates.broken_promises import apologised_for
from workflows.procedure.writing.content import keep_contract
from workflows.procedure.writing.letter_approval import send_or_hold
from workflows.procedure.writing.letter_dates import post_by
from workflows.procedure.writing.letter_kinds import meets
from workflows.procedure.writing.letter_order import nobody_to_write_to, order_of

_NO_SORRY: tuple[LetterKind, ...] = (
    "survey",
    "summary_resolution",
    "contact_received",
    "authority_request",
    "public_reply",
)
"""Letters that speak of nothing else, not even of a promise that was broken; or not to the customer."""


def write(
    act: Act,
    kind: LetterKind,
    facts: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    *,
    about: str = "",
    by_hand: bool = True,
    also_as: tuple[LetterKind, ...] = (),
    names: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Order a letter and return its effect id; an anonymous complainant gets none, and the timeline says so.

    Args:
        act: the act that orders it.
        kind: the kind of letter.
        facts: what it says, beside what every letter says.
        personal: the same, of what is personal.
        about: what it belongs to.
        by_hand: a person commands it; one that leaves by itself has nobody to ask for what is missing.
        also_as: further kinds of letter whose contracts it has to keep.
        names: staff ids of colleagues whom it names beside who handles the case and who signs, by what they are to the customer.

    Raises:
        MissingContent: a person commands it, and it lacks what the pack asks for.
        InvalidCommand: it encloses something, and goes by a way on which nothing can be enclosed.
    """
    case = act.case
    if why := nobody_to_write_to(case, kind):
        act.log(f"no letter ({kind}): {why}")
        return ""
    effect = effect_id(case.reference, kind, case.number(f"letter/{kind}"))
    order = order_of(act, kind, effect, facts or {}, personal or {}, also_as=also_as, names=names)
    order = _saying_sorry(act, _posted_in_time(act, order, by_hand))
    if by_hand:
        _check_enclosures(order)
        keep_contract(act, order)
    _put_on_record(act, order, about, by_hand)
    return effect


def _posted_in_time(act: Act, order: LetterOrder, by_hand: bool) -> LetterOrder:
    """A letter on paper says by when it has to be posted."""
    if not order.paper:
        return order
    due = post_by(act.case, meets(act.case, act.policy, order.kind, by_hand))
    return order.model_copy(update={"due": due})


def _saying_sorry(act: Act, order: LetterOrder) -> LetterOrder:
    """The first letter after a promise was broken says so."""
    if order.kind in _NO_SORRY or not (broken := apologised_for(act.case, order.effect_id)):
        return order
    return order.model_copy(update={"facts": order.facts | {"broken_promises": broken}})


def _put_on_record(act: Act, order: LetterOrder, about: str, by_hand: bool) -> None:
    """The letter stands among the letters of this round; then it leaves, or waits for whoever has to see it first."""
    case = act.case
    letter = Letter(
        effect_id=order.effect_id, kind=order.kind, round=case.round, by_hand=by_hand, about=about, ordered_at=act.at
    )
    case.letters.append(letter)
    if by_hand:
        send_or_hold(act, letter, order)
    else:
        act.keep_order(order)


def _check_enclosures(order: LetterOrder) -> None:
    """What is said to be enclosed lies in an envelope: a mail of ours carries the letter alone."""
    enclosed = (order.personal or {}).get("enclosures")
    if not enclosed:
        return
    if not isinstance(enclosed, list) or not all(isinstance(one, str) and one for one in enclosed):
        raise InvalidCommand('personal.enclosures: give a list, each with its number of copies: ["調査報告書 1通"]')
    if not order.paper:
        raise InvalidCommand(
            "personal.enclosures: this letter does not go on paper, and nothing can be enclosed: say under words where it is read"
        )
