"""Chapter 12a: who speaks to the customer and how, where somebody of the staff is to be protected: for a time, with a reason."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.protection import ConductFlag, Restriction
from messages.commands.conduct import RestrictContact
from workflows.procedure.act import Act
from workflows.procedure.staff.conduct import last_day, reasoned, runs_until
from workflows.procedure.staff.restricted import active
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import answer_day


def restrict_contact(act: Act, command: RestrictContact) -> None:
    """A manager says who speaks to the customer and how, until a day; it stands on a flag that is set."""
    if command.lift:
        _lift_restriction(act, command)
        return
    case = act.case
    if not any(flag.state == "set" for flag in case.conduct):
        raise IllegalCommand("no conduct flag is set; a lead sets it on a report first (flag_conduct)")
    if command.until is None:
        raise InvalidCommand("restrict_contact: until: say on which day it ends")
    last_day(act, command.until, "restrict_contact: until")
    measures = command.model_dump(include=set(_MEASURES))
    if not any(measures.values()):
        raise InvalidCommand(f"restrict_contact: say what changes: {', '.join(_MEASURES)}")
    if command.person:
        _one_person(case, command.person)
    _something_new(case, command)
    for earlier in case.restrictions:
        if earlier.state == "active":
            earlier.state = "lifted"
            earlier.reasons.append(reasoned(act, "another took its place", command.reason))
    restriction = Restriction(
        id=f"R{case.number('restriction')}",
        **{key: value for key, value in measures.items() if value},
        until=command.until,
        by=command.by.id,
        at=act.at,
        reasons=[reasoned(act, f"until {command.until}", command.reason)],
        personal=command.personal,
    )
    runs_until(restriction, act.date("restriction_until"))
    case.restrictions.append(restriction)
    act.log(f"contact restricted, {restriction.id}: {named(restriction)}: {command.reason}")
    _tell_customer(act, restriction)
    do = (
        "keep to it; a letter tells the customer what changes, until when, that the matter goes on, and where to object"
    )
    act.tell(case.handler or "lead", f"contact is restricted: {named(restriction)}", do)


def _tell_customer(act: Act, restriction: Restriction) -> None:
    """What was restricted, until when and why, that the merits go on all the same, and where to object."""
    case = act.case
    kinds = dict.fromkeys(kind for flag in case.conduct if flag.state == "set" for kind in flag.kinds)
    facts: dict[str, Any] = {
        key: value for key in _MEASURES if key != "person" and (value := getattr(restriction, key))
    }
    facts = dict.fromkeys(("two_people", "no_visits", "no_contact"), False) | facts
    facts |= {"until": restriction.until.isoformat(), "kinds": list(kinds), "one_person": bool(restriction.person)}
    if final := answer_day(case, act.policy):
        facts["final_response_by"] = final
    words = (restriction.personal or {}).get("words")
    write(
        act,
        "conduct_notice",
        facts,
        {"words": words} if words else {},
        by_hand=False,
        names={"person": restriction.person},
    )


_MEASURES = ("channel", "person", "hours", "two_people", "no_visits", "no_contact")


def _something_new(case: Case, command: RestrictContact) -> None:
    """The customer is not told twice of one restriction."""
    now = active(case)
    if (
        now
        and now.until == command.until
        and all((getattr(command, m) or "") == (getattr(now, m) or "") for m in _MEASURES)
    ):
        raise IllegalCommand(
            f"{now.id} says so already ({named(now)}): give another day or another measure, or lift it (restrict_contact, lift)"
        )


def _one_person(case: Case, person: str) -> None:
    if person in case.complained_of:
        raise IllegalCommand(f"{person} is complained of in this case; choose somebody else")
    if case.team_names and person not in case.team_names:
        raise InvalidCommand(f"there is nobody {person} in the team; the team is {', '.join(sorted(case.team_names))}")


def _lift_restriction(act: Act, command: RestrictContact) -> None:
    restriction = active(act.case)
    if restriction is None:
        raise IllegalCommand("no restriction of contact is in force")
    restriction.state = "lifted"
    restriction.reasons.append(reasoned(act, "lifted", command.reason))
    act.log(f"restriction {restriction.id} lifted: {command.reason}")


def check_contact(act: Act) -> None:
    """Only the person named in the restriction writes and speaks to the customer; a manager may always."""
    restriction = active(act.case)
    if restriction and restriction.person not in ("", act.by.id) and act.by.role != "manager":
        raise NotAuthorised(
            f"only {restriction.person} has contact with the customer until {restriction.until} ({restriction.id}): let "
            f"{restriction.person} do it, or a manager lift it (restrict_contact, lift)"
        )


def named(one: ConductFlag | Restriction) -> str:
    """A flag or restriction in a few words."""
    if isinstance(one, ConductFlag):
        return ", ".join(one.kinds)
    parts = [f"by {one.channel} only"] if one.channel else []
    parts += [f"with {one.person} only"] if one.person else []
    parts += [one.hours] if one.hours else []
    parts += [
        words
        for words, holds in (
            ("two people", one.two_people),
            ("no visits", one.no_visits),
            ("no contact", one.no_contact),
        )
        if holds
    ]
    return f"{', '.join(parts)}, until {one.until}"
