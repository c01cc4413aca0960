"""Chapter 7a: what a rung of the ladder does when it comes, and the rungs that stand on the substance of the case.

Each rung fires once in a round. Whom it gives the case to and where it moves a date to depend on the day: the act says what it
needs (`Act.needs`), an activity decides and records it, and the act is played again with the answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.authority import below
from domain.case import Case
from domain.dates import Deadline, Fired
from domain.labels import ROLES, both
from domain.record import Due
from domain.substance import substance_of
from domain.words import Substance
from messages.decisions import DateDecided
from policies.ladder import Rung, rungs_of
from policies.timetable import shorten_key
from workflows.procedure.act import ENGINE, Act
from workflows.procedure.staff.levels import owner_role, raise_level
from workflows.procedure.staff.people import give


class Words(NamedTuple):
    """What a notice about substance says."""

    what: str
    do: str


WORDS: dict[Substance, Words] = {
    "safety": Words("somebody was hurt, or could be", "call now: is anyone hurt, still in use, keep the item"),
    "damage": Words("property was damaged", "ask for photographs, keep the item, think of the insurer"),
    "vulnerable": Words("the customer needs particular care", "ask what would help, and how to reach them"),
    "legal": Words("legal steps are threatened or taken", "tell the lawyers; have letters read before they leave"),
    "press": Words("the press asks, or is told", "tell the press office; one person speaks"),
    "regulator": Words("a regulator or consumer centre asks", "answer it by its date; keep the record complete"),
    "executive_contact": Words("the customer wrote to the management", "agree who answers, and answer once"),
    "public_post": Words("the matter is public", "answer in public that somebody is in touch; settle it in private"),
    "repeat_complaint": Words(
        "the same customer complained of the like before", "read the earlier case before calling"
    ),
    "offers_rejected": Words("an offer was turned down", "call the customer: what would settle it?"),
    "review": Words("a review was asked for", "assign somebody who has not decided before"),
    "reopened": Words("a complaint was reopened", "read the earlier round, call the customer, acknowledge_escalation"),
    "bad_survey": Words("a bad survey answer", "call the customer; reopen the complaint if they wish"),
    "customer_wish": Words("the customer asks for somebody higher", "call back, within a promise"),
    "handler_wish": Words("the handler asks for help", "look at the case together"),
}


def look_at_substance(act: Act, *, silently: bool = False) -> Act:
    """Fire the rungs whose substance is new in this round, in the order of the ladder.

    `silently` marks them as fired and does nothing: an import of many cases must not alarm everybody at once.
    """
    case = act.case
    holds = set(substance_of(case)) - {one.rung for one in case.fired if one.round == case.round}
    if not holds or not case.is_complaint:
        return act
    by, act.by = act.by, ENGINE
    for rung in rungs_of(act.policy.rules):
        if rung.about in holds and not silently:
            what, do = words_for(case, rung.about)
            climb(act, rung, what, do, why=rung.about.replace("_", " "))
    act.by = by
    case.fired = [one for one in case.fired if one.round == case.round]
    case.fired += [Fired(rung=word, round=case.round, at=act.at) for word in substance_of(case) if word in holds]
    return act


def words_for(case: Case, word: Substance) -> Words:
    """What the notice says, with what of the case belongs to it."""
    what, do = WORDS[word]
    if word == "bad_survey":
        what += f" ({case.survey_score} of 5)"
    if word == "review":
        old = [decision for decision in case.decisions if decision.round < case.round]
        if before := sorted({one for decision in old for one in (decision.decided_by, *decision.before)}):
            what += f"; to be decided by another person than {', '.join(before)}"
    return Words(what, do)


def climb(act: Act, rung: Rung, what: str, do: str, *, why: str, due: Due | None = None) -> None:
    """Do what a rung says: tell, raise the level, give the case to somebody, shorten targets, ask for approval, close mouths."""
    case = act.case
    told = [case.handler if role == "handler" and case.handler else role for role in rung.tell]
    if rung.raise_to and rung.raise_to <= case.escalation:
        told.append(owner_role(case.escalation))  # it rose before: who owns it now hears of this, too
    for to in dict.fromkeys(told):
        act.tell(to, what, do, due)
    if rung.raise_to:
        raise_level(act, rung.raise_to, why)
    if rung.reassign:
        _reassign(act, rung.reassign, why)
    if rung.shorten:
        _shorten(act, rung.name, why)
    if rung.approval and below(case.approver or "handler", rung.approval):
        case.approver = rung.approval
        act.log(f"what goes to the customer needs the approval of a {both(rung.approval, ROLES)} from now on: {why}")
    if rung.stop_contact and below(case.contact_only or "handler", rung.stop_contact):
        case.contact_only = rung.stop_contact
        act.log(f"only a {both(rung.stop_contact, ROLES)} has contact with the customer from now on: {why}")


def _reassign(act: Act, role: str, why: str) -> None:
    case = act.case
    if role not in act.holders:
        act.needs.roles.append(role)
        return
    to = act.holders[role]
    if not to:
        act.problem(
            f"reassign/{role}",
            f"the ladder gives the case to a {role} ({why}), and nobody can be reached for that",
            role,
            "give it to somebody with assign; name a deputy in the team file",
        )
    elif to != case.handler:
        before = case.handler
        give(act, to)
        act.log(f"given to {to} (before: {before or 'nobody'}): {why}")
        act.tell(to, f"the case is yours now (before: {before or 'nobody'}): {why}", "read it and call the customer")
        if before:
            act.tell(before, f"the case went to {to}: {why}", "hand over what is not on record, in a note")


def _shorten(act: Act, rung: str, why: str) -> None:
    """Move our own targets of the round that would end later."""
    date = act.date(shorten_key(rung))
    if date is None:
        act.needs.shorten.append(rung)
        return
    for deadline in act.case.deadlines:
        ours = deadline.level == "target" and deadline.state == "running" and deadline.round == act.case.round
        if ours and date.late_from < deadline.late_from:
            before, deadline.shortened = deadline.due, True
            deadline.due, deadline.late_from, deadline.certificate_id = date.due, date.late_from, date.certificate_id
            deadline.why = f"Shortened by the ladder ({why}): {date.why}"
            _sooner(deadline, date, act.at)
            act.log(f"{deadline.duty} shortened from {before} to {deadline.due}: {why}")


def _sooner(deadline: Deadline, date: DateDecided, now: datetime) -> None:
    """Its rungs come where they stood, or sooner; what has fired stays fired."""
    if deadline.warn_at is not None:
        deadline.warn_at = min(deadline.warn_at, date.warn_at or now)
    deadline.warnings = {name: min(at, date.warnings.get(name, now)) for name, at in deadline.warnings.items()}


def forget(case: Case) -> None:
    """What rungs of a round asked for ends with it."""
    case.approver, case.contact_only = "", ""
