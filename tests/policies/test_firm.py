"""Who writes the letters, and who signs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import InvalidPolicy
from policies import categories
from policies.firm import Firm, read

DESK = Path(__file__).parents[2] / "policies" / "data" / "firm.yaml"


@pytest.fixture(scope="module")
def firm() -> Firm:
    return read(DESK.read_text(encoding="utf-8"), DESK.name)


@pytest.mark.parametrize(
    "kind, role",
    [
        ("acknowledgement", "handler"),
        ("question", "handler"),
        ("remedy_offer", "lead"),
        ("apology_responsibility", "lead"),
        ("final_response", "manager"),
        ("not_upheld", "manager"),
    ],
)
def test_who_signs_follows_the_weight_of_the_letter(firm: Firm, kind: str, role: str) -> None:
    signatory = firm.signatory(kind)  # type: ignore[arg-type]
    assert signatory is not None
    assert signatory.role == role


def test_a_notice_to_colleagues_is_signed_by_nobody(firm: Firm) -> None:
    assert firm.signatory("notice") is None


def test_a_firm_that_leaves_a_kind_of_letter_unsigned_is_refused() -> None:
    text = "\n".join(line for line in DESK.read_text(encoding="utf-8").splitlines() if "aftercare" not in line)
    with pytest.raises(InvalidPolicy, match=r"firm\.yaml: .*no signatory for aftercare"):
        read(text, "firm.yaml")


def test_the_firm_is_invented_and_its_numbers_ring_nowhere(firm: Firm) -> None:
    assert firm.email == "complaints@example.com"
    assert firm.phone.ja.startswith("000-")
    assert firm.phone.en.startswith("01632 960")


def test_recourse_is_named_in_both_languages(firm: Firm) -> None:
    assert "消費生活センター" in "".join(firm.recourse.of("ja"))
    assert "named in your contract" in " ".join(firm.recourse.of("en"))


def test_a_category_is_shown_in_the_readers_words_and_a_foreign_one_as_it_came() -> None:
    path = DESK.with_name("categories.yaml")
    known = categories.read(path.read_text(encoding="utf-8"), path.name)
    assert known.titles("billing.charged_twice")["ja"] == "請求・お支払い › 二重の請求"
    assert known.titles("billing")["en"] == "Billing and payments"
    assert known.titles("Mortgage") == known.titles("billing.moon_phase") == {}
    assert known.has("billing.charged_twice")
    assert not known.has("billing.moon_phase")


def test_a_text_that_no_letter_says_is_refused_with_those_there_are() -> None:
    text = DESK.read_text(encoding="utf-8").replace("    leaflet:", "    leaflets:")
    with pytest.raises(
        InvalidPolicy, match=r"texts\.uk-fca-disp\.leaflets is no text that a letter says; there are .*leaflet"
    ):
        read(text, "firm.yaml")


def test_what_one_pack_has_not_got_is_looked_for_in_the_pack_it_extends(firm: Firm) -> None:
    assert firm.text(["our-bank", "uk-fca-disp"], "leaflet", "en") == firm.texts["uk-fca-disp"]["leaflet"].en
    assert firm.text(["our-bank"], "leaflet", "en") == ""


def test_the_firm_says_who_is_the_executive_and_who_is_legal(firm: Firm) -> None:
    assert firm.beside_the_desk == {"executive": "hyohon.osamu", "legal": "kihan.rei"}
    assert firm.model_copy(update={"executive": None, "legal": ""}).beside_the_desk == {}
