"""What a pack asks of its letters stands in them, in both languages; a letter that lacks it is not written."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import yaml

from domain.errors import MissingContent
from domain.words import LetterKind, Locale
from letters.contract import promise, prove
from letters.preview import Medium, example_order
from letters.rendering import render
from messages.deeds import LetterOrder
from policies.contracts import ITEMS, STANDING, contract_of
from policies.firm import Firm
from policies.reader import HERE, Packs
from tests.letters.test_every_kind import LOCALES, MEDIA, WORDS, squeezed

SPRING = datetime(2026, 4, 2, 13, 5, tzinfo=UTC)
SUMMER = datetime(2026, 7, 2, 13, 5, tzinfo=UTC)
PACKS = Packs()


@cache
def rules(pack: str) -> dict[str, Any]:
    """The rules of a pack as a complaint carries them."""
    calendar = "AU-NSW" if pack == "au-rg271" else None
    return PACKS.snapshot(pack, SUMMER.date(), calendar=calendar).rules


CONTRACTS: list[tuple[str, LetterKind]] = [(pack, kind) for pack in PACKS.ids() for kind in PACKS.pack(pack).letters]  # type: ignore[misc]
EVERY = [(pack, kind, locale, medium) for pack, kind in CONTRACTS for locale in LOCALES for medium in MEDIA]

ASKED = yaml.safe_load((HERE.parent / "letters" / "examples.yaml").read_text(encoding="utf-8"))["asked"]
"""What the examples say beside the usual, where a pack asks for it."""
SAID: dict[str, dict[Locale, str]] = {
    "all_points": {"en": "> You took £84.20", "ja": "> トースターの使用中に"},
    "communications": {"en": "you telephoned us", "ja": "お電話をいただきました"},
    "decision": {"en": "You are right about this", "ja": "お申し出のとおり"},
    "facts_found": {"en": "Both payments left your account", "ja": "はんだ付けに不良"},
    "new_date": {"en": "Friday 19 June 2026", "ja": "6月19日（金）"},
    "offer_still_open": {"en": "stays open until 30 June", "ja": "6月30日（火）まで"},
    "reasons": {"en": "Our records show a single order", "ja": "発熱した跡"},
    "reasons_for_delay": {"en": "we expect its result on 12 June", "ja": "6月12日（金）に届く見込み"},
    "resolved_statement": {"en": "we now consider your complaint resolved", "ja": "解決したものと承っております"},
    "signature": {"en": "Robin Example", "ja": "例示 三郎"},
    "stage": {"en": "our stage 1 response", "ja": "第1段階のご回答"},
    "timetable": {"en": "full answer by Thursday 28 May 2026", "ja": "5月22日（金）までに、お調べした結果を"},
}
"""How one sees, reading the letter, that an item is there."""
OF_A_KIND: dict[tuple[str, str], dict[Locale, str]] = {
    ("not_upheld", "all_points"): {"en": "> You charged me twice", "ja": "> 同じ代金が2回"},
    ("not_upheld", "decision"): {"en": "we cannot agree with you", "ja": "沿いかねるとの結論"},
    ("not_upheld", "facts_found"): {"en": "a check of your card", "ja": "ご利用枠の確認で"},
    ("not_upheld", "reasons"): {"en": "The card company's record", "ja": "カード会社から取り寄せた記録"},
    ("holding_response", "new_date"): {"en": "Friday 22 May 2026", "ja": "6月9日（火）"},
    ("holding_response", "reasons_for_delay"): {"en": "its record of the two payments", "ja": "提携先の金融機関へ照会"},
    ("signposting", "decision"): {
        "en": "could not establish that the second",
        "ja": "扱いによるものとは認められません",
    },
}


def order_under(pack: str, kind: LetterKind, locale: Locale, medium: Medium = "email", **changes: Any) -> LetterOrder:
    """The example of that kind as a complaint under that pack orders it in July 2026."""
    stage = changes.pop("stage", 1)
    contract = contract_of(pack, rules(pack), "Europe/London", stage, [kind])
    order = example_order(kind, locale, medium, contract)
    facts = order.facts | ({"stage": stage} if stage > 1 else {}) | changes.pop("facts", {})
    return order.model_copy(update={"at": SUMMER, "facts": facts, **changes})


def required_by(pack: str, kind: str) -> list[str]:
    return [item for contract in PACKS.pack(pack).letters[kind] for item in contract.must]


def words_for(item: str, pack: str, kind: str, locale: Locale, firm: Firm, stage: int = 1) -> str:
    if item in STANDING:
        key = f"escalation_route_stage{stage}" if item == "escalation_route" else item
        return firm.texts[pack][key].of(locale)
    if item in ASKED and "personal" in ASKED[item][locale]:
        return str(ASKED[item][locale]["personal"][item])
    return OF_A_KIND.get((kind, item), SAID.get(item, {}))[locale]


@pytest.mark.parametrize("pack, kind, locale, medium", EVERY)
def test_every_item_a_pack_asks_for_stands_in_its_letter(
    pack: str, kind: LetterKind, locale: Locale, medium: Medium, firm: Firm
) -> None:
    letter = render(order_under(pack, kind, locale, medium), firm)

    for item in required_by(pack, kind):
        words = squeezed(words_for(item, pack, kind, locale, firm))
        assert words in squeezed(letter.text), item
        assert words in squeezed(letter.html.replace("&#39;", "'").replace("&gt; ", "> ")) or words.startswith(">"), (
            item
        )
    shown = f"{letter.subject}\n{letter.text}".casefold()
    assert [word for word in WORDS["staff_only"] + WORDS["no_apology"] if word in shown] == []


CASE_ITEMS = [
    (p, k, i) for p, k in CONTRACTS for i in required_by(p, k) if i not in STANDING and i != "resolved_statement"
]


@pytest.mark.parametrize("pack, kind, item", CASE_ITEMS)
def test_a_letter_without_an_item_is_not_written(pack: str, kind: LetterKind, item: str, firm: Firm) -> None:
    order = order_under(pack, kind, "en")
    order = order.model_copy(update={"facts": only(order, item)})
    for path in ITEMS[item].carried_by:
        place, *keys = path.split(".")
        whole = dict(order.facts if place == "facts" else order.personal or {})
        if len(keys) == 2:
            whole[keys[0]] = {name: value for name, value in whole[keys[0]].items() if name != keys[1]}
        else:
            whole.pop(keys[0], None)
        order = order.model_copy(update={place: whole})

    with pytest.raises(MissingContent) as refusal:
        render(order, firm)
    assert f"{kind}: {item} is missing, which {pack} requires (" in str(refusal.value)


@pytest.mark.parametrize(
    "pack, kind, item", [(p, k, i) for p, k in CONTRACTS for i in required_by(p, k) if i in STANDING]
)
def test_a_text_the_firm_has_not_written_is_named_with_its_key(
    pack: str, kind: LetterKind, item: str, firm: Firm
) -> None:
    poorer = firm.model_copy(update={"texts": {}})

    order = order_under(pack, kind, "ja")
    with pytest.raises(MissingContent) as refusal:
        promise(order.model_copy(update={"facts": only(order, item)}), poorer)

    key = "escalation_route_stage1" if item == "escalation_route" else item
    source = next(one.source for one in PACKS.pack(pack).letters[kind] if item in one.must)
    assert f"{kind}: {item} is missing, which {pack} requires ({source}); write texts.{pack}.{key}.ja" in str(
        refusal.value
    )


def only(order: LetterOrder, item: str) -> dict[str, Any]:
    """The order's facts with a contract that asks for that item alone."""
    contract = order.facts["contract"]
    rules_ = [{**rule, "must": [item]} for rule in contract["rules"] if item in rule["must"]]
    return {**order.facts, "contract": {**contract, "rules": rules_}}


