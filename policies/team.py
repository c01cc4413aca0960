"""Who works at the desk (`data/team.yaml`) and who gets a new complaint: skills, load, absence with deputies.

Nobody is guessed: where no one can take the complaint the answer is `None` with the reason, and the caller makes that a
problem with an owner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from pydantic import Field, model_validator

from domain.words import SEVERITIES, Locale, Role, Severity
from policies.categories import covers
from policies.rulefile import Rule, Texts, read_rules
from policies.wording import comparable, mentions


class Absence(Rule):
    """Away from the first to the last day, both included (local days of the desk)."""

    from_: date = Field(alias="from")
    until: date
    deputy: str = ""
    """Staff id of who stands in; empty when nobody was named."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Absence:
        if self.until < self.from_:
            raise ValueError("`until` lies before `from`")
        return self


class Skills(Rule):
    """What a person can take. An empty list of categories or products means all of them."""

    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    locales: tuple[Locale, ...] = Field(min_length=1)
    up_to: Severity = "critical"
    """The gravest complaint this person may be given."""


class Staff(Rule):
    """One person of the desk."""

    id: str = Field(pattern=r"^[a-z][a-z0-9.-]{1,40}$")
    name: Texts
    title: Texts
    roles: tuple[Role, ...] = Field(min_length=1)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    skills: Skills
    max_load: int | None = Field(default=None, ge=0)
    """Open complaints at most; without it there is no limit."""
    absences: tuple[Absence, ...] = ()

    def absence(self, on: date) -> Absence | None:
        """The absence that covers that day, if any."""
        return next((one for one in self.absences if one.from_ <= on <= one.until), None)


class Team(Rule):
    """Everybody at the desk. The order in the file breaks ties."""

    staff: tuple[Staff, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _people_are_who_they_say(self) -> Team:
        ids = [person.id for person in self.staff]
        for person in self.staff:
            if ids.count(person.id) > 1:
                raise ValueError(f"the staff id {person.id!r} is there twice")
            for absence in person.absences:
                if absence.deputy and (absence.deputy not in ids or absence.deputy == person.id):
                    raise ValueError(f"{person.id}: the deputy {absence.deputy!r} is nobody else of the team")
        return self

    def person(self, staff_id: str) -> Staff | None:
        """That member of the team, or None."""
        return next((one for one in self.staff if one.id == staff_id), None)


class Assignment(NamedTuple):
    """Who takes the complaint (staff id; None: nobody can) and why, in a sentence for the case's timeline."""

    handler: str | None
    reason: str


def read(text: str, file_name: str) -> Team:
    """The team in `text`; raises InvalidPolicy naming file and key."""
    return read_rules(Team, text, file_name)


def assign(
    team: Team,
    category: str,
    locale: Locale,
    severity: Severity,
    load: dict[str, int],
    on: date,
    besides: tuple[str, ...] = (),
    product: str = "",
) -> Assignment:
    """The handler for a new complaint.

    Among the handlers with the skills, specialists of the category or product go first, then the lowest `load` (open
    complaints per staff id) below their maximum. When all of those are away or full, the deputy of one who is away
    takes it. `besides` are ids that must not get it: people complained of, the handler of the round before.
    """
    able = [one for one in team.staff if "handler" in one.roles and _can(one, category, locale, severity, product)]
    able = sorted((one for one in able if one.id not in besides), key=lambda one: _turn(one, load))
    if not able:
        return Assignment(None, f"nobody has the skills: category {category}, language {locale}, severity {severity}")
    for one in able:
        if one.absence(on) is None and _has_room(one, load):
            return Assignment(one.id, f"has the skills and the lowest load: {_load_of(one, load)}")
    for one in able:
        deputy = next((d for d in _deputies(team, one, on) if _stands_in(d, locale, load, on, besides)), None)
        if deputy:
            return Assignment(deputy.id, f"deputy of {one.id}, who is away; load: {_load_of(deputy, load)}")
    everybody = ", ".join(one.id for one in able)
    return Assignment(None, f"away without a deputy, or full: {everybody}")


def acting(team: Team, role: Role, on: date, besides: Collection[str] = ()) -> str | None:
    """Who holds the role that day: the first of the file who has it, or the deputy when away; None when nobody does.

    `besides` are ids that must not be chosen: people complained of.
    """
    for holder in (one for one in team.staff if role in one.roles):
        if found := _there(team, holder, on, besides):
            return found
    return None


ABOVE: dict[Role, Role] = {"handler": "lead", "lead": "manager"}
"""Who is asked where nobody of a role is there; for every other role the manager is."""


def reach(team: Team, role: Role, on: date, besides: Collection[str] = ()) -> str | None:
    """Who is reached for a role that day: its holders, their deputies, then the role above, up to the manager.

    None: nobody at all. The caller makes that a problem with an owner.
    """
    found = acting(team, role, on, besides)
    return found if found or role == "manager" else reach(team, ABOVE.get(role, "manager"), on, besides)


def reach_person(team: Team, person: Staff, on: date, besides: Collection[str] = ()) -> str | None:
    """That person, the deputies, else whoever is reached for the role above theirs; None: nobody at all."""
    if found := _there(team, person, on, besides):
        return found
    highest: Role = next((role for role in ("manager", "lead", "handler") if role in person.roles), "lead")
    return reach(team, ABOVE.get(highest, highest), on, besides)


def _there(team: Team, person: Staff, on: date, besides: Collection[str]) -> str | None:
    """The person, or the first deputy who is there that day."""
    for one in (person, *_deputies(team, person, on)):
        if one.absence(on) is None and one.id not in besides:
            return one.id
    return None


def names(team: Team) -> dict[str, dict[str, str]]:
    """Staff id → locale → name, for everybody."""
    return {one.id: {"ja": one.name.ja, "en": one.name.en} for one in team.staff}


def every_name(team: Team) -> tuple[str, ...]:
    """The names of everybody, in every language."""
    return tuple(name for known in names(team).values() for name in known.values())


def _can(person: Staff, category: str, locale: Locale, severity: Severity, product: str) -> bool:
    skills = person.skills
    return (
        locale in skills.locales
        and SEVERITIES.index(severity) <= SEVERITIES.index(skills.up_to)
        and (not skills.categories or covers(skills.categories, category))
        and (not skills.products or mentions(comparable(product), skills.products))
    )


def _turn(person: Staff, load: dict[str, int]) -> tuple[bool, int]:
    specialist = bool(person.skills.categories or person.skills.products)
    return not specialist, load.get(person.id, 0)


def _has_room(person: Staff, load: dict[str, int]) -> bool:
    return person.max_load is None or load.get(person.id, 0) < person.max_load


def _load_of(person: Staff, load: dict[str, int]) -> str:
    now = load.get(person.id, 0)
    return f"{now}, no limit" if person.max_load is None else f"{now} of {person.max_load}"


def _stands_in(deputy: Staff, locale: Locale, load: dict[str, int], on: date, besides: tuple[str, ...]) -> bool:
    """A deputy needs the language and room, not the special skill: that is what being a deputy means."""
    present = deputy.absence(on) is None and deputy.id not in besides
    return present and locale in deputy.skills.locales and _has_room(deputy, load)


def _deputies(team: Team, person: Staff, on: date) -> Iterator[Staff]:
    """The deputy, when that one is away too the next, and so on; each once, so two who name each other end it."""
    seen = {person.id}
    absence = person.absence(on)
    while absence is not None and absence.deputy and absence.deputy not in seen:
        seen.add(absence.deputy)
        deputy = next(one for one in team.staff if one.id == absence.deputy)
        yield deputy
        absence = deputy.absence(on)
