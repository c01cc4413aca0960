"""Which obligations beside a complaint are proposed, and when (`data/parallel.yaml`). A person confirms each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field, model_validator

from domain.errors import InvalidPolicy
from domain.parallel import AWARE, Occasion, ParallelDuty, ParallelPack
from domain.words import Severity
from policies.duty import Duty
from policies.pack import Pack
from policies.reader import Packs
from policies.rulefile import Rule, read_rules
from policies.timetable import dates_for


class When(Rule):
    """One occasion: every list that is given must hold one of what the complaint has."""

    flags: tuple[str, ...] = ()
    """`injury`, `damage`, `press`, `legal`, `vulnerable`."""
    categories: tuple[str, ...] = ()
    """One of these, or a finer one below it."""
    severities: tuple[Severity, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if not (self.flags or self.categories or self.severities):
            raise ValueError("an occasion without a criterion would propose the pack for everything")
        return self


class Proposal(Rule):
    """One pack, and when it is proposed."""

    pack: str
    zones: tuple[str, ...] = Field(min_length=1)
    """The zones in which the complaint's own pack counts: the law of which place is near."""
    when: tuple[When, ...] = Field(min_length=1)
    """Any of these occasions."""


class Proposals(Rule):
    """The whole file. An empty list proposes nothing; every pack can still be opened by hand."""

    proposals: tuple[Proposal, ...] = ()


def read(text: str, file_name: str) -> Proposals:
    """The proposals in `text`; raises InvalidPolicy naming file and key."""
    return read_rules(Proposals, text, file_name)


def check(proposals: Proposals, packs: Packs) -> None:
    """Raises InvalidPolicy where a pack is proposed that does not exist, or that is no pack beside complaints."""
    beside = beside_complaints(packs)
    for proposal in proposals.proposals:
        if proposal.pack not in beside:
            raise InvalidPolicy(
                f"parallel.yaml: proposals: {proposal.pack!r} is no pack of the kind parallel; there are {', '.join(beside)}"
            )


def beside_complaints(packs: Packs) -> list[str]:
    """The ids of all packs of obligations beside a complaint."""
    return [one for one in packs.ids() if packs.pack(one).kind == "parallel"]


def parallel_packs(packs: Packs, proposals: Proposals, zone: str, aware: datetime) -> list[ParallelPack]:
    """What may be owed beside a complaint: every pack there is; with its dates where it may be proposed in this zone.

    Args:
        packs: the desk's packs.
        proposals: when they are proposed.
        zone: the zone the complaint's own pack counts in.
        aware: when the first word reached any employee, as far as is known at receipt.
    """
    near = {one.pack: one for one in proposals.proposals if zone in one.zones}
    return [_known(packs, one, near.get(one), aware) for one in beside_complaints(packs)]


def _known(packs: Packs, pack_id: str, proposal: Proposal | None, aware: datetime) -> ParallelPack:
    pack: Pack = packs.pack(pack_id)
    own = {name: duty for name, duty in pack.duties.items() if duty.of == pack.id and duty.kind == "deadline"}
    due = _dates(packs, pack, aware, tuple(own)) if proposal else {}
    return ParallelPack(
        pack=pack.id,
        title={"ja": pack.title.ja, "en": pack.title.en},
        duties=[ParallelDuty(duty=name, title=_title(duty), due=due.get(name)) for name, duty in own.items()],
        facts={name: rule.model_dump(mode="json", exclude_defaults=True) for name, rule in pack.facts.items()},
        needs=sorted({fact for duty in own.values() for fact in _needed(duty)}),
        when=[Occasion(**one.model_dump(mode="json")) for one in proposal.when] if proposal else [],
    )


def _dates(packs: Packs, pack: Pack, aware: datetime, duties: Sequence[str]) -> dict[str, Any]:
    try:
        policy = packs.snapshot(pack.id, aware.date())
    except InvalidPolicy:  # it needs a calendar to be named
        return {}
    dates, _ = dates_for(policy, {AWARE: aware}, {})
    return {one.duty: one.due for one in dates if one.duty in duties}


def _title(duty: Duty) -> dict[str, str]:
    return {"ja": duty.title.ja, "en": duty.title.en} if duty.title else {}


def _needed(duty: Duty) -> set[str]:
    """The facts without which the duty has no date, as only its variants have one."""
    return set() if duty.period else {fact for variant in duty.variants for fact in variant.when}
