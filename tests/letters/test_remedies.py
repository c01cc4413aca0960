"""What a letter says of a remedy: what it means for the customer, on which ground and by when, and nothing that is not so."""

from __future__ import annotations

from typing import Any

import pytest

from domain.words import LetterKind, Locale
from letters.checking import check_letter
from letters.preview import example_order
from letters.rendering import render
from letters.wording import read_folder
from messages.deeds import LetterOrder
from policies.firm import Firm

FETCHED = {"ja": "ご契約を取りやめ、機械を引き取ります。", "en": "We end the contract and fetch the machine."}
COOLING_OFF = {"ja": "クーリング・オフ", "en": "cooling-off"}
MONEY: dict[str, Any] = {"offer": "O1", "kind": "compensation", "amount": "10", "currency": "GBP", "state": "agreed"}


def written(kind: LetterKind, locale: Locale, firm: Firm, *parts: dict[str, Any], **facts: Any) -> str:
    order = example_order(kind, locale)
    words = {"descriptions": {"O1": FETCHED[locale]}}
    if kind in ("remedy_offer", "reminder"):
        facts = {"about": "offer", "alternatives": [{"id": "A", "items": list(parts)}], **facts}
        facts["offers"], words = facts["alternatives"], {"descriptions": {"A": FETCHED[locale]}}
    else:
        facts = {"items": list(parts), **facts}
    order = order.model_copy(update={"facts": order.facts | facts, "personal": (order.personal or {}) | words})
    return render(order, firm).text


@pytest.mark.parametrize("kind", ["final_response", "apology_responsibility", "remedy_done"])
@pytest.mark.parametrize(
    "locale, done", [("ja", "11月30日（月）に実施いたしました"), ("en", "Done on Monday 30 November 2026")]
)
def test_work_is_named_by_what_it_means_for_the_customer(
    kind: LetterKind, locale: Locale, done: str, firm: Firm
) -> None:
    part = {"offer": "O1", "kind": "process_change", "ground": "obligation", "state": "done", "done_on": "2026-11-30"}

    text = written(kind, locale, firm, part | {"receipt": "ledger-1"})

    assert FETCHED[locale] in text
    assert done in text
    assert "業務の改善" not in text
    assert "change in how we work" not in text


@pytest.mark.parametrize(
    "part, said",
    [
        (
            {"kind": "refund", "ground": "expenses"},
            "ご返金　3,300円（実費として、6月29日（月）までにお返しいたします）",
        ),
        ({"kind": "repair", "ground": "obligation"}, "修理費用　3,300円（6月29日（月）までにお支払いいたします）"),
        ({"kind": "compensation", "ground": "sympathy"}, "お支払い　3,300円（お見舞いとして、6月29日（月）までに"),
        ({"kind": "compensation", "ground": "obligation"}, "損害に対するお支払い　3,300円（6月29日（月）までに"),
        ({"kind": "voucher", "ground": "goodwill", "upheld": True}, "商品券　3,300円（お詫びのしるしとして、"),
        (
            {"kind": "voucher", "ground": "goodwill"},
            "商品券　3,300円（弊社の気持ちとして、6月29日（月）までにお送りいたします）",
        ),
    ],
)
def test_each_part_states_its_ground_and_its_day(part: dict[str, Any], said: str, firm: Firm) -> None:
    money = {"offer": "O1", "amount": "3300", "currency": "JPY", "state": "agreed", "by": "2026-06-29"}

    assert said in written("apology_responsibility", "ja", firm, money | part)


def test_a_payment_that_is_a_kindness_is_no_compensation(firm: Firm) -> None:
    text = written("final_response", "en", firm, MONEY | {"ground": "goodwill"})

    assert "A payment of £10.00 (as a gesture of goodwill)" in text
    assert "Compensation of £10.00" in written("final_response", "en", firm, MONEY | {"ground": "obligation"})


@pytest.mark.parametrize(
    "locale, stands",
    [("ja", "弊社の気持ちとして、次のとおり対応いたします"), ("en", "Our decision stands. As a gesture of goodwill")],
)
def test_a_kindness_after_a_no_does_not_read_as_an_admission(locale: Locale, stands: str, firm: Firm) -> None:
    assert stands in written("not_upheld", locale, firm, MONEY | {"ground": "goodwill"})
    assert stands not in written("final_response", locale, firm, MONEY | {"ground": "goodwill"})


@pytest.mark.parametrize("kind", ["remedy_offer", "reminder"])
@pytest.mark.parametrize(
    "locale, right, lapses_not",
    [
        (
            "ja",
            "法令・ご契約に基づくもの：クーリング・オフ",
            "お客様の権利が、お返事の有無により変わることはございません",
        ),
        ("en", "yours by right: cooling-off", "what is yours by right does not depend on your answer"),
    ],
)
def test_a_right_is_no_proposal_that_lapses(
    kind: LetterKind, locale: Locale, right: str, lapses_not: str, firm: Firm
) -> None:
    owed = {"kind": "process_change", "ground": "obligation", "owed_under": [COOLING_OFF[locale]]}

    text = written(kind, locale, firm, owed)
    assert right in text
    assert lapses_not in text
    assert ("ご提案は" if locale == "ja" else "What we offer") not in text

    plain = written(kind, locale, firm, {"kind": "process_change", "ground": "obligation"})
    assert right not in plain
    assert lapses_not not in plain


def test_an_offer_is_told_in_its_own_words_and_its_money_by_name(firm: Firm) -> None:
    text = written("remedy_offer", "ja", firm, {"kind": "redo", "ground": "obligation"}, MONEY | {"ground": "goodwill"})

    assert FETCHED["ja"] in text
    assert "改めてのご対応" not in text
    assert "・お支払い　£10.00（弊社の気持ちとして）" in text


def test_the_words_of_an_offer_were_approved_with_it(firm: Firm) -> None:
    order: LetterOrder = example_order("final_response", "en")
    words = {"descriptions": {"O1": "We pay this in full and final settlement."}}
    facts = order.facts | {"items": [MONEY | {"ground": "obligation", "kind": "refund"}]}
    order = order.model_copy(update={"facts": facts, "personal": (order.personal or {}) | words})

    assert check_letter(order, render(order, firm), firm, read_folder()["en"]) == []
