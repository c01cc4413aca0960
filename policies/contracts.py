"""Content contracts: what a letter of a kind has to contain under a pack, where each item comes from, and what is lacking. Pure.

An item comes from what the case knows or a person writes (`carried_by` names where it lies in a letter's order), or it is a
standing text of the firm (`texts` of the firm file), because no program may invent legal wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.errors import MissingContent


class Item(NamedTuple):
    """One thing that a letter can be made to contain."""

    carried_by: tuple[str, ...] = ()
    """Where it lies in a letter's order; any one is enough. Empty: a standing text of the firm."""
    do: str = ""
    """What a person does who is told that it is missing."""


ITEMS: dict[str, Item] = {
    "adr_participation": Item(),
    "all_points": Item(("personal.heads",), "decide, for every head of complaint"),
    "communications": Item(("facts.communications",), "record_contact, so that what passed between us is on record"),
    "complaint_definition": Item(
        ("personal.complaint_definition",), "agree_summary first, or give personal.complaint_definition"
    ),
    "decision": Item(("facts.heads", "personal.decision"), "decide first, or give personal.decision"),
    "escalation_route": Item(),
    "facts_found": Item(("personal.heads",), "decide, with the facts found"),
    "how_considered": Item(("personal.how_considered",), "give personal.how_considered: how it was looked into"),
    "leaflet": Item(),
    "new_date": Item(("facts.new_date",), 'give new_date, the day by which the answer comes ("2026-12-01")'),
    "offer_still_open": Item(
        ("personal.offer_still_open", "facts.open_offer"),
        "give personal.offer_still_open: whether our offer stays open, or that there is none",
    ),
    "offer_to_discuss": Item(),
    "ombudsman_contact": Item(),
    "outstanding_actions": Item(
        ("personal.outstanding_actions", "facts.outstanding"),
        "give personal.outstanding_actions: what is still to be done and by when, or that nothing is",
    ),
    "reasons": Item(("personal.heads",), "decide, with the reasons"),
    "reasons_for_delay": Item(("personal.reasons_for_delay",), "give personal.reasons_for_delay: why it takes longer"),
    "referral_right": Item(),
    "remedy": Item(("personal.remedy", "facts.items", "facts.no_remedy"), "offer_remedy, or give personal.remedy"),
    "resolved_statement": Item(("facts.received_on",), "say that the complaint is resolved"),
    "right_to_documents": Item(),
    "signature": Item(("facts.names.signatory",), "let a person send it who signs this kind of letter (firm file)"),
    "stage": Item(("facts.stage",), "say at which stage this is"),
    "steps_taken": Item(("personal.steps_taken", "facts.steps"), "give personal.steps_taken: what was done"),
    "timetable": Item(
        ("facts.final_response_by", "facts.answer_was_due", "personal.timetable"),
        "give personal.timetable: by when the answer comes",
    ),
    "waiver_wording": Item(),
}
"""What a letter can be made to contain."""
RECOURSE = (
    *("escalation_route", "referral_right", "ombudsman_contact", "adr_participation"),
    *("waiver_wording", "leaflet", "right_to_documents"),
)
"""The standing texts on where the customer can turn next, in the order in which a letter says them."""
STANDING = tuple(name for name, item in ITEMS.items() if not item.carried_by)


STAGES = (1, 2)
"""The stages of a complaint whose way on has a text of its own."""


def text_key(item: str, stage: int) -> str:
    """Under which key the firm file has a standing text: the way on depends on the stage."""
    return f"{item}_stage{stage}" if item == "escalation_route" else item


TEXT_KEYS = tuple(dict.fromkeys(text_key(item, stage) for item in STANDING for stage in STAGES))
"""The keys of the standing texts in the firm file, for each pack."""


class Required(NamedTuple):
    """An item that a letter has to contain, and the rule that says so."""

    item: str
    source: str


class Contract(NamedTuple):
    """What a letter's order carries of its complaint's policy: enough to know what it must contain on any day."""

    pack: str
    texts: tuple[str, ...]
    """Where the firm's standing texts are looked for: the pack, then the one it extends, and so on."""
    zone: str
    """IANA name of the zone whose local day of sending counts."""
    stage: int
    """1, or 2 in a review by another decider: the way on is another one."""
    rules: tuple[Mapping[str, Any], ...]
    """`must`, `source` and `effective_from` of each rule, as the pack has them."""


def contract_of(pack: str, rules: Mapping[str, Any], zone: str, stage: int, kinds: Sequence[str]) -> dict[str, Any]:
    """The contract of a letter, as an order carries it; empty where the pack asks for nothing.

    Args:
        pack: the policy's id.
        rules: its rules, as the complaint carries them.
        zone: the complaint's zone.
        stage: the stage of the complaint that the letter speaks of.
        kinds: the kinds of letter whose rules it has to keep.
    """
    asked = [rule for kind in kinds for rule in rules.get("letters", {}).get(kind, ())]
    texts = list(dict.fromkeys([pack, *rules.get("line", ())]))
    return {"pack": pack, "texts": texts, "zone": zone, "stage": stage, "rules": asked} if asked else {}


def read(carried: Mapping[str, Any]) -> Contract:
    """The contract that an order carries; one that asks for nothing where it carries none."""
    return Contract(
        pack=str(carried.get("pack", "")),
        texts=tuple(carried.get("texts", ())),
        zone=str(carried.get("zone", "UTC")),
        stage=int(carried.get("stage", 1)),
        rules=tuple(carried.get("rules", ())),
    )


def required(contract: Contract, sent_on: date) -> tuple[Required, ...]:
    """What a letter sent on that local day has to contain: the items of every rule in force by then, each once."""
    found: dict[str, Required] = {}
    for rule in contract.rules:
        if (since := rule.get("effective_from")) and date.fromisoformat(str(since)) > sent_on:
            continue
        for item in rule["must"]:
            found.setdefault(item, Required(item, str(rule["source"])))
    return tuple(found.values())


def lacking(needed: Iterable[Required], facts: Mapping[str, Any], personal: Mapping[str, Any]) -> list[Required]:
    """Of what a letter has to contain, what neither the case nor a person has given; standing texts are not looked at."""
    whole = {"facts": facts, "personal": personal}
    return [
        one
        for one in needed
        if one.item not in STANDING and not any(_given(whole, path) for path in ITEMS[one.item].carried_by)
    ]


def missing(kind: str, one: Required, pack: str, do: str) -> MissingContent:
    """The refusal of a letter that lacks something its pack asks for."""
    return MissingContent(f"{kind}: {one.item} is missing, which {pack} requires ({one.source}); {do}")


def _given(whole: Mapping[str, Any], path: str) -> bool:
    here: Any = whole
    for step in path.split("."):
        here = here.get(step) if isinstance(here, Mapping) else None
    return bool(here.strip() if isinstance(here, str) else here)
