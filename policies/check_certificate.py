"""Does the sum of a deadline certificate again: one file, standard library only, nothing of the engine.

    python policies/check_certificate.py final_response.json        (or - for standard input)

Written from docs/certificates.md, which says what each key means. Exit status: 0 the certificate is right, 1 it is
rejected, 2 there was nothing to check. What it cannot know: whether the facts put in (when something arrived, which days
were closed or suspended) are true. It shows them; the sum it proves.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

Object = dict[str, Any]
State = date | None
"""How far the sum has come: a day, an instant (a datetime is a date to Python, so it is asked for first), or not begun."""

DAY = timedelta(days=1)
MOST_TEXT, MOST_DAYS, MOST_MONTHS, MOST_NESTED = 4_000_000, 40_000, 4_000, 8
ALL_DAYS = 200_000  # that one file may make us walk through, all its steps together
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS, LEVELS = ("deadline", "window", "retention", "recurring", "gate"), ("law", "guidance", "target")
UNITS, COUNTINGS = ("calendar_days", "business_days", "weeks"), ("exclusive", "inclusive")
TOP = "format pack pack_version pack_sha256 duty kind level source zone steps sentence sha256"
CALENDAR = "id version sha256 weekdays from until closed"
STEPS = {  # what a step is called: the keys it must have, the lists that are left out when they are empty
    "count": ("unit n counting", "segments skipped suspended"),
    "months": ("n counting", ""),
    "years": ("n", ""),
    "suspend": ("", "suspended"),
    "billing_cycles": ("n closing_day cycles", ""),
    "elapsed": ("seconds", ""),
    "open_time": ("seconds hours segments", ""),
    "extend": ("unit n asked cap event value", "segments skipped suspended"),
    "roll": ("", "skipped"),
    "next_business_day": ("", "skipped"),
    "earliest": ("of", ""),
    "latest": ("of", ""),
    "day_of": ("event value", ""),
    "day_after": ("certificate", ""),
    "end_of_day": ("", ""),
    "start_of_day": ("", ""),
}


class Rejected(ValueError):
    """The certificate is wrong; the one line says where, what it says and what the sum gives."""


def check(text: str) -> Object:
    """The certificate in `text`, if everything in it is right; otherwise Rejected."""
    try:
        whole = _read(text)
        _Sum(whole, "", [ALL_DAYS]).prove()
    except Rejected:
        raise
    except (ValueError, OverflowError, RecursionError, MemoryError) as failed:
        raise Rejected(f"not a certificate: too deep, too large or out of range ({type(failed).__name__})") from None
    return whole


def main(argv: list[str]) -> int:
    """Checks the file named, says in one line what came of it, and returns the exit status."""
    if len(argv) != 1:
        sys.stderr.write("usage: python check_certificate.py FILE   (or - to read from standard input)\n")
        return 2
    try:
        with sys.stdin.buffer if argv[0] == "-" else Path(argv[0]).open("rb") as file:
            content = file.read(4 * MOST_TEXT + 1)
    except (OSError, ValueError) as failed:
        why = getattr(failed, "strerror", None) or "no such name"
        sys.stderr.write(f"cannot read {_show(argv[0])} ({why}): give the path of a certificate's file, or -\n")
        return 2
    try:
        whole = check(_decoded(content))
    except Rejected as wrong:
        sys.stdout.write(f"rejected: {wrong}\n")
        return 1
    name = json.dumps(f"{whole['pack']} {whole['duty']}")[1:-1]
    gate = whole["kind"] == "gate"
    dates = "opens {opens} (at {opens_at})" if gate else "due {due} (late from {late_from})"
    sys.stdout.write(f"right: {name}, {dates.format_map(whole)}\n")
    return 0


# Reading: one way only to write each thing, so that no bit of the file can change unnoticed.


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as failed:
        raise Rejected(f"the file is not UTF-8 (at byte {failed.start})") from None


def _read(text: str) -> Object:
    """The JSON object in `text`: no key twice, whole numbers only, no tab, escapes in lower case."""
    if len(text) > MOST_TEXT:
        raise Rejected(f"the file is too long for a certificate (more than {MOST_TEXT} characters)")
    if "\t" in text:
        raise Rejected("the file has a tab: certificates are laid out with spaces and line ends only")
    for escape in re.findall(r"\\(u.{4}|.)", text):
        if escape != escape.lower():
            raise Rejected(f"an escape is not in lower case: \\{_show(escape)}")
    try:
        whole = json.loads(
            text, object_pairs_hook=_once, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number
        )
    except json.JSONDecodeError as failed:
        raise Rejected(f"the file is not JSON: {failed.msg} (line {failed.lineno}, column {failed.colno})") from None
    if not isinstance(whole, dict):
        raise Rejected("the file is not a JSON object")
    return whole


def _once(pairs: list[tuple[str, Any]]) -> Object:
    found: Object = {}
    for key, value in pairs:
        if key in found:
            raise Rejected(f"the key {_show(key)} stands twice in one object")
        found[key] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > 15 or digits == "-0":
        raise Rejected(f"a number no certificate has: {digits[:40]}")
    return int(digits)


def _no_number(written: str) -> Any:
    raise Rejected(f"a number that is not whole: {written[:40]}")


# Looking at single values; each says where it stands when it is not what it must be.


def _show(value: Any) -> str:
    shown = json.dumps(value, sort_keys=True)
    return shown if len(shown) <= 200 else shown[:200] + "…"


def _agree(where: str, says: Any, gives: Any) -> None:
    """Compared as JSON, where `true` is not 1."""
    if json.dumps(says, sort_keys=True) != json.dumps(gives, sort_keys=True):
        raise Rejected(f"{where}: the certificate says {_show(says)}, the sum gives {_show(gives)}")


def _need(fits: bool, where: str, says: Any, wanted: str) -> None:
    if not fits:
        raise Rejected(f"{where}: the certificate says {_show(says)}, it must be {wanted}")


def _object(value: Any, where: str, keys: str, may: str = "") -> Object:
    """An object with exactly these keys, and perhaps those it may have."""
    _need(isinstance(value, dict), where or "the certificate", value, "an object")
    must, allowed = set(keys.split()), set(f"{keys} {may}".split())
    for key in sorted(must - set(value)):
        raise Rejected(f"{where or 'the certificate'}: the key {_show(key)} is missing")
    for key in sorted(set(value) - allowed):
        raise Rejected(f"{where or 'the certificate'}: the key {_show(key)} does not belong here")
    return dict(value)


def _texts(whole: Object, where: str, keys: str) -> None:
    for key in keys.split():
        _need(isinstance(whole[key], str) and whole[key] != "", f"{where}{key}", whole[key], "a text")


def _list(value: Any, where: str, most: int = 1_000_000) -> list[Any]:
    _need(isinstance(value, list) and 0 < len(value) <= most, where, value, f"a list of 1 to {most}")
    return list(value)


def _one_of(value: Any, where: str, words: tuple[str, ...]) -> str:
    _need(isinstance(value, str) and value in words, where, value, "one of " + ", ".join(words))
    return str(value)


def _number(value: Any, where: str, least: int, most: int) -> int:
    _need(type(value) is int and least <= value <= most, where, value, f"a whole number from {least} to {most}")
    return int(value)


def _matches(value: Any, pattern: str, where: str, wanted: str) -> str:
    _need(isinstance(value, str) and re.fullmatch(pattern, value) is not None, where, value, wanted)
    return str(value)


def _day(value: Any, where: str) -> date:
    wanted = "a date like 2026-04-02"
    text = _matches(value, "[0-9]{4}-[0-9]{2}-[0-9]{2}", where, wanted)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Rejected(f"{where}: the certificate says {_show(text)}, it must be {wanted}") from None


def _given(value: Any, where: str) -> date:
    """A `value` as it was given: a date, or an instant with its offset."""
    if isinstance(value, str) and len(value) == len("2026-04-02"):
        return _day(value, where)
    wanted = "a date, or an instant with its offset like 2026-04-02T10:00:00+01:00"
    clock = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    text = _matches(value, rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{clock}(Z|[+-][0-9]{{2}}:[0-9]{{2}})", where, wanted)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Rejected(f"{where}: the certificate says {_show(text)}, it must be {wanted}") from None


def _minutes(value: Any, where: str) -> int:
    """A wall time as minutes since 00:00."""
    text = _matches(value, "([01][0-9]|2[0-3]):[0-5][0-9]|24:00", where, "a time of day like 17:30")
    return int(text[:2]) * 60 + int(text[3:])


def _clock(value: Any, where: str) -> time:
    return time.fromisoformat(_matches(value, "([01][0-9]|2[0-3]):[0-5][0-9]", where, "a time of day like 17:30"))


# Days, months and instants.


def _in_utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The instant of a wall time: one left out by the clock is as much later, one shown twice the earlier."""
    naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    """Where the local day begins: at 00:00, or where the clock jumps over 00:00 at the instant it jumps to."""
    after = _wall(day, 0, zone)
    before = datetime(day.year, day.month, day.day, tzinfo=zone, fold=1).astimezone(UTC)
    while after - before > timedelta(seconds=1):  # only in a jump: before it is yesterday, after it today
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if middle.astimezone(zone).date() < day else (before, middle)
    return after


