"""The certificate of a date: everything that is needed to do the sum again without us (`docs/certificates.md`). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from policies.business_days import NAMES, Calendar
from policies.clock_sums import written_local
from policies.hashes import sha256_of
from policies.matter import Anchor, Deadline
from policies.moments import is_instant, written
from policies.sentences import english
from policies.sentences_ja import japanese

FORMAT = "owabi-certificate/1"
Json = dict[str, Any]
USES_CALENDAR = ("open_time", "roll", "next_business_day")


@dataclass(frozen=True)
class Policy:
    """The policy a certificate names: id, version, and the SHA-256 of its content."""

    id: str
    version: str
    sha256: str


def certificate(deadline: Deadline, policy: Policy, calendar: Calendar) -> Json:
    """The certificate of one date as a JSON object, sealed with its own hash."""
    steps = [_nested(step.shown(calendar), policy, calendar) for step in deadline.steps]
    certified: Json = {
        "format": FORMAT,
        "pack": policy.id,
        "pack_version": policy.version,
        "pack_sha256": policy.sha256,
        "duty": deadline.duty,
        "kind": deadline.kind,
        "level": deadline.level,
        "source": deadline.source,
        "zone": deadline.zone.key,
        "steps": steps,
        "sentence": {"en": english(deadline, calendar), "ja": japanese(deadline, calendar)},
    }
    if deadline.anchor:
        certified["anchor"] = _anchor(deadline.anchor)
    if used := _calendar(deadline, steps, calendar):
        certified["calendar"] = used
    if deadline.notes:
        certified["notes"] = list(deadline.notes)
    return sealed(certified | _end(deadline, steps))


def sealed(content: Json) -> Json:
    """The object with its `sha256`: over canonical JSON, keys sorted, no spaces, not escaped."""
    return content | {"sha256": sha256_of(content)}


def dates(deadline: Deadline) -> Json:
    """`due` and `late_from`, or of a gate `opens` and `opens_at`, as text."""
    late = written(deadline.late_from.astimezone(UTC))
    if deadline.kind == "gate":
        return {"opens": written(deadline.due), "opens_at": late}
    due = written_local(deadline.due) if isinstance(deadline.due, datetime) else written(deadline.due)
    return {"due": due, "late_from": late}


def _end(deadline: Deadline, steps: list[Json]) -> Json:
    """The dates, and the last step where the date is a day."""
    ends = dates(deadline)
    if deadline.kind == "gate":
        steps.append({"do": "start_of_day", "result": ends["opens_at"]})
    elif not is_instant(deadline.due):
        steps.append({"do": "end_of_day", "result": ends["late_from"]})
    return ends


def _anchor(anchor: Anchor) -> Json:
    shown: Json = {
        "event": anchor.event,
        "value": written(anchor.value),
        "day": anchor.day.isoformat(),
        "counts_as": anchor.counts_as.isoformat(),
    }
    return shown | ({"cut_off": f"{anchor.cut_off:%H:%M}"} if anchor.cut_off else {})


def _nested(step: Json, policy: Policy, calendar: Calendar) -> Json:
    """A step whose limits are put in as whole certificates."""
    if step["do"] == "day_after":
        limit = certificate(step["limit"], policy, calendar)
        return {"do": "day_after", "certificate": limit, "result": step["result"]}
    if "of" in step:
        branches = [
            branch | {"steps": [_nested(one, policy, calendar) for one in branch["steps"]]} for branch in step["of"]
        ]
        return step | {"of": branches}
    return step


def _calendar(deadline: Deadline, steps: list[Json], calendar: Calendar) -> Json | None:
    """The calendar as far as the sum needs it; None where it does not."""
    shifted = deadline.anchor is not None and deadline.anchor.cut_off is not None
    if not shifted and not any(_uses(step) for step in steps):
        return None
    first = deadline.anchor.day if deadline.anchor else deadline.due
    last = max([_day(result) for step in steps for result in _results(step)], default=_day(written(deadline.due)))
    return {
        "id": calendar.id,
        "version": calendar.version,
        "sha256": calendar.sha256,
        "weekdays": [NAMES[day] for day in sorted(calendar.weekdays)],
        "from": calendar.since.isoformat(),
        "until": calendar.until.isoformat(),
        "closed": {
            day.isoformat(): name
            for day, name in sorted(calendar.closed.items())
            if _date(first) <= day <= last and day.weekday() in calendar.weekdays
        },
    }


def _uses(step: Mapping[str, Any]) -> bool:
    if step["do"] in USES_CALENDAR or step.get("unit") == "business_days":
        return True
    return any(_uses(one) for branch in step.get("of", ()) for one in branch["steps"])


def _results(step: Mapping[str, Any]) -> Iterator[str]:
    if step["do"] != "end_of_day":
        yield step["result"]
    for branch in step.get("of", ()):
        for one in branch["steps"]:
            yield from _results(one)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _date(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
