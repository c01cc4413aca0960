"""What a person is told about a rule file that is wrong: one line with file, line, key and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import InvalidPolicy
from owabi.__main__ import run
from policies.calendars import files
from policies.reader import Packs

PACK = """\
id: bakery
version: "1"
title: {en: A bakery, ja: パン屋}
extends: iso-10002
facts:
  wedding_cake:
    title: {en: For a wedding, ja: 結婚式用}
duties:
  reply:
    anchor: received
    period: {n: 2, unit: business_days}
    level: target
    source: our own
    variants:
      - when: {wedding_cake: true}
        period: {n: 4, unit: business_hours}
        source: our own
"""
OVERLAY = """\
id: our-bank
version: "1"
title: {en: Our bank, ja: 当行}
extends: uk-fca-disp
duties:
  final_response:
    period: {n: 40, unit: calendar_days}
    source: our own
hours:
  opens: "08:00"
  closes: "18:00"
  source: our own
closures:
  2026-12-24: Christmas Eve
"""
CALENDAR = """\
title: A town
source: its council
zone: Asia/Tokyo
from: 2026-01-01
until: 2026-12-31
closed:
  2026-05-04: Town Day
"""


def refused(folder: Path, name: str, text: str) -> str:
    """What is said when the packs are read with that file among the firm's own."""
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPolicy) as error:
        Packs(own=folder).check()
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_files_that_are_broken_below_are_right_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "bakery.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "our-bank.yaml").write_text(OVERLAY, encoding="utf-8")
    (tmp_path / "TOWN.yaml").write_text(CALENDAR, encoding="utf-8")
    Packs(own=tmp_path).pack("bakery")
    Packs(own=tmp_path).pack("our-bank")
    assert files.read("TOWN", tmp_path).title == "A town"


@pytest.mark.parametrize(
    "instead, by, says",
    [
        # a key that does not exist: the allowed ones, the closest first
        (
            "    anchor:",
            "    ankor:",
            "line 10: duties.reply.ankor: there is no such key; allowed here: anchor, source, kind",
        ),
        ("{n: 2,", "{m: 2,", "line 11: duties.reply.period.m: there is no such key; allowed here: n, unit, count."),
        ("facts:", "fact:", "line 5: fact: there is no such key; allowed here: facts, id, version, title"),
        (
            "      - when:",
            "      - wenn:",
            "line 15: duties.reply.variants.0.wenn: there is no such key; allowed here: when, ",
        ),
        (
            "    title: {en: For",
            "    between: [1, 2]\n    size: 3\n    title: {en: For",
            "line 8: facts.wedding_cake.size: there",
        ),
        # a value that is not allowed
        ("level: target", "level: wish", "line 12: duties.reply.level: must be one of law, guidance, target."),
        (
            "business_days",
            "workdays",
            "line 11: duties.reply.period.unit: must be one of calendar_days, business_days, weeks",
        ),
        ("{n: 2,", "{n: 0,", "line 11: duties.reply.period.n: must be greater than or equal to 1"),
        ("{n: 2,", "{n: yes,", "line 11: duties.reply.period.n: must be a valid integer"),
        (
            "anchor: received",
            "anchor: Received!",
            "line 10: duties.reply.anchor: must be a name of small letters, digits and _",
        ),
        ("{n: 2, unit: business_days}", "2", "line 11: duties.reply.period: must be keys with their values below it"),
        ("{en: A bakery, ja: パン屋}", "A bakery", "line 3: title: must be keys with their values below it"),
        ("facts:", "zone: Tokyo\nfacts:", "line 5: zone: is not an IANA time zone such as Asia/Tokyo"),
        ("facts:", "calendar: JP-GOVT\nfacts:", "line 5: calendar: no calendar 'JP-GOVT'; did you mean JP-GOV"),
        (
            "facts:",
            "calendars: [AU-]\ncalendar: DE\nfacts:",
            "line 6: calendar: bakery needs a calendar of its own place: AU-ACT",
        ),
        (
            "facts:",
            "hours: {opens: 9:00, closes: 17:30, source: x}\nfacts:",
            "line 5: hours.opens: must be a time of day in",
        ),
        (
            "facts:",
            "hours: {opens: '17:00', closes: '9:00', source: x}\nfacts:",
            "line 5: hours.closes: must be in a valid time",
        ),
        (
            "facts:",
            "hours: {opens: '17:00', closes: '09:00', source: x}\nfacts:",
            "line 5: hours: opens at 17:00 and closes at",
        ),
        (
            "facts:",
            "ladder: [{at: 110%, tell: [lead], source: x}]\nfacts:",
            "line 5: ladder.0.at: must be a share of the time",
        ),
        (
            "facts:",
            "ladder: [{at: 50%, tell: [boss], source: x}]\nfacts:",
            "line 5: ladder.0.tell.0: must be one of customer,",
        ),
        # what belongs together
        ("    anchor: received\n", "", "line 9: duties.reply: needs an `anchor`: the event from which it runs"),
        ("    level: target\n", "", "line 9: duties.reply.level: is missing; it has to be said"),
        (
            "      - when: {wedding_cake: true}\n        period",
            "      - period",
            "line 15: duties.reply.variants.0: a variant needs",
        ),
        (
            "facts:",
            "reopen: {within: never, max_rounds: 2, source: x}\nfacts:",
            "line 5: reopen.within names 'never', which is",
        ),
        (
            "    anchor: received\n",
            "    anchor: received\n    of: bakery\n",
            "line 11: duties.reply.of: there is no such key",
        ),
        # the file itself
        ("id: bakery", "id: baker", "line 1: id: must be the file's name without .yaml, 'bakery'"),
        (
            "extends: iso-10002",
            "extends: iso-1002",
            "line 4: extends: there is no pack 'iso-1002'; there are iso-10002",
        ),
        ("extends: iso-10002", "extends: bakery", "line 4: extends: 'bakery' leads back to 'bakery'"),
        ("version:", "id: bakery\nversion:", "line 2: the key 'id' stands there twice"),
        ("facts:", "facts: [", "line 7: expected ',' or ']'"),
        ("facts:", "closures: {2026-02-30: Never}\nfacts:", "line 5: 2026-02-30 is no date"),
    ],
)
def test_a_broken_pack_is_refused_at_its_line(tmp_path: Path, instead: str, by: str, says: str) -> None:
    told = refused(tmp_path, "bakery", PACK.replace(instead, by, 1))
    assert told.startswith(f"bakery.yaml, {says}")
    assert told.endswith("Mend the file and start again.")