def _month_day(day: date, months: int, number: int) -> tuple[date, bool]:
    """The day of that number so many months on, or that month's last day; and whether the number was there."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - DAY).day
    return date(year, month + 1, min(number, last)), number <= last


def _runs(days: list[date]) -> list[Object]:
    """Days in order as runs without a hole."""
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(days), 1) if two - one != DAY), len(days)]
    return [
        {"from": days[one].isoformat(), "to": days[two - 1].isoformat(), "days": two - one}
        for one, two in pairwise(starts)
        if two > one
    ]


class _Calendar:
    """Which days are business days."""

    def __init__(self, said: Any, where: str) -> None:
        self.where = where
        whole = _object(said, where, CALENDAR)
        _texts(whole, f"{where}.", "id")
        _need(isinstance(whole["version"], str), f"{where}.version", whole["version"], "a text")
        _matches(whole["sha256"], "[0-9a-f]{64}", f"{where}.sha256", "64 hexadecimal digits")
        names = _list(whole["weekdays"], f"{where}.weekdays", 7)
        self.weekdays = {WEEKDAYS.index(_one_of(name, f"{where}.weekdays", WEEKDAYS)) for name in names}
        _need(len(self.weekdays) == len(names), f"{where}.weekdays", names, "each weekday once")
        self.first, self.last = _day(whole["from"], f"{where}.from"), _day(whole["until"], f"{where}.until")
        _need(isinstance(whole["closed"], dict), f"{where}.closed", whole["closed"], "an object")
        self.closed = {_day(day, f"{where}.closed"): str(why) for day, why in whole["closed"].items()}
        for day, why in whole["closed"].items():
            _need(isinstance(why, str) and why != "", f"{where}.closed.{day}", why, "a text")
        for day in self.closed:
            _need(day.weekday() in self.weekdays, f"{where}.closed", str(day), "one of the listed weekdays")

    def why_closed(self, day: date) -> str:
        """The holiday's name or the weekday; nothing for a business day."""
        _need(self.first <= day <= self.last, self.where, str(day), f"from {self.first} until {self.last}")
        return self.closed.get(day, "") if day.weekday() in self.weekdays else WEEKDAY_NAMES[day.weekday()]

    def must_lie_within(self, first: date, last: date) -> None:
        """Only closed days of the span the sum went through belong into a certificate."""
        for day in self.closed:
            _need(first <= day <= last, f"{self.where}.closed", str(day), f"from {first} to {last}")