def test_a_template_that_loses_an_item_writes_nothing(firm: Firm) -> None:
    order = order_under("uk-fca-disp", "final_response", "en")
    promised = promise(order, firm)

    with pytest.raises(MissingContent, match=r"decision is missing, .* its template does not say it"):
        prove("Dear customer, no.", promised, order)


def test_an_item_said_with_other_words_is_not_said(firm: Firm) -> None:
    order = order_under("au-rg271", "delay_notice", "en")
    told = "".join(f"\ufdd7{one.item}\ufdd8We are late.\ufdd9" for one in promise(order, firm).needed)

    with pytest.raises(MissingContent, match="reasons_for_delay is missing"):
        prove(told, promise(order, firm), order)


@pytest.mark.parametrize(
    "sent_at, binds",
    [
        (datetime(2026, 5, 31, 22, 59, tzinfo=UTC), False),  # a minute before midnight in London
        (datetime(2026, 5, 31, 23, 0, tzinfo=UTC), True),
    ],
)
def test_the_timetable_is_owed_from_the_local_day_on_which_the_rule_begins(
    sent_at: datetime, binds: bool, firm: Firm
) -> None:
    order = order_under("uk-fca-disp", "acknowledgement", "en", at=sent_at, facts={"final_response_by": None})

    if not binds:
        assert "full answer by" not in render(order, firm).text
        return
    with pytest.raises(MissingContent, match=r"acknowledgement: timetable is missing, .*DISP 1\.6\.1R"):
        render(order, firm)
    by_hand = {**(order.personal or {}), "timetable": "You will have our full answer by the end of July."}
    assert "by the end of July" in render(order.model_copy(update={"personal": by_hand}), firm).text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_way_on_depends_on_the_stage(locale: Locale, firm: Firm) -> None:
    first = render(order_under("uk-housing", "final_response", locale), firm).text
    second = render(order_under("uk-housing", "final_response", locale, stage=2), firm).text

    ask, ombudsman = (firm.texts["uk-housing"][f"escalation_route_stage{n}"].of(locale) for n in (1, 2))
    assert (ask in first, ombudsman in first) == (True, False)
    assert (ask in second, ombudsman in second) == (False, True)
    assert {"en": "our stage 2 response", "ja": "第2段階のご回答"}[locale] in second


def test_an_overlay_takes_the_texts_of_the_pack_it_extends(firm: Firm) -> None:
    contract = contract_of(
        "our-bank", rules("uk-fca-disp") | {"line": ["our-bank", "uk-fca-disp"]}, "UTC", 1, ["final_response"]
    )
    order = order_under("uk-fca-disp", "final_response", "en", facts={"contract": contract})

    assert firm.texts["uk-fca-disp"]["leaflet"].en in render(order, firm).text


def test_a_letter_under_a_pack_that_asks_for_nothing_names_the_usual_recourse(firm: Firm) -> None:
    assert contract_of("jp-standard", rules("jp-standard"), "Asia/Tokyo", 1, ["final_response"]) == {}
    text = render(example_order("final_response", "ja"), firm).text

    assert all(line in text for line in firm.recourse.ja)
