"""How customers want to be reached, from another system's file: their wishes and nothing else, under a key that names nobody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from activities.customers import CustomerKey
from adapters.customer_csv import CustomerCsv
from domain.errors import InvalidPolicy
from messages.decisions import EarlierComplaint

KEY = CustomerKey("k1", b"secret")
FILE = """id,by,hours,not_before,discreet,large_print,interpreter,no_contact
cust-1,phone email,平日 14:00-17:00,,yes,,,
cust-2,letter,,10:00,no,YES,0,false
"""


class History:
    """The register, as far as it is asked."""

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        return [EarlierComplaint(reference=f"{customer_key}/{not_reference}")]


def record(folder: Path, text: str = FILE) -> CustomerCsv:
    (folder / "customers.csv").write_text(text, encoding="utf-8")
    return CustomerCsv(History(), folder / "customers.csv", KEY)


async def test_wishes_are_found_by_the_keyed_customer_and_history_is_the_registers(tmp_path: Path) -> None:
    crm = record(tmp_path, "\ufeff" + FILE)
    assert await crm.preferences(KEY.of("cust-1")) == {
        "by": ["phone", "email"],
        "hours": "平日 14:00-17:00",
        "discreet": True,
    }
    assert await crm.preferences(KEY.of("cust-2")) == {"by": ["letter"], "not_before": "10:00", "large_print": True}
    assert await crm.preferences(KEY.of("cust-3")) == {}
    assert [one.reference for one in await crm.earlier("k1:abc", "K-1")] == ["k1:abc/K-1"]


async def test_a_file_with_semicolons_is_read_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    crm = record(tmp_path, "id;no_contact\ncust-1;yes\n")
    assert await crm.preferences(KEY.of("cust-1")) == {"no_contact": True}
    (tmp_path / "customers.csv").write_text("id,by\ncust-1,email\n", encoding="utf-8")
    os.utime(tmp_path / "customers.csv", (0, 0))
    assert await crm.preferences(KEY.of("cust-1")) == {"by": ["email"]}


@pytest.mark.parametrize(
    "text, why",
    [
        ("id,by,name\ncust-1,phone,Sam\n", "line 1: the columns are id and any of by"),
        ("customer,by\ncust-1,phone\n", "line 1: the columns are id"),
        ("", "line 1: the columns are id"),
        ("id,by\n,phone\n", "line 2: id: missing"),
        ("id,by\ncust-1,through his sister Ann\n", "line 2: by: takes"),
        ("id,hours\ncust-1,when Ann is out\n", "line 2: hours: takes days and times alone"),
        ("id,discreet\ncust-1,perhaps\n", "line 2: discreet: takes yes or no"),
    ],
)
def test_what_is_no_wish_is_refused_by_line_and_never_repeated(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InvalidPolicy, match=why) as refused:
        record(tmp_path, text)
    assert "Ann" not in str(refused.value)
    assert "Sam" not in str(refused.value)


def test_a_file_that_is_not_there_is_said_when_the_worker_starts(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match=r"gone\.csv: cannot be read"):
        CustomerCsv(History(), tmp_path / "gone.csv", KEY)
