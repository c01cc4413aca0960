"""The calendar files: the days they must hold, what a wrong one says, and that they agree with the library they come from."""

from __future__ import annotations

import hashlib
import json
import time
import warnings
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.errors import InvalidPolicy
from owabi.calendars.places import PLACES
from policies.calendars.files import FOLDER, content_hash, ids, read
from policies.reader import Packs

PROCLAIMED_UNTIL = date(2026, 12, 31)
"""Days after this are the library's forecast."""

SMALL = """title: A shop
source: its owner
zone: Europe/London
from: 2026-01-01
until: 2026-12-31
closed:
  2026-05-04: May Day
"""


@pytest.fixture(scope="module", autouse=True)
def _development() -> None:
    pytest.importorskip("holidays", reason="comes with the tools for development")


@pytest.mark.parametrize("calendar_id", PLACES)
def test_every_file_agrees_with_the_library(calendar_id: str) -> None:
    from owabi.calendars import library
    from owabi.calendars.writing import drift

    place, calendar = PLACES[calendar_id], read(calendar_id)
    closed = library.closed_days(place)
    differ = drift(calendar_id, calendar.closed, closed)
    assert [str(one) for one in differ if one.day <= PROCLAIMED_UNTIL] == []
    if differ:
        warnings.warn(f"forecasts changed; run `owabi calendar write`: {[str(one) for one in differ]}", stacklevel=1)
    assert (calendar.zone, calendar.from_.year, calendar.until.year) == (place.zone, 2016, 2040)
    assert calendar.names == library.japanese_names(place, closed)


def test_there_are_no_other_files_than_those_written_and_the_one_by_hand() -> None:
    assert set(ids()) == {*PLACES, "weekdays"}


def test_a_difference_names_the_calendar_the_day_and_the_side() -> None:
    from owabi.calendars.writing import drift

    in_file = {date(2026, 5, 4): "May Day", date(2026, 6, 15): "World Cup", date(2026, 8, 3): "Bank Holiday"}
    in_library = {date(2026, 5, 4): "May Day", date(2026, 8, 3): "Summer Bank Holiday", date(2026, 11, 30): "St Andrew"}
    assert [str(one) for one in drift("GB-SCT", in_file, in_library)] == [
        "GB-SCT 2026-06-15: only in the file (World Cup)",
        "GB-SCT 2026-08-03: Bank Holiday in the file, Summer Bank Holiday in the library",
        "GB-SCT 2026-11-30: only in the library (St Andrew)",
    ]


