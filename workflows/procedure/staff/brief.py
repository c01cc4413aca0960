"""What went before, in ten lines: for whoever takes a flare-up (再燃), a review, or a case handed over.

The lines hold nothing personal; the customer's own words and the note that was handed over stand beside them under `personal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from domain import labels
from domain.case import Case
from domain.labels import both, titled
from workflows.procedure.dates.promised import what_of
from workflows.procedure.ending import acceptance
from workflows.procedure.remedies.agreed import in_words
from workflows.procedure.third_parties import outside
from workflows.procedure.writing.letter_dates import iso_day, local_day


def told_before(case: Case) -> int:
    """The round that is told: the one before, or this one where it was handed over in the first; 0: there is nothing to tell."""
    if case.rounds:
        return case.rounds[-1].round
    return case.round if case.handover is not None else 0


def brief_of(case: Case) -> dict[str, Any] | None:
    """The lines, and what is personal beside them; `None` where nothing went before."""
    number = told_before(case)
    return {"round": number, "lines": _lines(case, number), "personal": _words(case)} if number else None


def _lines(case: Case, number: int) -> list[str]:
    decided = [f"{d.head} {both(d.outcome, labels.OUTCOMES)} by {d.decided_by}" for d in _of(case.decisions, number)]
    decided += [outside.in_words(o, case) for o in _of(case.outside, number) if o.decided_at]
    promised = (f"{what_of(p)} by {iso_day(p.due)}, {p.state}" for p in _of(case.promises, number))
    late = (f"{d.duty}, due {iso_day(d.due)}" for d in _of(case.deadlines, number) if d.state == "breached")
    return [
        _how_it_ended(case, number),
        _complained_of(case),
        f"decided: {_joined(decided)}",
        f"cause: {_joined(f'{c.category} ({c.result})' for c in _of(case.causes, number))}",
        f"apology: {_joined(f'{a.kind} {a.state}' for a in _of(case.apologies, number))}",
        f"remedied: {_joined(_remedies(case, number))}",
        f"promised: {_joined(promised)}",
        f"late: {_joined(late)}",
        f"prevention: {_joined(f'{t.kind} {t.state} ({t.owner})' for t in case.prevention)}",
        _what_they_said(case),
    ]


class _InRound(Protocol):
    """A record of a round."""

    round: int


def _of[Kind: _InRound](records: Iterable[Kind], number: int) -> list[Kind]:
    """Those of a round."""
    return [one for one in records if one.round == number]


def _complained_of(case: Case) -> str:
    heads = ", ".join(str(head["id"]) for head in case.heads)
    about = f"complained of: {titled(case.category, case.category_titles)}{f' · heads {heads}' if heads else ''}"
    return f"{about}; in their own words: personal"


def _how_it_ended(case: Case, number: int) -> str:
    ended = next((one for one in case.rounds if one.round == number), None)
    if ended is None:
        handed = case.handover
        return f"round {number} so far, handed over by {handed.before}" if handed else f"round {number} so far"
    ground = f", {both(ended.ground, labels.GROUNDS)}" if ended.ground else ""
    on = f" on {local_day(ended.closed_at, case)}" if ended.closed_at else ""
    ground += acceptance.in_words(ended.acceptance, case)
    return f"round {number}: {both(ended.stage, labels.STAGES)}{on}{ground}; handled by {ended.handler or 'nobody'}"


def _remedies(case: Case, number: int) -> Iterable[str]:
    for offer in _of(case.offers, number):
        for one in offer.alternatives:
            if one.id == offer.chosen:
                yield from (f"{in_words(item)} {item.state}" for item in one.items)


def _what_they_said(case: Case) -> str:
    """Where the mood, the wish and the words at reopening are to be read."""
    why = f"again because: {case.rounds[-1].why}; " if case.rounds else ""
    return f"{why}mood, wish and words: personal"


def _words(case: Case) -> dict[str, Any] | None:
    """What the customer said, wished and felt, and the note that was handed over; `None`: erased, or nothing of it."""
    mine = case.personal or {}
    told = {key: mine[key] for key in ("subject", "desired_outcome", "mood") if mine.get(key)}
    if case.rounds and (again := (case.rounds[-1].personal or {}).get("words")):
        told["again"] = again
    if spoken := [one for one in case.contacts if (one.personal or {}).get("words")]:
        told["last_contact"] = (spoken[-1].personal or {})["words"]
    if case.handover and case.handover.personal:
        told["handover"] = case.handover.personal.get("note")
    return told or None


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "nothing"
