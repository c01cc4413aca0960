"""What a letter is made of before it is written: to whom it goes, by which way, what every letter of the case says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.words import LetterKind
from letters.naming import of_firms
from messages.deeds import LetterOrder
from policies.categories import covers
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.listening import wishes
from workflows.procedure.staff import restricted
from workflows.procedure.writing import addresses
from workflows.procedure.writing.content import contracted

CUSTOMERS = ("customer", "representative", "subject", "matter", "mood")
"""What of the case a letter to the customer says, or is chosen by."""
OTHERS: dict[LetterKind, tuple[str, ...]] = {"authority_request": ("representative",), "public_reply": ()}
"""The same of letters that do not go to the customer: who they go to, and nothing of the case."""


def nobody_to_write_to(case: Case, kind: LetterKind) -> str:
    """Why a letter of that kind cannot be written to anybody; empty where it can."""
    if kind == "public_reply":
        return ""
    if kind == "authority_request" and not case.representative_by:
        return "no address of whoever speaks for the customer is known"
    if kind in wishes.UNASKED and case.preferences.get("no_contact"):
        return "the customer wants no contact but what has to be answered"
    return "the complainant is anonymous" if case.anonymous else ""


def order_of(
    act: Act,
    kind: LetterKind,
    effect: str,
    facts: dict[str, Any],
    personal: dict[str, Any],
    *,
    also_as: tuple[LetterKind, ...],
    names: Mapping[str, str],
) -> LetterOrder:
    """The order of a letter.

    Args:
        act: the act that orders it.
        kind: the kind of letter.
        effect: its effect id.
        facts: what it says beside what every letter says.
        personal: the same, of what is personal.
        also_as: further kinds of letter whose contracts it has to keep.
        names: what → staff id of further colleagues whom it names.
    """
    case, asked = act.case, contracted(act, kind, *also_as)
    medium, paper = _way(case, kind, in_full=bool(asked))
    return LetterOrder(
        effect_id=effect,
        reference=case.reference,
        kind=kind,
        locale=case.locale,
        at=act.at,
        zone=case.quiet_zone,
        urgent=case.severity == "critical",
        medium=medium,
        paper=paper,
        facts=_common_facts(act, names) | _about(case, kind) | asked | facts,
        personal=None if case.personal is None else _common_words(case, kind) | _given(personal),
    )


def suppliers(case: Case) -> list[str]:
    """The firms that were asked to find something out."""
    return of_firms(one.to for one in case.inquiries if one.to not in case.team_names)


def _way(case: Case, kind: LetterKind, *, in_full: bool) -> tuple[Any, bool]:
    """By which way it goes, and whether on paper; what a pack asks something of is owed in full, and goes as a letter."""
    if kind == "public_reply":
        return "public", False
    if case.by_message and not in_full and not addresses.to_representative(case, kind):
        return "message", False
    medium, paper = addresses.way(case, kind)
    return medium, paper and medium == "post"


def _common_facts(act: Act, named: Mapping[str, str]) -> dict[str, Any]:
    case = act.case
    known = {what: case.team_names.get(who, {}).get(case.locale) for what, who in named.items()}
    names = {what: name for what, name in known.items() if name}
    if handler := case.team_names.get(restricted.handler_now(case), {}).get(case.locale):
        names["handler"] = handler
    if signatory := case.team_names.get(act.by.id, {}).get(case.locale):
        names |= {"signatory": signatory, "signatory_role": act.by.role, "signatory_id": act.by.id}
    return ({"suppliers": firms} if (firms := suppliers(case)) else {}) | {
        "reference": case.reference,
        "received_on": local_day(case.received_at, ZoneInfo(case.zone)).isoformat(),
        "severity": case.severity,
        "injury": "injury" in case.flags,
        "unsafe": "damage" in case.flags or covers(("safety",), case.category),
        "level": case.escalation,
        "staff": {"id": case.handler},
        "names": names,
        **restricted.on_letters(case),
        **wishes.on_letters(case),
    }


def _about(case: Case, kind: LetterKind) -> dict[str, Any]:
    """What the customer complains about, and whether it frightens or did not work, for a letter that is theirs."""
    if kind in OTHERS:
        return {}
    sort = {
        "danger": covers(("safety",), case.category),
        "faulty": covers(("product_quality", "repair"), case.category),
    }
    return sort | ({"product": case.product} if case.product else {})


def _common_words(case: Case, kind: LetterKind) -> dict[str, Any]:
    words = case.personal or {}
    return {key: words[key] for key in OTHERS.get(kind, CUSTOMERS) if words.get(key) is not None}


def _given(personal: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in personal.items() if value not in (None, "")}