@pytest.mark.parametrize(
    "calendar_id,day,name",
    [
        ("GB-SCT", "2026-06-15", "Scotland's participation in the FIFA World Cup final"),
        ("GB-ENG", "2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("GB-NIR", "2023-05-08", "Coronation of Charles III"),
        ("GB-WLS", "2026-12-28", "Boxing Day (observed)"),
        ("AU-NSW", "2026-04-27", "ANZAC Day (observed)"),
        ("AU-VIC", "2022-09-22", "National Day of Mourning for Queen Elizabeth II"),
        ("JP", "2026-09-22", "National Holiday"),
        ("JP", "2020-07-24", "Sports Day"),  # moved for the Olympic Games
        ("JP-GOV", "2021-07-22", "Marine Day"),
        ("JP-GOV", "2026-12-29", "Year-end closure of government offices"),
        ("JP-GOV", "2027-01-03", "Year-end closure of government offices"),
        ("JP-GOV", "2027-01-01", "New Year's Day"),
        ("US-OBS", "2026-07-03", "Independence Day (observed)"),
        ("US-OBS", "2026-07-04", "Independence Day"),
        ("DE-BY", "2026-01-06", "Epiphany"),
    ],
)
def test_days_that_are_easily_forgotten_are_there(calendar_id: str, day: str, name: str) -> None:
    assert read(calendar_id).closed[date.fromisoformat(day)] == name


@pytest.mark.parametrize(
    "calendar_id,day",
    [
        ("GB-ENG", "2026-06-15"),
        ("AU-VIC", "2026-04-27"),
        ("JP", "2026-12-29"),
        ("JP", "2021-07-19"),  # Marine Day was moved away
        ("US-STRICT", "2026-07-03"),
        ("DE", "2026-01-06"),
    ],
)
def test_days_that_are_wrongly_taken_for_closed_are_open(calendar_id: str, day: str) -> None:
    assert date.fromisoformat(day) not in read(calendar_id).closed


def test_japanese_days_have_their_japanese_names() -> None:
    names = read("JP-GOV").names
    assert names["Constitution Day"] == "憲法記念日"
    assert names["Year-end closure of government offices"] == "年末年始の閉庁日"
    assert set(read("JP-GOV").closed.values()) == set(names)


@pytest.mark.parametrize("calendar_id", ["GB-ENG", "IE", "JP", "US-OBS", "AU-NSW", "DE", "FR", "IS"])
def test_names_are_english(calendar_id: str) -> None:
    assert "New Year's Day" in read(calendar_id).closed[date(2026, 1, 1)]


def test_saturdays_can_be_business_days() -> None:
    assert read("US-OBS").weekdays == ["mon", "tue", "wed", "thu", "fri"]
    assert read("US-OBS+SAT").weekdays == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert read("US-OBS+SAT").closed == read("US-OBS").closed
    assert content_hash(read("US-OBS+SAT")) != content_hash(read("US-OBS"))


@pytest.mark.parametrize(
    "wrong,says",
    [
        ("GB", "no calendar 'GB'; name one of its parts: GB-ENG, GB-NIR, GB-SCT, GB-WLS"),
        ("US+SAT", "no calendar 'US'; name one of its parts: US-OBS, US-STRICT"),
        ("gb-sct", "no calendar 'gb-sct'; did you mean GB-SCT"),
        ("JP-GOVT", "no calendar 'JP-GOVT'; did you mean JP-GOV"),
        ("../packs/iso-10002", "those there are are listed by `owabi calendar list`"),
    ],
)
def test_an_unknown_calendar_is_refused_with_those_that_come_close(wrong: str, says: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        read(wrong)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "instead,by,says",
    [
        ("title:", "tittle:", "shop.yaml, line 1: tittle: there is no such key; allowed here: title, source, version,"),
        ("source: its owner\n", "", "shop.yaml: source: is missing; it has to be said"),
        ("closed:", "weekdays: [mon, funday]\nclosed:", "shop.yaml, line 6: weekdays.1: must be one of mon, tue, wed"),
        ("Europe/London", "London", "shop.yaml, line 3: zone: is not an IANA time zone"),
        ("2026-05-04: May Day", "2026-05-32: May Day", "shop.yaml, line 7: 2026-05-32 is no date"),
        (
            "2026-05-04: May Day",
            "2027-05-03: May Day",
            "shop.yaml, line 7: closed: 2027-05-03 lies outside 2026-01-01 to",
        ),
        ("until: 2026", "until: 2025", "shop.yaml, line 5: until: 2025-12-31 is before from, 2026-01-01"),
        ("closed:", "names: {Obon: お盆}\nclosed:", "shop.yaml, line 6: names: no closed day is called 'Obon'"),
        ("zone:", "title: Twice\nzone:", "shop.yaml, line 3: the key 'title' stands there twice"),
        ("zone:", "zone: [", "shop.yaml, line 4"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_key(tmp_path: Path, instead: str, by: str, says: str) -> None:
    (tmp_path / "shop.yaml").write_text(SMALL.replace(instead, by, 1), encoding="utf-8")
    with pytest.raises(InvalidPolicy) as refused:
        read("shop", tmp_path)
    assert str(refused.value).startswith(says)


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert read("shop", tmp_path) is read("shop", tmp_path)
    time.sleep(0.02)
    file.write_text(SMALL.replace("A shop", "Two shops"), encoding="utf-8")
    assert read("shop", tmp_path).title == "Two shops"


def test_the_hash_is_over_what_a_date_depends_on(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "same.yaml").write_text(SMALL.replace("May Day", "Early May").replace("A shop", "B"), encoding="utf-8")
    (tmp_path / "less.yaml").write_text(SMALL.replace("-05-04", "-05-05"), encoding="utf-8")
    canonical = (
        '{"closed":["2026-05-04"],"from":"2026-01-01","until":"2026-12-31",'
        '"weekdays":["mon","tue","wed","thu","fri"],"zone":"Europe/London"}'
    )
    assert json.loads(canonical)
    assert content_hash(read("shop", tmp_path)) == hashlib.sha256(canonical.encode()).hexdigest()
    assert content_hash(read("same", tmp_path)) == content_hash(read("shop", tmp_path))
    assert content_hash(read("less", tmp_path)) != content_hash(read("shop", tmp_path))


def test_the_reader_of_packs_reads_every_calendar() -> None:
    packs = Packs()
    for calendar_id in ids():
        days, name, zone = packs.place(packs.pack("iso-10002"), calendar_id)
        assert (days.closed, name, ZoneInfo(zone).key) == (read(calendar_id).closed, calendar_id, days.zone)


def test_a_calendar_is_only_written_anew_when_it_says_something_else(tmp_path: Path) -> None:
    from owabi.calendars.writing import write

    place, file = PLACES["JP"], tmp_path / "JP.yaml"
    assert write(place, tmp_path)
    assert read("JP", tmp_path).closed == read("JP", FOLDER).closed
    file.write_text(file.read_text(encoding="utf-8").replace("holidays 0.", "holidays 0.0."), encoding="utf-8")
    assert not write(place, tmp_path), "an older release that says the same"
    time.sleep(0.02)
    file.write_text(file.read_text(encoding="utf-8").replace("  2026-09-22: National Holiday\n", ""), encoding="utf-8")
    assert write(place, tmp_path)
    assert date(2026, 9, 22) in read("JP", tmp_path).closed
