"""Chapter 12: the staff are protected (カスタマーハラスメント). Anybody reports conduct, somebody else judges it, for a time.

A flag and a restriction change who handles the case and how. Decisions, offers, dates and letters owed never look at them.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.protection import ConductFlag, Reasoned, Restriction
from domain.words import ConductKind
from messages.commands.conduct import FlagConduct
from messages.decisions import DateDecided
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.ending.loose_ends import impartial

CARE_FIRST = ("accommodation", "distress", "dementia", "vulnerable")
"""Flags that are looked at before conduct is judged: a request for reasonable accommodation is no harassment."""
DANGER: set[ConductKind] = {"violence", "threat", "online_threat"}
"""Conduct with which somebody may be in danger."""
FIRST = "security and the police first, by telephone, not by this record · まず警備・警察へ電話で通報"
"""What comes before anything that is done here."""
REVIEW_WITHIN = 90
"""Calendar days until a flag is looked at again at the latest, where the pack says nothing."""


def standing(case: Case) -> list[ConductFlag]:
    """Reports that nobody has judged and flags that are set: two people from then on, and nothing is decided on the spot."""
    return [one for one in case.conduct if one.state in ("reported", "set")]


def flag_conduct(act: Act, command: FlagConduct) -> None:
    """Anyone reports; a lead or manager who did not report sets the flag, for a time; either lifts it. All with reasons."""
    if command.lift:
        _lift_flag(act, command)
    elif command.review_on is None:
        _report(act, command)
    else:
        _set(act, command, command.review_on)


def _report(act: Act, command: FlagConduct) -> None:
    case = act.case
    facts = (command.personal or {}).get("facts")
    if not command.kinds or not facts:
        raise InvalidCommand(
            "flag_conduct: a report needs kinds and personal.facts: what was said or done, when, in whose presence; a lead or "
            "manager sets the flag with flag, review_on and reason"
        )
    report = ConductFlag(
        id=f"F{case.number('conduct')}",
        kinds=list(command.kinds),
        reported_by=command.by.id,
        recording=command.recording or "",
        at=act.at,
        personal=command.personal,
    )
    case.conduct.append(report)
    act.log(
        f"conduct reported: {report.id} ({', '.join(report.kinds)}); two people from now on, not {report.reported_by} alone"
    )
    first = f"{FIRST}; then " if {*report.kinds} & DANGER else ""
    if first:
        act.hints.append(FIRST)
    act.tell(
        "lead",
        f"conduct towards {report.reported_by} was reported: {report.id} ({', '.join(report.kinds)})",
        f"{first}see that nobody is alone with it; set the flag with flag_conduct (review_on), or lift the report",
    )
    act.tell(  # how they are is not a matter for this record: the lead's own task, and nobody else is told
        "lead",
        f"{report.reported_by} may need you after what happened",
        "talk with them in private today: how they are, a break, somebody to turn to; none of it is put on this record",
    )


def _set(act: Act, command: FlagConduct, review_on: date) -> None:
    case = act.case
    _leader(act, "sets a flag; report without review_on")
    flag = _meant(case, command, "reported", "set")
    if command.by.id == flag.reported_by:
        raise NotAuthorised("who reported does not set the flag: another lead or manager looks at it")
    if not command.reason:
        raise InvalidCommand("flag_conduct: reason: say why the flag is set")
    last_day(act, review_on, "flag_conduct: review_on")
    if (care := _care(case)) and not command.accommodation_reviewed:
        raise IllegalCommand(
            f"on record is: {', '.join(care)}. That is looked at first: talk with the customer about what would help, then give "
            "accommodation_reviewed with what was found; a request for reasonable accommodation is no harassment"
        )
    if command.accommodation_reviewed:
        flag.reasons.append(reasoned(act, f"looked at first: {', '.join(care)}", command.accommodation_reviewed))
    flag.kinds = list(command.kinds) or flag.kinds
    flag.state, flag.set_by, flag.review_on, flag.set_round = "set", command.by.id, review_on, case.round
    flag.reasons.append(reasoned(act, f"set until {review_on}", command.reason))
    runs_until(flag, act.date("conduct_review"))
    act.log(f"conduct flag {flag.id} set until {review_on} ({', '.join(flag.kinds)}): {command.reason}")
    act.tell("manager", f"conduct flag {flag.id} is set until {review_on}", "restrict_contact where it takes more")
    if case.handler == flag.reported_by:
        act.tell(
            "lead", f"{case.handler} is concerned and still handles the case", "assign it, or be the second person"
        )


def _lift_flag(act: Act, command: FlagConduct) -> None:
    _leader(act, "lifts a flag")
    flag = _meant(act.case, command, "reported", "set")
    if not command.reason:
        raise InvalidCommand("flag_conduct: reason: say why it is lifted")
    what = "lifted" if flag.state == "set" else "dismissed"
    flag.reasons.append(reasoned(act, what, command.reason))
    flag.state = "lifted" if flag.state == "set" else "dismissed"
    act.log(f"conduct {flag.id} {what}: {command.reason}")
    act.tell(
        flag.reported_by, f"your report {flag.id} was {what}", "read the reason in the timeline; talk with your lead"
    )


def _meant(case: Case, command: FlagConduct, *states: str) -> ConductFlag:
    able = [one for one in case.conduct if one.state in states and command.flag in (None, one.id)]
    if not able:
        raise IllegalCommand(
            f"no report {command.flag or ''} is open; anyone reports first: flag_conduct without review_on".replace(
                "  ", " "
            )
        )
    if len(able) > 1:
        raise IllegalCommand(f"flag: say which: {', '.join(one.id for one in able)}")
    return able[0]


def _leader(act: Act, does: str) -> None:
    if act.by.role not in ("lead", "manager"):
        raise NotAuthorised(f"a lead or manager {does}")
    impartial(act)


def _care(case: Case) -> list[str]:
    asked = ["accommodation"] if case.facts.get("accommodation") and "accommodation" not in case.flags else []
    return asked + [flag for flag in case.flags if flag in CARE_FIRST]


def last_day(act: Act, day: date, field: str) -> None:
    """Refuse a day that lies behind, or further ahead than the pack allows."""
    most = int((act.policy.rules.get("conduct") or {}).get("review_within", REVIEW_WITHIN))
    today = local_day(act.at, ZoneInfo(act.case.zone))
    if not today < day <= today + timedelta(days=most):
        raise InvalidCommand(
            f"{field}: give a day after today and at most {most} days ahead, {today + timedelta(days=most)} at the latest"
        )


def runs_until(one: ConductFlag | Restriction, decided: DateDecided | None) -> None:
    """When somebody is reminded of it, and when it ends."""
    one.remind_at = decided.warn_at if decided else None
    one.ends_at = decided.late_from if decided else None


def reasoned(act: Act, what: str, reason: str) -> Reasoned:
    """What was done with a flag or restriction, by whom and why."""
    return Reasoned(at=act.at, by=act.by.id, what=what, reason=reason)
