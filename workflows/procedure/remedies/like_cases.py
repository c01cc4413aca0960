"""What like cases got, beside the form of a remedy: looked up when a head is decided, and anew when its cause is found."""

from __future__ import annotations

from domain.heads import heads_of
from messages.commands.substance import Decide, RecordRootCause
from messages.like_cases import LikeAsked, LikeFound
from workflows.procedure.act import Act
from workflows.procedure.ending.outcomes import outcomes
from workflows.procedure.investigating import analysis


def decide(act: Act, command: Decide) -> None:
    """Decide, and look up what like cases got."""
    analysis.decide(act, command)
    _ask(act)


def record_root_cause(act: Act, command: RecordRootCause) -> None:
    """Record a cause; of what is decided already, look up anew what like cases got."""
    analysis.record_root_cause(act, command)
    _ask(act)


def _ask(act: Act) -> None:
    if decided := outcomes(act.case):
        act.effects.append(LikeAsked(reference=act.case.reference, at=act.at, heads=decided))


def found(act: Act, answer: LikeFound) -> None:
    """Keep the newest answer for each head that is still here."""
    fresh = {one.head: one for one in answer.like}
    kept = [one for one in act.case.like_cases if one.head not in fresh]
    act.case.like_cases = [one for one in [*kept, *fresh.values()] if one.head in heads_of(act.case)]
