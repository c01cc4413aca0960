"""More time that a customer was told of: once, within its cap, and only when told before the limit. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies import sums
from policies.duty import Duty
from policies.matter import Anchor, Matter
from policies.moments import Moment, happened_by_end_of, is_instant, order
from policies.moments import written as written_moment
from policies.period import Extension
from policies.sums import Suspension

CAP_LIFTED_BY = "extension_cap_lifted_by"
"""The fact that names who lifted the cap of an extension; without it the cap stands."""


def extension(
    matter: Matter, name: str, duty: Duty, anchor: Anchor, due: date, suspensions: tuple[Suspension, ...]
) -> tuple[sums.Extend | None, tuple[dict[str, str], ...]]:
    """More time that was told of in time, once; or why what was told does not count."""
    rule = duty.extension
    told = _told(matter, name, rule, anchor) if rule else None
    if rule is None or told is None:
        return None, ()
    event, moment, asked, lifter = told
    if order(moment, matter.zone) < order(_begin(anchor), matter.zone):
        return None, ()  # it belongs to an earlier stage
    when = written_moment(moment)
    if not happened_by_end_of(moment, due, matter.zone):
        return None, (_note(f"{event} {when} came after the limit of {due}: it gives no more time", event, when, due),)
    if not isinstance(asked, int) or isinstance(asked, bool) or asked < 1:
        en = f"{event} {when} does not say for how many days (fact extension_days): it gives no more time"
        return None, ({"en": en, "ja": f"{event} {when}:延長日数(extension_days)の記載がないため、延長にはなりません"},)
    lifted = lifter if rule.beyond_cap and rule.cap and asked > rule.cap else ""
    cap = None if lifted else rule.cap
    n = min(asked, cap) if cap else asked
    count = sums.count(due, n, rule.unit, matter.calendar, suspensions)
    notes: tuple[dict[str, str], ...] = ()
    if n < asked:
        en = f"{asked} days were asked for; the rule allows {n}"
        notes = ({"en": en, "ja": f"申し出は{asked}日ですが、規則により{n}日までです"},)
    if lifted:
        en = f"the cap of {rule.cap} days was lifted by {lifted}, whose reason is on record"
        notes = ({"en": en, "ja": f"上限{rule.cap}日を{lifted}が理由を記録のうえ解除しました"},)
    return sums.Extend(count, asked, cap, event, when), notes


def _told(matter: Matter, name: str, rule: Extension, anchor: Anchor) -> tuple[str, Moment, Any, str] | None:
    """What told of more time, when, for how many days and who lifted the cap: as on record, else by events and facts."""
    if own := matter.told.get(name):
        return rule.events[0], own.at, own.days, own.cap_lifted_by
    happened = _first_since(matter, rule.events, anchor) or matter.latest(*rule.events)
    if happened is None:
        return None
    return *happened, matter.facts.get("extension_days", rule.days), str(matter.facts.get(CAP_LIFTED_BY, ""))


def _first_since(matter: Matter, events: list[str], anchor: Anchor) -> tuple[str, Moment] | None:
    """The first telling at or after the anchor: only the first extension counts."""
    begin = order(_begin(anchor), matter.zone)
    since = [
        (order(moment, matter.zone), event, moment)
        for event in events
        for moment in matter.happenings(event)
        if order(moment, matter.zone) >= begin
    ]
    return min(since, key=lambda one: one[0])[1:] if since else None


def _begin(anchor: Anchor) -> Moment:
    return anchor.value if is_instant(anchor.value) else anchor.day


def _note(en: str, event: str, when: str, due: date) -> dict[str, str]:
    return {"en": en, "ja": f"{event} {when} は期限({due})の後のため、延長にはなりません"}
