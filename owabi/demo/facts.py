"""What is true of a complaint, short enough to be written down beforehand: what a script expects is compared with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from owabi.demo.outside import Said


def facts_of(views: dict[str, dict[str, Any]], workflow_id: str) -> dict[str, Any]:
    """The facts of one complaint; days are local days of its zone, lists in the order in which things happened.

    `letters` are those to the customer that have left, `waiting` those that still may; `breached` the duties broken, law and
    target alike.
    """
    view = views[workflow_id]
    zone = ZoneInfo(view["zone"])
    return {
        "stage": view["stage"],
        "ground": view["closing_ground"],
        "closed": _day(view["closed_at"], zone),
        "level": view["escalation"],
        "round": view["round"],
        "severity": view["severity"],
        "handler": view["handler"],
        "brief": view["brief"]["lines"] if view["brief"] else [],
        "known_issues": [issue["id"] for issue in view["known_issues"]],
        "survey": view["survey_asked"],
        "merged_into": view["merged_into"],
        "deadlines": {_name(view, one): _deadline(one, zone) for one in view["deadlines"]},
        "breached": sorted({one["duty"] for one in view["deadlines"] if one["state"] == "breached"}),
        "rights": {one["duty"]: one["day"] for one in view["rights"]},
        "letters": [
            f"{_day(one['sent_at'], zone)} {one['kind']}"
            for one in sorted(view["letters"], key=lambda one: one["sent_at"] or "")
            if one["state"] == "sent"
        ],
        # Given up is blocked too; what is blocked and wanted is among the problems.
        "waiting": [one["kind"] for one in view["letters"] if one["state"] not in ("sent", "blocked")],
        "promises": {one["id"]: f"{one['what']} {one['state']}, due {one['due']}" for one in view["promises"]},
        "apologies": [
            f"{one['kind']} {one['state']} {_day(one['made_at'], zone)} {one['medium']}".strip()
            for one in view["apologies"]
        ],
        "causes": [f"{one['occurrence_or_escape']} {one['result']} {one['category']}" for one in view["causes"]],
        "decisions": {one["head"]: one["outcome"] for one in view["decisions"]},
        "offers": {one["id"]: f"{one['state']} {one['chosen']}".strip() for one in view["offers"]},
        "paid": [
            " ".join(part[key] for key in ("kind", "ground", "amount", "currency", "state") if part[key])
            for offer in view["offers"]
            for alternative in offer["alternatives"]
            if alternative["id"] == offer["chosen"]
            for part in alternative["items"]
        ],
        "items": {one["id"]: one["state"] for one in view["items"]},
        "investigations": {one["id"]: f"{one['state']} {one['result']}".strip() for one in view["investigations"]},
        "demands": {one["id"]: one["decided"] for one in view["demands"]},
        "conduct": {one["id"]: _flag(one) for one in view["conduct"]},
        "restrictions": {one["id"]: _restriction(one) for one in view["restrictions"]},
        "status": view["customer_status"][view["locale"]],
        "tasks": {one["id"]: _task(views[f"prevention-{one['id']}"]) for one in view["prevention"]},
        "obligations": {one["id"]: _obligation(views[f"obligation-{one['id']}"]) for one in view["obligations"]},
        "problems": [one["what"] for one in view["problems"] if one["resolved_at"] is None],
        "settled": any(entry["what"].startswith("settled") for entry in view["timeline"]),
    }


def _name(view: dict[str, Any], deadline: dict[str, Any]) -> str:
    """The duty; with its round or number where there are several of the name."""
    alike = [one for one in view["deadlines"] if one["duty"] == deadline["duty"]]
    return str(deadline["duty"]) if len(alike) == 1 else f"{deadline['duty']}/{alike.index(deadline) + 1}"


def _deadline(one: dict[str, Any], zone: ZoneInfo) -> str:
    on = f" on {_day(one['met_at'], zone)}" if one["met_at"] else ""
    return f"due {_due(one['due'], zone)}, {one['state']}{on}"


def _due(due: str, zone: ZoneInfo) -> str:
    """A day; of what is due within minutes or hours the local day and minute."""
    if "T" not in due:
        return due
    return datetime.fromisoformat(due).astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _flag(one: dict[str, Any]) -> str:
    return f"{one['state']}, to be reviewed on {one['review_on']}" if one["review_on"] else str(one["state"])


def _restriction(one: dict[str, Any]) -> str:
    by = ["two people"] * one["two_people"] + ["no visits"] * one["no_visits"]
    return (
        f"{one['state']}, until {one['until']}, set by {one['by']}: {', '.join([one['channel'], one['person'], *by])}"
    )


def _task(view: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": view["kind"],
        "title": view["title"],
        "measure": view["measure"],
        "state": view["state"],
        "done": view["done_on"],
        "returned": view["returned"],
        "verdict": view["verdict"],
        "successor": view["successor"],
        "checks": {one["due"]: one["verdict"] for one in view["checks"]},
    }


def _obligation(view: dict[str, Any]) -> dict[str, Any]:
    return {"state": view["state"], **{one["duty"]: one["due"] for one in view["deadlines"]}}


def _day(instant: str | None, zone: ZoneInfo) -> str | None:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat() if instant else None


class Compared(NamedTuple):
    """One expected fact beside what was found."""

    where: str
    expected: Any
    found: Any

    @property
    def holds(self) -> bool:
        """Whether it is as expected."""
        return bool(self.expected == self.found)

    @property
    def said(self) -> str:
        """What was expected, on one line."""
        many = self.expected if isinstance(self.expected, list) else [self.expected]
        return "; ".join(str(one) for one in many) or "none"


WHOLE = [
    *("deadlines", "rights", "promises", "decisions", "offers", "items", "investigations", "demands", "conduct"),
    *("restrictions", "tasks", "checks", "obligations", "others"),
    *("known_issues", "breached", "letters", "waiting", "apologies", "causes", "paid", "ledger", "problems"),
]
"""Facts of which every entry has to be written down, none where none is: what nobody expects is no part of an ideal course."""


def compared(expected: Any, found: Any, where: str = "", *, whole: bool = True) -> Iterator[Compared]:
    """Each expected fact, and what there is of WHOLE besides (not on the way: `whole` false). Of any other mapping only the keys
    that are written down are looked at; of what a letter says each expected text has to stand in it.
    """
    if isinstance(found, Said):
        yield Compared(where, expected, [text for text in expected if text in found])
    elif isinstance(expected, dict) and expected and isinstance(found, dict):
        for key, value in expected.items():
            yield from compared(value, found.get(key), _path(where, key), whole=whole)
        for name in WHOLE if whole else ():
            if besides := sorted(set(found.get(name, ())) - set(expected.get(name) or ())):
                yield Compared(_path(where, f"{name}, besides"), [], besides)
    else:
        yield Compared(where, expected, found)


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else str(key)