class _Found(NamedTuple):
    """What a step comes to: its result, and the lists it must have (those that are empty are left out)."""

    result: date
    lists: dict[str, list[Any]]


class _Sum:
    """One certificate, and the sum in it."""

    def __init__(self, whole: Any, where: str, days_left: list[int], nested: int = 0) -> None:
        self.where, self.days_left, self.nested = where, days_left, nested
        self.gate = isinstance(whole, dict) and whole.get("kind") == "gate"
        ends = "opens opens_at" if self.gate else "anchor due late_from"
        self.whole = _object(whole, where.rstrip("."), f"{TOP} {ends}", "calendar notes")
        self.value: State = None
        self.counts_as: State = None
        self.reached: list[date] = []
        """The days the sum came to; the closed days in the calendar lie between the first and the last."""

    def prove(self) -> date:
        """The last day on which it is in time, or the day on which a gate opens."""
        self._wording()
        whole, at = self.whole, self.where
        self.zone = self._zone()
        self.calendar = _Calendar(whole["calendar"], f"{at}calendar") if "calendar" in whole else None
        if not self.gate:
            self._anchor(whole["anchor"], f"{at}anchor")
        steps = _list(whole["steps"], f"{at}steps")
        closing = "start_of_day" if self.gate else "end_of_day"
        closed = isinstance(steps[-1], dict) and steps[-1].get("do") == closing
        body = steps[:-1] if closed else steps
        end = self._walk(body, f"{at}steps", None) if body else self._the_day(None, f"{at}steps[0]")
        due, first_late = ("opens", "opens_at") if self.gate else ("due", "late_from")
        local = end
        if isinstance(end, datetime):
            _need(not closed and not self.gate, f"{at}steps[-1].do", closing, "left out after hours and less")
            limit, local = end, end.date()
        else:
            _need(closed, f"{at}steps[-1]", steps[-1], f"the step {closing}")
            limit = _first_instant(end if self.gate else end + DAY, self.zone)
            _object(steps[-1], f"{at}steps[-1]", "do result")
            _agree(f"{at}steps[-1].result", steps[-1]["result"], _in_utc(limit))
        _agree(f"{at}{due}", whole[due], end.isoformat())
        _agree(f"{at}{first_late}", whole[first_late], _in_utc(limit))
        if self.calendar:
            self.calendar.must_lie_within(min(self.reached), max(self.reached))
        return local

    def _wording(self) -> None:
        """All that is no sum: the hash, and the words."""
        whole, at = self.whole, self.where
        rest = {key: value for key, value in whole.items() if key != "sha256"}
        plain = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        _agree(f"{at}sha256", whole["sha256"], hashlib.sha256(plain.encode("utf-8")).hexdigest())
        _one_of(whole["format"], f"{at}format", ("owabi-certificate/1",))
        _texts(whole, at, "pack pack_version duty source zone")
        _matches(whole["pack_sha256"], "[0-9a-f]{64}", f"{at}pack_sha256", "64 hexadecimal digits")
        _one_of(whole["kind"], f"{at}kind", KINDS)
        _one_of(whole["level"], f"{at}level", LEVELS)
        _texts(_object(whole["sentence"], f"{at}sentence", "en ja"), f"{at}sentence.", "en ja")
        notes = whole.get("notes", [])
        _need(isinstance(notes, list), f"{at}notes", notes, "a list")
        for note in notes:
            if not isinstance(note, str):
                _texts(_object(note, f"{at}notes", "en ja"), f"{at}notes.", "en ja")

    def _zone(self) -> ZoneInfo:
        wanted = "an IANA zone like Europe/London, and known to this machine (if none is: pip install tzdata)"
        name = _matches(self.whole["zone"], "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", f"{self.where}zone", wanted)
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise Rejected(f"{self.where}zone: the certificate says {_show(name)}, it must be {wanted}") from None

    def _anchor(self, said: Any, where: str) -> None:
        """Where the sum begins: the local day of the value, or after the cut-off the next business day."""
        anchor = _object(said, where, "event value day counts_as", "cut_off")
        _texts(anchor, f"{where}.", "event")
        self.value = _given(anchor["value"], f"{where}.value")
        day = counts_as = self._local_day(self.value)
        cut_off = _clock(anchor["cut_off"], f"{where}.cut_off") if "cut_off" in anchor else None
        if cut_off is not None and isinstance(self.value, datetime):
            later = self.value.astimezone(self.zone).time() > cut_off
            if later and not self._why_closed(day, where):
                counts_as = self._open_day(day + DAY, where).result
        _agree(f"{where}.day", anchor["day"], day.isoformat())
        _agree(f"{where}.counts_as", anchor["counts_as"], counts_as.isoformat())
        self.counts_as = counts_as
        self.reached += [day, counts_as]

    # The walk.

    def _walk(self, said: Any, where: str, start: State) -> date:
        """The result of the last of these steps; each goes on from the one before."""
        for number, step in enumerate(_list(said, where)):
            start = self._take(step, f"{where}[{number}]", start)
        assert start is not None  # there was a step
        return start

    def _take(self, said: Any, where: str, start: State) -> date:
        _need(isinstance(said, dict), where, said, "an object")
        name = _one_of(said.get("do"), f"{where}.do", tuple(STEPS))
        _need(
            hasattr(self, f"do_{name}"),
            f"{where}.do",
            name,
            "the last step of all, end_of_day for limits, start_of_day for gates",
        )
        must, lists = STEPS[name]
        step = _object(said, where, f"do result {must}", lists)
        found: _Found = getattr(self, f"do_{name}")(step, where, start)
        for key in ("cycles", "segments", "skipped", "suspended"):
            if key in step or found.lists.get(key):
                _agree(f"{where}.{key}", step.get(key), found.lists.get(key) or None)
        _agree(f"{where}.result", step["result"], found.result.isoformat())
        self.reached.append(self._local_day(found.result))
        return found.result

    def _local_day(self, value: date) -> date:
        return value.astimezone(self.zone).date() if isinstance(value, datetime) else value

    def _the_day(self, start: State, where: str) -> date:
        """The day a step of days goes on from."""
        day = self.counts_as if start is None else start
        if day is None or isinstance(day, datetime):
            raise Rejected(f"{where}: this step needs a day to go on from, not {day or 'nothing'}")
        return day

    def _the_instant(self, start: State, where: str) -> datetime:
        """The instant a step of hours and less goes on from."""
        instant = self.value if start is None else start
        if not isinstance(instant, datetime):
            raise Rejected(f"{where}: this step needs an instant to go on from, not {instant or 'nothing'}")
        return instant

    def _why_closed(self, day: date, where: str) -> str:
        """Why this is no business day, if it is none; walking is paid for here and in `_pay`."""
        if self.calendar is None:
            raise Rejected(f"{where}: this asks for business days, and there is no calendar")
        self._pay()
        return self.calendar.why_closed(day)

    def _pay(self) -> None:
        self.days_left[0] -= 1
        if self.days_left[0] < 0:
            raise Rejected(f"the steps go through more than {ALL_DAYS} days")

    # The steps. Each is given its object and where the sum stands, and says what must come out.

    def _open_day(self, day: date, where: str) -> _Found:
        """The first business day from this day on."""
        skipped = []
        while why := self._why_closed(day, where):
            skipped.append({"day": day.isoformat(), "why": why})
            day += DAY
        return _Found(day, {"skipped": skipped})

    def do_roll(self, step: Object, where: str, start: State) -> _Found:
        return self._open_day(self._the_day(start, where), where)

    def do_next_business_day(self, step: Object, where: str, start: State) -> _Found:
        return self._open_day(self._the_day(start, where) + DAY, where)

    def do_count(self, step: Object, where: str, start: State) -> _Found:
        inclusive = _one_of(step["counting"], f"{where}.counting", COUNTINGS) == "inclusive"
        n = _number(step["n"], f"{where}.n", int(inclusive), MOST_DAYS)
        return self._counted(step, where, self._the_day(start, where), n, inclusive)

    def _counted(self, step: Object, where: str, start: date, n: int, inclusive: bool) -> _Found:
        """Goes from day to day: a suspended day is passed over, then a closed one, the others are counted."""
        unit = _one_of(step["unit"], f"{where}.unit", UNITS)
        wanted = _number(n * (7 if unit == "weeks" else 1), f"{where}.n (in days)", 0, MOST_DAYS)
        holds = self._suspensions(step, where)
        day = start if inclusive else start + DAY
        counted: list[date] = []
        skipped, at = [], 0
        passed = [0] * len(holds)
        while len(counted) < wanted:
            self._pay()
            while at < len(holds) and holds[at][1] < day:
                at += 1
            if at < len(holds) and holds[at][0] <= day:
                passed[at] += 1
            elif unit == "business_days" and (why := self._why_closed(day, where)):
                skipped.append({"day": day.isoformat(), "why": why})
            else:
                counted.append(day)
            day += DAY
        end = counted[-1] if counted else start
        segments = _runs(counted)
        if unit != "business_days" and end - start > 400 * DAY:
            segments = [{"from": segments[0]["from"], "to": end.isoformat(), "days": wanted}]
        suspended = self._passed(step, where, passed)
        return _Found(end, {"segments": segments, "skipped": skipped, "suspended": suspended})

    def _suspensions(self, step: Object, where: str) -> list[tuple[date, date]]:
        """First and last day of each suspension, in order; a day that lies in two belongs to the earlier."""
        found: list[tuple[date, date]] = []
        before = (date.min, date.min)
        for number, said in enumerate(_list(step["suspended"], f"{where}.suspended") if "suspended" in step else []):
            at = f"{where}.suspended[{number}]"
            hold = _object(said, at, "from to days why by")
            _texts(hold, f"{at}.", "why by")
            first, last = _day(hold["from"], f"{at}.from"), _day(hold["to"], f"{at}.to")
            _need(first <= last, f"{at}.to", hold["to"], "no earlier than its first day")
            _need(before <= (first, last), f"{at}.from", hold["from"], "after the one before: in order of time")
            before = (first, last)
            found.append((max(first, found[-1][1] + DAY) if found else first, last))
        return found

    def _passed(self, step: Object, where: str, days: list[int]) -> list[Object]:
        """The suspensions as they must be listed: with the days passed over, and none that touched nothing."""
        for number, passed in enumerate(days):
            _need(passed > 0, f"{where}.suspended[{number}]", step["suspended"][number], "one that passed over a day")
        return [hold | {"days": passed} for hold, passed in zip(step.get("suspended", []), days, strict=True)]

    def do_months(self, step: Object, where: str, start: State) -> _Found:
        inclusive = _one_of(step.get("counting", "exclusive"), f"{where}.counting", COUNTINGS) == "inclusive"
        months = 12 if step["do"] == "years" else 1
        n = _number(step["n"], f"{where}.n", int(inclusive), MOST_MONTHS // months)
        day = self._the_day(start, where)
        end, exists = _month_day(day, n * months, day.day)
        return _Found(end - DAY if inclusive and exists else end, {})

    do_years = do_months

    def do_suspend(self, step: Object, where: str, start: State) -> _Found:
        """Moves the day by what of each suspension lies after the anchor, if the day so far reaches into it."""
        day, passed = self._the_day(start, where), []
        after = self._the_day(None, where) + DAY
        for first, last in self._suspensions(step, where):
            first = max(first, after)
            days = (last - first).days + 1 if day >= first else 0
            passed.append(max(days, 0))
            day += DAY * passed[-1]
        return _Found(day, {"suspended": self._passed(step, where, passed)})

    def do_billing_cycles(self, step: Object, where: str, start: State) -> _Found:
        """The first cycle begins on the day after the first closing day that is not before the day so far."""
        n = _number(step["n"], f"{where}.n", 1, MOST_MONTHS)
        closing = _number(step["closing_day"], f"{where}.closing_day", 1, 31)
        day = self._the_day(start, where)
        skip = int(_month_day(day, 0, closing)[0] < day)
        ends = [_month_day(day, skip + number, closing)[0] for number in range(n + 1)]
        cycles = [[(one + DAY).isoformat(), two.isoformat()] for one, two in pairwise(ends)]
        return _Found(ends[-1], {"cycles": cycles})

    def do_elapsed(self, step: Object, where: str, start: State) -> _Found:
        seconds = _number(step["seconds"], f"{where}.seconds", 1, MOST_DAYS * 86_400)
        begun = self._the_instant(start, where).astimezone(UTC)
        return _Found((begun + timedelta(seconds=seconds)).astimezone(self.zone), {})

    def do_open_time(self, step: Object, where: str, start: State) -> _Found:
        """Real seconds, run only while it is open; runs that touch are one."""
        left = timedelta(seconds=_number(step["seconds"], f"{where}.seconds", 1, MOST_DAYS * 86_400))
        begun = self._the_instant(start, where).astimezone(UTC)
        _need(begun.microsecond == 0, where, begun.isoformat(), "a start in whole seconds")
        runs: list[tuple[datetime, datetime]] = []
        for opens, closes in self._shifts(step["hours"], f"{where}.hours", self._local_day(begun)):
            one = max(opens, begun)
            two = min(closes, one + left)
            if two <= one:
                continue
            begun, left = two, left - (two - one)
            runs = [*runs[:-1], (runs[-1][0], two)] if runs and runs[-1][1] == one else [*runs, (one, two)]
            if not left:
                break
        local = [(one.astimezone(self.zone), two.astimezone(self.zone)) for one, two in runs]
        segments = [
            {
                "from": one.isoformat(),
                "to": two.isoformat(),
                "seconds": (runs[at][1] - runs[at][0]) // timedelta(seconds=1),
            }
            for at, (one, two) in enumerate(local)
        ]
        return _Found(local[-1][1], {"segments": segments})

    def _shifts(self, said: Any, where: str, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Every opening and closing from this day on, business day after business day, without end."""
        hours: dict[int, list[tuple[int, int]]] = {}
        for name, shifts in _object(said, where, "", " ".join(WEEKDAYS)).items():
            at = f"{where}.{name}"
            pairs = [_list(pair, at, 2) for pair in _list(shifts, at, 48)]
            _need(all(len(pair) == 2 for pair in pairs), at, shifts, "pairs of opening and closing")
            times = [_minutes(time, at) for pair in pairs for time in pair]
            ordered = times == sorted(times) and all(
                one < two for one, two in zip(times[::2], times[1::2], strict=True)
            )
            _need(ordered, at, shifts, "shifts in order, each closing after it opens")
            hours[WEEKDAYS.index(name)] = list(zip(times[::2], times[1::2], strict=True))
        while True:
            if not self._why_closed(day, where):
                for opens, closes in hours.get(day.weekday(), []):
                    yield _wall(day, opens, self.zone), _wall(day, closes, self.zone)
            day += DAY

    def do_extend(self, step: Object, where: str, start: State) -> _Found:
        """Counts on from the end so far, if it was told before that end had passed."""
        day = self._the_day(start, where)
        _texts(step, f"{where}.", "event")
        asked = _number(step["asked"], f"{where}.asked", 0, MOST_DAYS)
        n = asked if step["cap"] is None else min(asked, _number(step["cap"], f"{where}.cap", 0, MOST_DAYS))
        _agree(f"{where}.n", step["n"], n)
        told = _given(step["value"], f"{where}.value")
        in_time = told < _first_instant(day + DAY, self.zone) if isinstance(told, datetime) else told <= day
        _need(in_time, f"{where}.value", step["value"], f"no later than {day}, the end so far")
        return self._counted(step, where, day, n, inclusive=False)

    def do_earliest(self, step: Object, where: str, start: State) -> _Found:
        results = []
        for number, said in enumerate(_list(step["of"], f"{where}.of")):
            at = f"{where}.of[{number}]"
            branch = _object(said, at, "label steps result")
            _texts(branch, f"{at}.", "label")
            results.append(self._walk(branch["steps"], f"{at}.steps", start))
            _agree(f"{at}.result", branch["result"], results[-1].isoformat())
        kinds = {type(result) for result in results}
        _need(len(kinds) == 1, f"{where}.of", [str(result) for result in results], "all days or all instants")
        pick = min if step["do"] == "earliest" else max
        return _Found(pick(results, key=lambda end: end.astimezone(UTC) if isinstance(end, datetime) else end), {})

    do_latest = do_earliest

    def do_day_of(self, step: Object, where: str, start: State) -> _Found:
        _need(self.gate and start is None, f"{where}.do", step["do"], "the first step of a gate")
        _texts(step, f"{where}.", "event")
        return _Found(self._local_day(_given(step["value"], f"{where}.value")), {})

    def do_day_after(self, step: Object, where: str, start: State) -> _Found:
        """Proves the limit's certificate first."""
        _need(self.gate and start is None, f"{where}.do", step["do"], "the first step of a gate")
        _need(self.nested < MOST_NESTED, where, self.nested + 1, f"at most {MOST_NESTED} certificates deep")
        limit = _Sum(step["certificate"], f"{where}.certificate.", self.days_left, self.nested + 1)
        _need(not limit.gate, f"{where}.certificate.kind", "gate", "a limit, with a due day")
        day = limit.prove()
        _agree(f"{where}.certificate.zone", limit.whole["zone"], self.whole["zone"])
        return _Found(day + DAY, {})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
