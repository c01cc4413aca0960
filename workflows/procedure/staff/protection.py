"""Chapter 12b: what protection brings with it: its dates, and how it shows. It is never asked about the merits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.protection import ConductFlag, Restriction
from messages.commands import Command
from messages.commands.conduct import FlagConduct, RestrictContact
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.past import Past
from workflows.procedure.staff.restricted import active
from workflows.procedure.staff.restrictions import named


def flag_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The day on which the flag is looked at again."""
    assert isinstance(command, FlagConduct)
    return Past(days={"conduct_review": command.review_on}) if command.review_on and not command.lift else Past()


def restriction_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The restriction's last day."""
    assert isinstance(command, RestrictContact)
    return Past(days={"restriction_until": command.until}) if command.until and not command.lift else Past()


def dates(case: Case) -> Iterator[tuple[datetime, str, str]]:
    """What comes by itself: instant, `<id>/remind` or `<id>/end`, and what the UI shows."""
    for one in _all(case):
        if one.state in ("set", "active"):
            if one.remind_at is not None:
                yield one.remind_at, f"{one.id}/remind", f"Conduct: {one.id} is to be reviewed"
            if one.ends_at is not None:
                yield one.ends_at, f"{one.id}/end", f"Conduct: {one.id} ends"


def come(act: Act, what: str) -> None:
    """One of those dates has come."""
    about, _, which = what.partition("/")
    for one in _all(act.case):
        if one.id != about or one.state not in ("set", "active"):
            continue
        if which == "remind":
            one.remind_at = None
            act.tell("manager", f"{about} is to be reviewed: {named(one)}", "lift it, or set it anew with a reason")
        else:
            one.state = "expired" if isinstance(one, ConductFlag) else "ended"
            act.log(f"{about} has ended by itself: {named(one)}")
            act.tell(
                "manager", f"{about} has ended: {named(one)}", "set it anew with a reason where it is still needed"
            )


def _all(case: Case) -> list[ConductFlag | Restriction]:
    return [*case.conduct, *case.restrictions]


def protected(case: Case) -> bool:
    """Whether a flag was set in this round, or holds, or contact is restricted: then nobody asks how content the customer is.

    One that has ended meanwhile, or was lifted, was set all the same; a report that was dismissed never was.
    """
    flagged = any(flag.state == "set" or flag.set_round == case.round for flag in case.conduct)
    return flagged or active(case) is not None


def handling(case: Case) -> list[str]:
    """Who handles the case and how, in words for the page and the view; empty where nothing is special."""
    lines = []
    for flag in case.conduct:
        if flag.state in ("reported", "set"):
            until = f"until {flag.review_on}" if flag.state == "set" else "reported, not judged yet"
            who = f"two people, not {flag.reported_by} alone"
            lines.append(f"conduct {flag.id} ({', '.join(flag.kinds)}), {until}: {who}")
    if restriction := active(case):
        lines.append(f"contact {restriction.id}: {named(restriction)}")
    if case.contact_only:
        lines.append(f"contact: by a {case.contact_only} only")
    return lines
