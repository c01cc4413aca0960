"""The checker of certificates: what is right passes, and whatever is changed, even one bit of the file, does not."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import check_certificate
from policies.check_certificate import Rejected, check, main

Object = dict[str, Any]
WORKWEEK = ["mon", "tue", "wed", "thu", "fri"]


def hashed(whole: Object) -> Object:
    rest = {key: value for key, value in whole.items() if key != "sha256"}
    plain = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return rest | {"sha256": hashlib.sha256(plain.encode()).hexdigest()}


def calendar(closed: dict[str, str] | None = None) -> Object:
    return {
        "id": "C", "version": "1", "sha256": "0" * 64, "weekdays": WORKWEEK,
        "from": "2020-01-01", "until": "2030-12-31", "closed": closed or {},
    }  # fmt: skip


def base(zone: str, steps: list[Object], **more: Any) -> Object:
    return {
        "format": "owabi-certificate/1", "pack": "uk-fca-disp", "pack_version": "1", "pack_sha256": "1" * 64,
        "duty": "final_response", "kind": "deadline", "level": "law", "source": "DISP 1.6.2R", "zone": zone,
        "steps": steps, "notes": [], "sentence": {"en": "Due.", "ja": "期限です。"}, **more,
    }  # fmt: skip


def limit(zone: str, value: str, steps: list[Object], late_from: str, **more: Any) -> Object:
    """A certificate in days: what the engine would write round these steps."""
    day = more.pop("day", value[:10])
    anchor = {"event": "received", "value": value, "day": day, "counts_as": more.pop("counts_as", day)}
    if "cut_off" in more:
        anchor["cut_off"] = more.pop("cut_off")
    end = {"do": "end_of_day", "result": late_from}
    due = steps[-1]["result"]
    return hashed(base(zone, [*steps, end], anchor=anchor, due=due, late_from=late_from, **more))


def hours(zone: str, value: str, step: Object, late_from: str, **more: Any) -> Object:
    anchor = {"event": "received", "value": value, "day": value[:10], "counts_as": value[:10]}
    return hashed(base(zone, [step], anchor=anchor, due=step["result"], late_from=late_from, **more))


def count(unit: str, n: int, result: str, segments: list[tuple[str, str, int]], **more: Any) -> Object:
    runs = [{"from": one, "to": two, "days": days} for one, two, days in segments]
    return {"do": "count", "unit": unit, "n": n, "counting": "exclusive", "segments": runs, "result": result, **more}


def passed(*days: tuple[str, str]) -> list[Object]:
    return [{"day": day, "why": why} for day, why in days]


WEEKEND = (("2026-04-04", "Saturday"), ("2026-04-05", "Sunday"))
EASTER = {"2026-04-03": "Good Friday", "2026-04-06": "Easter Monday"}
OVER_EASTER = passed(("2026-04-03", "Good Friday"), *WEEKEND, ("2026-04-06", "Easter Monday"))
MORATORIUM = {"from": "2024-01-11", "to": "2026-05-31", "why": "motor finance", "by": "FCA"}
SUSPENDED = MORATORIUM | {"days": 872}


def months(n: int, result: str, counting: str = "exclusive") -> Object:
    return {"do": "months", "n": n, "counting": counting, "result": result}


def easter() -> Object:
    step = count("business_days", 3, "2026-04-09", [("2026-04-07", "2026-04-09", 3)], skipped=OVER_EASTER)
    return limit("Europe/London", "2026-04-02", [step], "2026-04-09T23:00:00Z", calendar=calendar(EASTER))


def eight_weeks(value: str = "2026-01-05T10:00+00:00") -> Object:
    step = count("calendar_days", 56, "2026-03-02", [("2026-01-06", "2026-03-02", 56)])
    return limit("Europe/London", value, [step], "2026-03-03T00:00:00Z")


def moratorium() -> Object:
    step = count("calendar_days", 56, "2026-06-02", [("2023-11-18", "2026-06-02", 56)], suspended=[SUSPENDED])
    return limit("Europe/London", "2023-11-17", [step], "2026-06-02T23:00:00Z")


def moved_by_moratorium() -> Object:
    moved = {"do": "suspend", "suspended": [SUSPENDED], "result": "2026-06-05"}
    return limit("Europe/London", "2023-11-15", [months(2, "2024-01-15"), moved], "2026-06-05T23:00:00Z")


def after_cut_off() -> Object:
    step = count("business_days", 1, "2026-06-10", [("2026-06-10", "2026-06-10", 1)])
    more = {"cut_off": "17:30", "counts_as": "2026-06-09", "calendar": calendar()}
    return limit("Asia/Tokyo", "2026-06-08T17:30:01+09:00", [step], "2026-06-10T15:00:00Z", **more)


def two_cycles() -> Object:
    cycles = [["2026-04-16", "2026-05-15"], ["2026-05-16", "2026-06-15"]]
    cycle = {"do": "billing_cycles", "n": 2, "closing_day": 15, "cycles": cycles, "result": "2026-06-15"}
    ninety = count("calendar_days", 90, "2026-06-18", [("2026-03-21", "2026-06-18", 90)])
    branches = [
        {"label": "two complete billing cycles", "steps": [cycle], "result": "2026-06-15"},
        {"label": "90 days", "steps": [ninety], "result": "2026-06-18"},
    ]
    step = {"do": "earliest", "of": branches, "result": "2026-06-15"}
    return limit("America/New_York", "2026-03-20", [step], "2026-06-16T04:00:00Z")


def the_later_of_them() -> Object:
    whole = two_cycles()
    step = whole["steps"][0] | {"do": "latest", "result": "2026-06-18"}
    return limit("America/New_York", "2026-03-20", [step], "2026-06-19T04:00:00Z")


def rolled() -> Object:
    five = count("calendar_days", 1, "2026-04-03", [("2026-04-03", "2026-04-03", 1)])
    roll = {"do": "roll", "skipped": OVER_EASTER, "result": "2026-04-07"}
    return limit("Europe/London", "2026-04-02", [five, roll], "2026-04-07T23:00:00Z", calendar=calendar(EASTER))


def next_open() -> Object:
    step = {"do": "next_business_day", "skipped": OVER_EASTER, "result": "2026-04-07"}
    return limit("Europe/London", "2026-04-02", [step], "2026-04-07T23:00:00Z", calendar=calendar(EASTER))


def a_real_day() -> Object:
    step = {"do": "elapsed", "seconds": 86_400, "result": "2026-04-05T11:00:00+10:00"}
    return hours("Australia/Sydney", "2026-04-04T12:00:00+11:00", step, "2026-04-05T01:00:00Z")


def thanksgiving() -> Object:
    segments = [
        {"from": "2026-11-25T15:00:00-05:00", "to": "2026-11-26T00:00:00-05:00", "seconds": 32_400},
        {"from": "2026-11-27T00:00:00-05:00", "to": "2026-11-27T15:00:00-05:00", "seconds": 54_000},
    ]
    week = {day: [["00:00", "24:00"]] for day in WORKWEEK}
    step = {"do": "open_time", "seconds": 86_400, "hours": week, "segments": segments}
    step["result"] = "2026-11-27T15:00:00-05:00"
    closed = calendar({"2026-11-26": "Thanksgiving Day"})
    return hours("America/New_York", "2026-11-25T15:00:00-05:00", step, "2026-11-27T20:00:00Z", calendar=closed)


def extended(told: str = "2026-03-02T23:59:59+00:00") -> Object:
    first = count("calendar_days", 56, "2026-03-02", [("2026-01-06", "2026-03-02", 56)])
    more = count("calendar_days", 14, "2026-03-16", [("2026-03-03", "2026-03-16", 14)])
    del more["counting"]
    more |= {"do": "extend", "asked": 20, "cap": 14, "event": "extension_told", "value": told}
    return limit("Europe/London", "2026-01-05", [first, more], "2026-03-17T00:00:00Z")


def gate() -> Object:
    """Opens with the final response or when the limit has passed, whichever comes first."""
    answered = {"do": "day_of", "event": "answered", "value": "2026-03-05T23:30:00-05:00", "result": "2026-03-06"}
    passed = {"do": "day_after", "certificate": eight_weeks(), "result": "2026-03-03"}
    branches = [
        {"label": "answered", "steps": [answered], "result": "2026-03-06"},
        {"label": "eight weeks", "steps": [passed], "result": "2026-03-03"},
    ]
    steps: list[Object] = [
        {"do": "earliest", "of": branches, "result": "2026-03-03"},
        {"do": "start_of_day", "result": "2026-03-03T00:00:00Z"},
    ]
    whole = base("Europe/London", steps, opens="2026-03-03", opens_at="2026-03-03T00:00:00Z")
    return hashed(whole | {"kind": "gate", "duty": "ombudsman"})


RIGHT = {
    "over Easter": easter(),
    "eight weeks": eight_weeks(),
    "months clamped": limit("Europe/London", "2026-01-31", [months(1, "2026-02-28")], "2026-03-01T00:00:00Z"),
    "months inclusive": limit(
        "Asia/Tokyo", "2026-01-15", [months(1, "2026-02-14", "inclusive")], "2026-02-14T15:00:00Z"
    ),
    "inclusive, no such day": limit(
        "Asia/Tokyo", "2026-01-30", [months(1, "2026-02-28", "inclusive")], "2026-02-28T15:00:00Z"
    ),
    "leap years": limit(
        "Asia/Tokyo", "2024-02-29", [{"do": "years", "n": 5, "result": "2029-02-28"}], "2029-02-28T15:00:00Z"
    ),
    "moratorium": moratorium(),
    "moved by the moratorium": moved_by_moratorium(),
    "after the cut-off": after_cut_off(),
    "two cycles": two_cycles(),
    "the later of them": the_later_of_them(),
    "rolled": rolled(),
    "next business day": next_open(),
    "a real day": a_real_day(),
    "Thanksgiving": thanksgiving(),
    "extended": extended(),
    "gate": gate(),
}
FREE = (
    "pack", "pack_version", "pack_sha256", "duty", "level", "source", "event", "label", "en", "ja",
    "id", "version", "by", "format",
)  # fmt: skip
"""Texts that no sum determines: only the hash holds them."""
EQUAL = {
    ("moratorium", "why"), ("moved by the moratorium", "why"),  # the reason of a suspension is a free text
    ("gate", "value"), ("extended", "asked"), ("extended", "value"),  # one more or less changes nothing
}  # fmt: skip


def written(whole: Object) -> list[str]:
    return [
        json.dumps(whole, ensure_ascii=False, separators=(",", ":")),
        json.dumps(whole, ensure_ascii=False, indent=2),
        json.dumps(whole),
    ]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_passes_however_it_is_laid_out(name: str) -> None:
    for text in written(RIGHT[name]):
        assert check(text) == RIGHT[name]


@pytest.mark.parametrize("name", RIGHT)
def test_one_flipped_bit_is_rejected(name: str) -> None:
    for text in written(RIGHT[name]):
        content = text.encode()
        step = 1 if name == "months clamped" else 29  # one of them wholly, of the others a sample
        for bit in range(0, len(content) * 8, step):
            flipped = bytearray(content)
            flipped[bit // 8] ^= 1 << bit % 8
            with pytest.raises(Rejected):
                check(check_certificate._decoded(bytes(flipped)))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every single value stands, nested certificates left to their own cases."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    yield from [path] if path and not isinstance(value, dict | list) else ()
    for key, inner in pairs:
        yield from leaves(inner, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(value: Any) -> list[Any]:
    if isinstance(value, int):
        return [value + 1, value - 1, str(value), None, True, 10**14, -1]
    last = value[-1:]
    other = value[:-1] + {"0": "1", "Z": "z"}.get(last, "0")
    return [other, value + " ", value.upper() if value.upper() != value else value.lower() + "x", None, 1, [], {}, ""]


@pytest.mark.parametrize("name", RIGHT)
def test_each_value_the_sum_determines_is_rejected_when_it_is_changed_and_hashed_anew(name: str) -> None:
    for path in leaves(RIGHT[name]):
        free = path[-1] in FREE or (name, path[-1]) in EQUAL or "calendar" in path or "hours" in path
        for value in changed(at(RIGHT[name], path)):
            whole = deepcopy(RIGHT[name])
            at(whole, path[:-1])[path[-1]] = value
            if "certificate" in path:
                nested = path[: path.index("certificate") + 1]
                at(whole, nested[:-1])["certificate"] = hashed(at(whole, nested))
            if (
                (free and isinstance(value, str) and (value or path[-1] == "version"))
                or hashed(whole) == RIGHT[name]
                or path[-1] == "kind"
            ):
                continue
            if (name, path[-1]) in EQUAL and isinstance(value, int):
                continue
            if name in ("eight weeks", "gate") and path[-1] == "value" and value == "2026-01-05T10:00+00:01":
                continue  # another minute of the same day is as right
            with pytest.raises(Rejected):
                check(json.dumps(hashed(whole)))


@pytest.mark.parametrize("name", RIGHT)
def test_each_key_and_each_entry_must_be_there_and_no_other(name: str) -> None:
    places = {path[:end] for path in leaves(RIGHT[name]) for end in range(len(path))}
    for place in places:
        inside = at(RIGHT[name], place)
        for key in [*inside, "surplus"] if isinstance(inside, dict) else range(len(inside)):
            if key == "notes" or "sha256" in (key,) or "weekdays" in place or "hours" in place:
                continue
            whole = deepcopy(RIGHT[name])
            if key == "surplus":
                at(whole, place)["surplus"] = "2026-04-03"
            else:
                del at(whole, place)[key]
            if "certificate" in place:
                nested = place[: place.index("certificate") + 1]
                at(whole, nested[:-1])["certificate"] = hashed(at(whole, nested))
            if place and place[-1] == "of":
                continue  # a certificate that compares fewer periods is another certificate
            with pytest.raises(Rejected):
                check(json.dumps(hashed(whole)))


def wrong(whole: Object, **change: Any) -> str:
    with pytest.raises(Rejected) as found:
        check(json.dumps(hashed(whole | change)))
    assert "\n" not in str(found.value)
    return str(found.value)


def test_the_refusal_says_which_key_what_it_says_and_what_the_sum_gives() -> None:
    said = wrong(easter(), due="2026-04-10")
    assert said == 'due: the certificate says "2026-04-10", the sum gives "2026-04-09"'
    nested = gate()
    nested["steps"][0]["of"][1]["steps"][0]["certificate"]["due"] = "2026-03-01"
    assert wrong(nested).startswith("steps[0].of[1].steps[0].certificate.sha256: the certificate says")


def test_an_extension_told_when_the_day_had_passed_does_not_count() -> None:
    check(json.dumps(extended("2026-03-02")))
    assert "no later than 2026-03-02" in wrong(extended("2026-03-03"))
    assert "no later than 2026-03-02" in wrong(extended("2026-03-03T00:00:00+00:00"))
    check(json.dumps(extended("2026-03-03T00:59:59+01:00")))


def test_an_instant_needs_its_offset_a_zone_a_name_a_day_a_calendar_that_knows_it() -> None:
    assert "with its offset" in wrong(eight_weeks("2026-01-05T10:00:00"))
    assert "an IANA zone" in wrong(eight_weeks(), zone="Europe/Londinium")
    assert "an IANA zone" in wrong(eight_weeks(), zone="../../etc/passwd")
    assert "from 2020-01-01 until 2026-04-05" in wrong(easter(), calendar=calendar(EASTER) | {"until": "2026-04-05"})
    elsewhere = calendar(EASTER | {"2026-05-04": "May Day"})
    assert "from 2026-04-02 to 2026-04-09" in wrong(easter(), calendar=elsewhere)
    step = {"do": "guess", "result": "2026-04-09"}
    assert "steps[0].do" in wrong(easter(), steps=[step, easter()["steps"][1]])


def test_on_the_cut_off_itself_it_is_still_the_same_day() -> None:
    step = count("business_days", 1, "2026-06-09", [("2026-06-09", "2026-06-09", 1)])
    for value in ("2026-06-08T17:30:00+09:00", "2026-06-08", "2026-06-07T20:00:00+09:00"):
        skip = {"day": "2026-06-08"} if value.startswith("2026-06-07") else {}
        due = count("business_days", 1, "2026-06-08", [("2026-06-08", "2026-06-08", 1)]) if skip else step
        late = "2026-06-08T15:00:00Z" if skip else "2026-06-09T15:00:00Z"
        check(json.dumps(limit("Asia/Tokyo", value, [due], late, cut_off="17:30", calendar=calendar())))


@pytest.mark.parametrize(
    "zone, day, late_from",
    [
        ("America/Havana", "2026-03-07", "2026-03-08T05:00:00Z"),  # no midnight: the clock goes from 24:00 to 01:00
        ("America/Toronto", "1919-03-30", "1919-03-31T04:30:00Z"),  # from 23:30 to 00:30
        ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00Z"),  # the 30th was left out
        ("America/Havana", "2026-10-31", "2026-11-01T04:00:00Z"),  # midnight twice
    ],
)
def test_a_day_begins_at_its_first_instant(zone: str, day: str, late_from: str) -> None:
    step = {"do": "count", "unit": "calendar_days", "n": 1, "counting": "inclusive", "result": day}
    step["segments"] = [{"from": day, "to": day, "days": 1}]
    check(json.dumps(limit(zone, day, [step], late_from)))


def test_open_time_runs_through_touching_shifts_and_in_real_seconds() -> None:
    week = {"sat": [["22:00", "24:00"]], "sun": [["00:00", "02:30"], ["02:30", "06:00"]]}
    run = {"from": "2026-03-07T22:00:00-05:00", "to": "2026-03-08T06:00:00-04:00", "seconds": 25_200}
    step = {"do": "open_time", "seconds": 25_200, "hours": week, "segments": [run], "result": run["to"]}
    every_day = calendar() | {"weekdays": ["sat", "sun"]}
    whole = hours("America/New_York", "2026-03-07T12:00:00-05:00", step, "2026-03-08T10:00:00Z", calendar=every_day)
    check(json.dumps(whole))


def test_a_later_instant_on_an_earlier_clock_is_not_the_earliest() -> None:
    ends = ("2026-11-01T01:50:00-04:00", "2026-11-01T01:10:00-05:00")
    steps = [
        {"do": "elapsed", "seconds": seconds, "result": end} for seconds, end in zip((3000, 4200), ends, strict=True)
    ]
    branches = [{"label": "a", "steps": [step], "result": step["result"]} for step in steps]
    step = {"do": "earliest", "of": branches, "result": ends[0]}
    check(json.dumps(hours("America/New_York", "2026-11-01T01:00:00-04:00", step, "2026-11-01T05:50:00Z")))


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "NaN", '{"a": NaN}', '{"a": 1, "a": 1}', '{"a": 1.0}', '{"a": 1E3}', '{"a": -0}',
        '{"a": ' + "9" * 5000 + "}", "[" * 100_000, '{"a":' * 100_000, '{"a": "\\ud800"}', '{"\\uD83D\\uDE00": 1}',
        "\ufeff{}", "{\t}", '"\ud800"', '{"kind": "gate"}', '{"kind": []}',
    ],
)  # fmt: skip
def test_what_is_no_certificate_is_rejected(text: str) -> None:
    with pytest.raises(Rejected):
        check(text)


def test_absurd_numbers_are_refused_at_once() -> None:
    for n in (40_001, 10**14):
        step = count("calendar_days", n, "2026-03-02", [])
        assert "from 0 to 40000" in wrong(limit("UTC", "2026-01-05", [step], "2026-03-03T00:00:00Z"))
    far = {"do": "months", "n": 4000, "counting": "exclusive", "result": "9999-12-31"}
    wrong(limit("UTC", "9998-01-01", [far], "9999-12-31T00:00:00Z"))
    never = {"do": "open_time", "seconds": 1, "hours": {}, "segments": [], "result": "2026-01-05T00:00:00+00:00"}
    endless = calendar() | {"until": "9999-12-31"}
    wrong(hours("UTC", "2026-01-05T00:00:00Z", never, "2026-01-05T00:00:00Z", calendar=endless))
    step = count(
        "calendar_days", 1, "2026-03-02", [], suspended=[SUSPENDED | {"from": "2020-01-01", "to": "9999-12-31"}]
    )
    assert "more than 200000 days" in wrong(limit("UTC", "2026-01-05", [step], "2026-03-03T00:00:00Z"))


SOMETHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["do", "steps", "kind"]), inner),
)


@given(SOMETHING)
def test_no_json_makes_it_stumble(value: Any) -> None:
    with pytest.raises(Rejected):
        check(json.dumps(value))


@given(st.sampled_from(list(RIGHT)), SOMETHING, st.randoms(use_true_random=False))
def test_nothing_put_in_any_place_makes_it_stumble(name: str, value: Any, chance: random.Random) -> None:
    whole = deepcopy(RIGHT[name])
    paths = list(leaves(whole))
    for _ in range(chance.randint(1, 2)):
        path = chance.choice(paths)
        path = path[: chance.randint(1, len(path))]
        try:
            at(whole, path[:-1])[path[-1]] = deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue
    text = json.dumps(hashed(whole) if json.dumps(whole, ensure_ascii=False).isprintable() else whole)
    with suppress(Rejected):
        check(text)


@given(st.binary(), st.text())
def test_no_file_makes_it_stumble(content: bytes, text: str) -> None:
    for given_text in (content.decode("latin-1"), text):
        with pytest.raises(Rejected):
            check(given_text)


def test_the_command_says_right_wrong_or_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "final_response.json"
    file.write_text(json.dumps(eight_weeks()))
    assert main([str(file)]) == 0
    said = "right: uk-fca-disp final_response, due 2026-03-02 (late from 2026-03-03T00:00:00Z)\n"
    assert capsys.readouterr().out == said
    file.write_text(json.dumps(gate()))
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "right: uk-fca-disp ombudsman, opens 2026-03-03 (at 2026-03-03T00:00:00Z)\n"
    file.write_bytes(b"\xff{}")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out == "rejected: the file is not UTF-8 (at byte 0)\n"
    for argv in ([], ["a", "b"], [str(tmp_path / "none.json")], [str(tmp_path)], ["\0"]):
        assert main(argv) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_it_runs_alone_as_one_file(tmp_path: Path) -> None:
    alone = tmp_path / "check.py"
    alone.write_bytes(Path(check_certificate.__file__).read_bytes())
    command = [sys.executable, "-I", str(alone), "-"]
    done = subprocess.run(command, input=json.dumps(easter()).encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"right: uk-fca-disp final_response, due 2026-04-09")