@pytest.mark.parametrize(
    "instead, by, says",
    [
        (
            "    period: {n: 40,",
            "    perod: {n: 40,",
            "line 7: duties.final_response.perod: there is no such key; allowed",
        ),
        ("  final_response:", "  final_reponse:", "line 6: duties.final_reponse.level: is missing; it has to be said"),
        ("closures:\n", "closures:\n  Monday: closed\n", "line 14: closures.Monday: must be a valid date"),
        ("extends: uk-fca-disp", "extends: uk-fca", "line 4: extends: there is no pack 'uk-fca'; there are "),
        (
            "hours:",
            "calendar: DE\nhours:",
            "line 9: calendar: our-bank needs a calendar of its own place: GB-ENG, GB-NIR",
        ),
    ],
)
def test_a_broken_overlay_is_refused_at_its_line(tmp_path: Path, instead: str, by: str, says: str) -> None:
    assert refused(tmp_path, "our-bank", OVERLAY.replace(instead, by, 1)).startswith(f"our-bank.yaml, {says}")


def test_a_value_taken_over_that_no_longer_fits_is_shown_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "bakery.yaml").write_text(PACK.replace("unit: business_hours", "unit: parsecs"), encoding="utf-8")
    shop = "id: shop\nversion: '1'\ntitle: {en: Shop, ja: 店}\nextends: bakery\n"
    (tmp_path / "shop.yaml").write_text(shop, encoding="utf-8")
    with pytest.raises(InvalidPolicy, match=r"^bakery\.yaml, line 16: duties\.reply\.variants\.0\.period\.unit"):
        Packs(own=tmp_path).pack("shop")


def test_an_own_pack_with_the_id_of_a_shipped_one_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, "uk-nhs", OVERLAY.replace("our-bank", "uk-nhs"))
    assert "uk-nhs.yaml: id: 'uk-nhs' is a pack that is shipped" in told
    assert "`extends: uk-nhs`" in told


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "bakery.yaml").write_bytes(PACK.encode("shift_jis"))
    with pytest.raises(InvalidPolicy, match=r"^bakery\.yaml: is not in UTF-8"):
        Packs(own=tmp_path).check()


def test_a_file_that_would_be_overlooked_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "bakery.yml").write_text(PACK, encoding="utf-8")
    with pytest.raises(InvalidPolicy, match=r"bakery\.yml: is not read: packs end in \.yaml"):
        Packs(own=tmp_path).check()


@pytest.mark.parametrize(
    "instead, by, says",
    [
        ("zone:", "zon:", "line 3: zon: there is no such key; allowed here: zone, title, source, version, from, until"),
        ("Asia/Tokyo", "Edo", "line 3: zone: is not an IANA time zone such as Asia/Tokyo"),
        ("2026-05-04: Town", "2027-05-04: Town", "line 7: closed: 2027-05-04 lies outside 2026-01-01 to 2026-12-31"),
        ("until: 2026", "until: 2025", "line 5: until: 2025-12-31 is before from, 2026-01-01"),
        ("closed:", "weekdays: [mo]\nclosed:", "line 6: weekdays.0: must be one of mon, tue, wed, thu, fri, sat, sun"),
        ("closed:", "names: {Obon: お盆}\nclosed:", "line 6: names: no closed day is called 'Obon'"),
    ],
)
def test_a_broken_calendar_is_refused_at_its_line(tmp_path: Path, instead: str, by: str, says: str) -> None:
    (tmp_path / "TOWN.yaml").write_text(CALENDAR.replace(instead, by, 1), encoding="utf-8")
    with pytest.raises(InvalidPolicy) as error:
        files.read("TOWN", tmp_path)
    assert str(error.value).startswith(f"TOWN.yaml, {says}")


def test_a_folder_of_packs_that_is_not_there_is_refused_by_its_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("OWABI_PACKS", str(tmp_path / "gone"))
    assert run(["deadlines", "--pack", "uk-nhs", "--received", "2026-06-01"]) == 1
    assert capsys.readouterr().err.startswith("owabi: OWABI_PACKS: path does not point to a directory")
