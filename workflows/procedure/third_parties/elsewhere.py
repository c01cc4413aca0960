"""What becomes of a forwarding by and by: the customer is told, the other firm has it, and nothing more is owed here."""

from __future__ import annotations

from datetime import datetime

from domain.closing import elsewhere
from domain.errors import IllegalCommand
from workflows.procedure.act import Act
from workflows.procedure.listening import safety


def told(act: Act, effect_id: str, at: datetime) -> None:
    """The letter of that id has left: if it tells of a forwarding, the customer knows."""
    for one in act.case.forwarded:
        if one.effect_id == effect_id and one.told_at is None:
            one.told_at = at
            gone(act)


def passed_on(act: Act, promise: str, at: datetime) -> None:
    """A promise was kept: if it was to pass something on, the other firm has it."""
    for one in act.case.forwarded:
        if one.promise == promise:
            one.passed_on_at = at
            act.log(f"{one.id}: passed on to {one.to}")
            gone(act)


def gone(act: Act) -> None:
    """The customer knows and the other firm has it: what was owed about the whole of it is owed there, and no longer here.

    Receipt is acknowledged all the same, and a breach stays one.
    """
    one = elsewhere(act.case)
    if one is not None and one.passed_on_at is not None and (one.told_at is not None or act.case.anonymous):
        safety.ends(act, "went to another firm")
        act.cancel_clocks("acknowledge")


def here(act: Act) -> None:
    """Refuse what answers a complaint that is answered elsewhere.

    Raises:
        IllegalCommand: with the way back.
    """
    if one := elsewhere(act.case):
        raise IllegalCommand(
            f"the whole of it went to {one.to} ({one.id}); where it is ours after all, request_review takes it back"
        )


def taken_back(act: Act) -> None:
    """A new round begins: what has not gone to the other firm yet does not go there."""
    waiting = {one.promise for one in act.case.forwarded if one.whole and one.passed_on_at is None}
    for promise in act.case.promises:
        if promise.id in waiting and promise.state == "open":
            promise.state = "released"
