"""A holiday proclaimed while complaints run: the policy that one of them carries, with one closed day more. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from messages.decisions import PolicySnapshot
from policies.business_days import SPELT, Calendar
from policies.hashes import sha256_of


def cannot_close(policy: PolicySnapshot, calendar_id: str, day: date) -> str:
    """Why a day cannot be closed in the calendar that a complaint carries; empty where it can.

    Args:
        policy: what the complaint carries.
        calendar_id: the calendar that the day was proclaimed for; one with Saturdays (`+SAT`) is the same place.
        day: the local day.
    """
    carried = str(policy.rules["calendar"])
    if place(carried) != place(calendar_id):
        return f"the complaint counts its days in {carried}, not in {calendar_id}: name that calendar, if it is closed there too"
    calendar = Calendar.of(policy.rules)
    if not calendar.since <= day <= calendar.until:
        return f"the complaint knows the days from {calendar.since} to {calendar.until} only"
    if day.weekday() not in calendar.weekdays:
        return f"{day} is a {SPELT[day.weekday()]}, no business day of {carried} as it is"
    if day in calendar.closed:
        return f"{day} is closed in the complaint's calendar already ({calendar.closed[day]})"
    return ""


def with_closed_day(policy: PolicySnapshot, day: date, name: str, name_ja: str = "") -> PolicySnapshot:
    """The same policy with one closed day more in the calendar it carries, and so with other hashes.

    The calendar's new hash is that of `{"amends": its old hash, "closed": [the day]}`: whoever knows the file it came
    from can follow how it became what it is. Its version says the day.
    """
    known: dict[str, Any] = policy.rules["closed_days"]
    amended = known | {
        "version": f"{known['version']}+{day}".lstrip("+"),
        "sha256": sha256_of({"amends": known["sha256"], "closed": [day.isoformat()]}),
        "days": dict(sorted((known["days"] | {day.isoformat(): name}).items())),
        "names": known.get("names", {}) | ({name: name_ja} if name_ja else {}),
    }
    rules = policy.rules | {"closed_days": amended}
    return policy.model_copy(update={"rules": rules, "hash": sha256_of(rules)})


def place(calendar_id: str) -> str:
    """The calendar's id without what follows a `+`: `US-OBS+SAT` has the closed days of `US-OBS`."""
    return calendar_id.partition("+")[0]
