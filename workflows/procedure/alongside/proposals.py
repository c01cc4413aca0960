"""What may be owed to an authority beside the complaint: proposed by what the case has, for a person to confirm or decline."""

from __future__ import annotations

import json
from collections.abc import Set
from datetime import datetime

from domain.case import Case
from domain.parallel import OVER, Obliged, Occasion, ParallelPack
from messages.commands.base import YOURS
from policies.categories import covers
from workflows.procedure.act import Act
from workflows.procedure.writing.letter_dates import iso_day

PROBLEM = "parallel/"
"""The key of a proposal's problem begins so; the pack follows."""


def aware(case: Case) -> datetime:
    """When the first word reached any employee, as far as the complaint knows."""
    return case.aware_at or case.received_at


def occasions(case: Case) -> set[tuple[str, int]]:
    """The packs the case speaks for, each with the number of the occasion that does."""
    return {(pack.pack, n) for pack in case.parallel for n, when in enumerate(pack.when) if _speaks(when, case)}


def _speaks(when: Occasion, case: Case) -> bool:
    return (
        (not when.flags or bool(set(when.flags) & set(case.flags)))
        and (not when.categories or covers(when.categories, case.category))
        and (not when.severities or case.severity in when.severities)
    )


def propose(act: Act, known: Set[tuple[str, int]] = frozenset()) -> None:
    """Put to the lead what may be owed to an authority. `known`: the occasions that were there before this act."""
    fresh = {pack for pack, _ in occasions(act.case) - known}
    for pack in act.case.parallel:
        if pack.pack in fresh and not running(act.case, pack.pack):
            act.problem(f"{PROBLEM}{pack.pack}", _proposal(pack, act.case), "lead", _to_do(pack))


def _proposal(pack: ParallelPack, case: Case) -> str:
    dates = "; ".join(f"{one.duty} due {iso_day(one.due)}" for one in pack.duties if one.due is not None)
    known = aware(case).isoformat(timespec="minutes")
    return (
        f"{pack.pack} may be owed to an authority: {dates or 'the date depends on its class'}, as first known {known} "
        f"({pack.title['en']} · {pack.title['ja']})"
    )


def _to_do(pack: ParallelPack) -> str:
    by = {"id": YOURS, "role": "lead"}
    facts = {"facts": {name: _first_value(pack, name) for name in pack.needs}} if pack.needs else {}
    shown = json.dumps({"by": by, "pack": pack.pack, **facts, "reason": "WHY"}, ensure_ascii=False)
    return f"confirm with open_obligation {shown}, or decline_obligation with the reason"


def _first_value(pack: ParallelPack, fact: str) -> object:
    return (pack.facts.get(fact, {}).get("one_of") or [True])[0]


def proposed(case: Case) -> list[str]:
    """The packs that wait for a person's word."""
    keys = [problem.key for problem in case.problems if problem.resolved_at is None]
    return [key.removeprefix(PROBLEM) for key in keys if key.startswith(PROBLEM)]


def running(case: Case, pack: str, duty: str = "") -> list[Obliged]:
    """The obligations of a pack (of one of its duties) that are not over."""
    return [
        one for one in case.obligations if one.pack == pack and one.state not in OVER and (not duty or one.duty == duty)
    ]
