"""Rows of the Bureau's export as complaints. The rows here are written for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from messages.intake import MAX_DESCRIPTION, check_intake
from owabi.failing import Failed, Misused
from owabi.importing.cfpb import BadRow, column, day_of, intake_of, reference_of
from owabi.importing.rows import batch_of, newest, rows

OLD = "date_received,product,issue,consumer_complaint_narrative,tags,submitted_via,date_sent_to_company,complaint_id"
NEW = "Date received,Product,Issue,Consumer complaint narrative,Tags,Submitted via,Date sent to company,Complaint ID"
NOW = datetime(2026, 5, 7, tzinfo=UTC)


def row(**changes: str) -> dict[str, str]:
    return {
        "date_received": "2017-03-21",
        "product": "Credit card",
        "issue": "Billing disputes",
        "consumer_complaint_narrative": "",
        "tags": "",
        "submitted_via": "Web",
        "complaint_id": "101",
        **changes,
    }


def intake(**changes: str) -> dict[str, object]:
    return intake_of(row(**changes), source="import:0123456789ab")


def export(path: Path, *lines: str, header: str = OLD, encoding: str = "utf-8") -> Path:
    file = path / "export.csv"
    file.write_bytes("\r\n".join([header, *lines, ""]).encode(encoding))
    return file


def test_a_row_becomes_a_complaint_that_every_door_accepts() -> None:
    made = intake(consumer_complaint_narrative="They charged me twice.", tags="Older American, Servicemember")
    checked = check_intake(made, NOW)
    assert checked.reference == "cfpb-101"
    assert checked.category == "credit_card.billing_disputes"
    assert checked.channel == "web_form"
    assert checked.source == "import:0123456789ab"
    assert checked.received_at == datetime(2017, 3, 21, 4, tzinfo=UTC), "00:00 in New York, summer time"
    assert checked.personal is not None
    assert checked.personal.customer.vulnerable
    assert checked.personal.customer.id == "cfpb-101"
    assert checked.personal.subject == "Billing disputes"
    assert checked.personal.description == "They charged me twice."


@pytest.mark.parametrize(
    "via, channel",
    [
        ("Web", "web_form"),
        ("Phone", "phone"),
        ("Email", "email"),
        ("Fax", "fax"),
        ("Postal mail", "letter"),
        ("Referral", "referral"),
        ("Web Referral", "referral"),
        ("WEB", "web_form"),
    ],
)
def test_every_way_in_has_its_channel(via: str, channel: str) -> None:
    assert intake(submitted_via=via)["channel"] == channel


@pytest.mark.parametrize("text", ["2013-07-29", "7/29/2013", "07/29/2013", " 2013-07-29 ", "2013-07-29T12:00:00-05:00"])
def test_dates_are_iso_or_american(text: str) -> None:
    assert day_of(text) == date(2013, 7, 29)


@pytest.mark.parametrize("text", ["", "29/7/2013", "yesterday", "2013-13-01", "7/29/13"])
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(BadRow, match="date received"):
        day_of(text)


@pytest.mark.parametrize(
    "old, new",
    [("date_received", "Date received"), ("complaint_id", "Complaint ID"), ("timely_response", "Timely response?")],
)
def test_both_spellings_of_a_column_are_one(old: str, new: str) -> None:
    assert column(old) == column(new) == old


def test_a_row_without_an_id_is_the_same_complaint_every_time() -> None:
    first, again, other = row(complaint_id=""), row(complaint_id=""), row(complaint_id="", issue="Late fee")
    assert reference_of(first) == reference_of(again) != reference_of(other)
    assert reference_of(first).startswith("cfpb-row-")
    check_intake(intake(complaint_id=""), NOW)


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"submitted_via": "Pigeon"}, "submitted via"),
        ({"date_received": "soon"}, "date received"),
        ({"date_sent_to_company": "soon"}, "date sent to company"),
        ({"product": "", "issue": ""}, "product and issue"),
        ({"complaint_id": "../etc"}, "complaint id"),
        ({"consumer_complaint_narrative": "caf\udce9"}, "not UTF-8"),
    ],
)
def test_a_bad_row_says_what_is_wrong_with_it(changes: dict[str, str], reason: str) -> None:
    with pytest.raises(BadRow, match=reason):
        intake(**changes)


def test_odd_text_is_accepted_by_the_doors() -> None:
    made = intake(
        consumer_complaint_narrative="a\x00b\u2028c\r\nd {{ 7 * 7 }}", issue="Late\nfee\x07", product="  Credit   card "
    )
    checked = check_intake(made, NOW)
    assert checked.personal is not None
    assert checked.personal.description == "a b c\nd {{ 7 * 7 }}"
    assert checked.personal.subject == "Late fee"


def test_a_narrative_beyond_the_limit_is_cut_and_says_so() -> None:
    checked = check_intake(intake(consumer_complaint_narrative="x" * 40_000), NOW)
    assert checked.personal is not None
    assert len(checked.personal.description) == MAX_DESCRIPTION
    assert checked.personal.description.endswith("the whole text is in the imported file]")


def test_all_dates_move_together() -> None:
    moved = intake_of(row(date_sent_to_company="2017-03-23"), source="s", shift=timedelta(days=10))
    assert str(moved["received_at"]).startswith("2017-03-31T00:00:00-04:00")
    assert moved["facts"]["sent_to_company_on"] == "2017-04-02"


@pytest.mark.parametrize("header, encoding", [(OLD, "utf-8"), (NEW, "utf-8"), (OLD, "utf-8-sig"), (NEW, "utf-8-sig")])
def test_both_headers_with_and_without_byte_order_mark(tmp_path: Path, header: str, encoding: str) -> None:
    file = export(tmp_path, "2017-03-21,Mortgage,Other,,,Fax,,7", header=header, encoding=encoding)
    found = list(rows(file))
    assert [(one.line, one.fault, one.values["complaint_id"]) for one in found] == [(2, "", "7")]


def test_a_bad_row_has_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        '2017-03-21,Mortgage,Other,"two\nlines",,Fax,,7',
        "too,few",
        "2017-03-21,Mortgage,Other,,,Fax,,8",
    )
    found = list(rows(file))
    assert [one.line for one in found] == [2, 4, 5]
    assert [bool(one.fault) for one in found] == [False, True, False]
    assert found[1].fault == "2 fields where the header has 8"


def test_bytes_that_are_not_utf_8_spoil_only_their_row(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(
        f"{OLD}\n2017-03-21,Mortgage,caf\xe9,,,Fax,,7\n2017-03-21,Mortgage,Other,,,Fax,,8\n".encode("latin-1")
    )
    first, second = rows(file)
    with pytest.raises(BadRow, match="UTF-8"):
        intake_of(first.values, source="s")
    assert intake_of(second.values, source="s")["reference"] == "cfpb-8"


def test_a_limit_stops_reading(tmp_path: Path) -> None:
    file = export(tmp_path, *(f"2017-03-2{day},Mortgage,Other,,,Fax,,{day}" for day in range(1, 6)))
    assert len(list(rows(file, 2))) == 2
    assert newest(file) == date(2017, 3, 25)
    assert newest(file, 2) == date(2017, 3, 22)


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no column product, issue, submitted_via"):
        list(rows(export(tmp_path, "x", header="date_received,colour")))
    (tmp_path / "empty.csv").touch()
    with pytest.raises(Failed, match="is empty"):
        list(rows(tmp_path / "empty.csv"))
    with pytest.raises(Misused, match="cannot read"):
        list(rows(tmp_path / "nowhere.csv"))


def test_the_same_file_is_the_same_batch(tmp_path: Path) -> None:
    file = export(tmp_path, "2017-03-21,Mortgage,Other,,,Fax,,7")
    assert batch_of(file) == batch_of(file)
    assert len(batch_of(file)) == len("import:") + 12
