"""What an act is in the words of the pack: events that start, move or meet its duties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from messages.decisions import PolicySnapshot
from policies.moments import local_day

Events = tuple[str, ...] | Callable[[Case, PolicySnapshot], tuple[str, ...]]
"""The events an act is, always or in a case as it stands."""
ACTS: dict[str, tuple[str, ...]] = {
    "acknowledge": ("acknowledged", "stage{stage}_acknowledged"),
    "final_response": ("final_response_sent", "stage{stage}_response_sent", "stage{stage}_reply_sent"),
    "first_reply": ("first_response_sent",),
    "progress_update": ("progress_update_sent",),
    "root_cause": ("investigation_done",),
}
"""Duty of the procedure → the events that meeting it is; `stage` is 2 in a review by another decider, otherwise 1."""
LETTERS: dict[str, tuple[str, ...]] = {
    "holding_response": ("holding_response_sent",),
    "delay_notice": ("delay_notice_sent",),
    "summary_resolution": ("summary_resolution_sent",),
    "forwarding": ("forwarding_sent",),
    "signposting": ("signposting_letter_sent", "adr_letter_sent", "referral_notice_sent"),
}
"""Kind of letter → the events that its leaving is, where the pack has them."""


ANSWERS = tuple(event.format(stage=stage) for event in ACTS["final_response"] for stage in (1, 2))
"""The events that a final response is."""


def touched_by(event: str, case: Case, policy: PolicySnapshot) -> set[str]:
    """The duties that an event meets, starts, moves or extends."""
    duties: Mapping[str, Any] = policy.rules["duties"]
    return owed_for({event}, case, policy) | {
        name
        for name, rule in duties.items()
        if event in {rule.get("anchor"), rule.get("opens_on"), (rule.get("only_after") or {}).get("event")}
        or event in (rule.get("extension") or {}).get("events", ())
        or event in {one.get("anchor") for one in rule.get("variants", ())}
    }


def events_by(duty: str, case: Case) -> tuple[str, ...]:
    """The events that meeting a duty of the procedure is."""
    return tuple(event.format(stage=2 if case.review else 1) for event in ACTS.get(duty, ()))


def met_by(duty: str, case: Case, policy: PolicySnapshot) -> set[str]:
    """The duties that are met with a duty of the procedure: itself, and those the pack says its events meet."""
    return {duty} | owed_for(set(events_by(duty, case)), case, policy)


def owed_for(events: set[str], case: Case, policy: PolicySnapshot) -> set[str]:
    """The pack's duties that these events meet."""
    duties: Mapping[str, Any] = policy.rules["duties"]
    return {name for name, rule in duties.items() if events & _meeting(rule, case)}


def _meeting(rule: Mapping[str, Any], case: Case) -> set[str]:
    """The events that meet a duty of this complaint: its variants' own where one fits, else the duty's."""
    own = [one["met_by"] for one in rule.get("variants", ()) if one.get("met_by") and _fits(one, case)]
    return {event for events in own or [rule.get("met_by", ())] for event in events}


def _fits(variant: Mapping[str, Any], case: Case) -> bool:
    day = local_day(case.received_at, ZoneInfo(case.zone)).isoformat()
    since, until = variant.get("effective_from") or day, variant.get("effective_until") or day
    return since <= day <= until and all(
        case.facts.get(name) == value for name, value in variant.get("when", {}).items()
    )


def buying(duty: str, policy: PolicySnapshot) -> set[str]:
    """The events that buy more time when they come within that duty's limit."""
    after = [rule["only_after"] for rule in policy.rules["duties"].values() if rule.get("only_after")]
    return {one["event"] for one in after if one["within"] == duty}


def told_by(kind: str, policy: PolicySnapshot) -> tuple[str, ...]:
    """The events of the pack that a letter's leaving is, beside those of the procedure."""
    return tuple(event for event in LETTERS.get(kind, ()) if event in known(policy))


def limits_of_answer(case: Case, policy: PolicySnapshot) -> set[str]:
    """The pack's duties that nothing but the final response meets."""
    answering = set(events_by("final_response", case))
    duties: Mapping[str, Any] = policy.rules["duties"]
    return {name for name, rule in duties.items() if _meeting(rule, case) and _meeting(rule, case) <= answering}


def leaving(kind: str, case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """The events of the procedure that a letter's leaving is: the dates anchored on them are decided with it."""
    if kind in ("acknowledgement", "reopened", "review_acknowledgement"):
        return starting("acknowledge", case, policy)
    if kind in ("final_response", "not_upheld"):
        return tuple(dict.fromkeys(("final_response_sent", *starting("final_response", case, policy))))
    return ()


def known(policy: PolicySnapshot) -> set[str]:
    """The events on which any date of the pack depends, or that meet a duty of it."""
    meeting: set[str] = set()
    for rule in policy.rules["duties"].values():
        meeting |= {*rule.get("met_by", ())}
        meeting |= {event for one in rule.get("variants", ()) for event in one.get("met_by") or ()}
    return anchors(policy) | meeting


def anchors(policy: PolicySnapshot) -> set[str]:
    """The events of which dates of the pack depend."""
    found: set[str] = set()
    for rule in policy.rules["duties"].values():
        found |= {rule.get("anchor", "")} | {one.get("anchor", "") for one in rule.get("variants", ())}
        found |= {rule.get("only_after", {}).get("event", ""), *rule.get("extension", {}).get("events", ())}
    return found - {""}


def starting(duty: str, case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """The events of a duty's act on which the pack has something anchored."""
    return tuple(event for event in events_by(duty, case) if event in anchors(policy))


def review_asked(case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """Asking for a review is a new receipt, or the second stage where the pack has one."""
    if "stage2_requested" not in anchors(policy):
        return ("received",)
    # Nobody can be written to: the acknowledgement that other dates count from will not come by a letter's leaving.
    return ("stage2_requested", "stage2_acknowledged") if case.anonymous else ("stage2_requested",)


def of_round(case: Case) -> dict[str, datetime]:
    """What has happened in this round, as far as dates depend on it."""
    of_deadlines = {one.anchor_event: one.anchor_at for one in case.deadlines if one.round == case.round}
    return {"received": case.received_at} | case.events | of_deadlines
