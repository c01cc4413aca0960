"""Four letters of the desk, whole: each says what its model says, in that order, and reads as the file beside it.

Where a template was changed on purpose, `UPDATE_GOLDEN=1 pytest tests/letters/test_golden.py` writes them anew: read them aloud.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.words import LetterKind, Locale
from letters.checking import check_letter
from letters.rendering import render
from letters.wording import read_folder
from messages.deeds import LetterOrder
from policies.firm import Firm

GOLDEN = Path(__file__).parent / "golden"


def order(
    kind: LetterKind, locale: Locale, at: str, facts: dict[str, Any], personal: dict[str, Any], medium: Any
) -> LetterOrder:
    return LetterOrder(
        effect_id=f"{facts['reference']}/{kind}/1",
        reference=facts["reference"],
        kind=kind,
        locale=locale,
        at=datetime.fromisoformat(at),
        zone="Asia/Tokyo" if locale == "ja" else "Europe/London",
        medium=medium,
        facts=facts,
        personal=personal,
    )


TARO = {"handler": "例示 太郎", "signatory": "例示 太郎", "signatory_role": "handler"}
HEAD = {"handler": "例示 次郎", "signatory": "例示 太郎", "signatory_role": "manager"}
ALEX = {"handler": "Alex Example", "signatory": "Robin Example", "signatory_role": "lead"}
HANAKO = {"name": "見本 花子", "email": "hanako@example.com", "address": "〒000-0000 見本県例示市手本町0-0-1"}

REGRET = order(
    "apology_regret",
    "ja",
    "2026-04-28T15:00:00+09:00",
    {
        "reference": "K-1042",
        "received_on": "2026-04-28",
        "product": "トースター",
        "unsafe": True,
        "names": TARO,
        "ahead": [{"what": "parcel", "due": "2026-04-30"}, {"what": "report", "due": "2026-05-07"}],
    },
    {
        "customer": HANAKO,
        "subject": "煙の出たトースター",
        "mood": "distressed",
        "told_us": "トースターをご使用中に煙が出た",
        "words": "念のため、当該の商品のご使用はお控えくださいますようお願い申し上げます。",
        "ahead": {
            "0": "商品をお預かりするための梱包材をお届けいたします（送料は弊社が負担いたします）。",
            "1": "調査の状況を、お電話またはメールでご報告いたします。",
        },
    },
    "email",
)
RESPONSIBILITY = order(
    "apology_responsibility",
    "ja",
    "2026-06-26T10:00:00+09:00",
    {
        "reference": "K-1107",
        "received_on": "2026-06-08",
        "product": "ビスケット",
        "names": HEAD,
        "items": [{"kind": "refund", "amount": "648", "currency": "JPY", "state": "agreed", "by": "2026-06-29"}],
        "prevention": [
            {"kind": "corrective", "state": "done", "on": "2026-06-16"},
            {"kind": "horizontal", "state": "planned", "on": "2026-07-03"},
        ],
    },
    {
        "customer": HANAKO,
        "subject": "ビスケットに何か入っていました",
        "matter": "ビスケットへの樹脂片の混入",
        "enclosures": ["調査報告書 1通"],
        "mood": "disappointed",
        "wrong": "弊社の「ビスケット」に樹脂片が混入しておりました。"
        "安心してお召し上がりいただくべき食品におきまして、あってはならないことでございます。",
        "because": (
            "お預かりした商品を調査いたしましたところ、6月2日に製造いたしました際、搬送部品の縁が欠け、その破片が混入したことが判明いたしました。"
            "また、検査装置の設定に不備があり、出荷前に取り除くことができませんでした。いずれも弊社の管理が至らなかったことによるものでございます。"
        ),
        "prevention": {"0": "当該部品の金属製への交換と検査装置の設定の変更", "1": "ほかの3つの製造ラインでの同じ対策"},
    },
    "post",
)
CALLED_TWICE = order(
    "apology_regret",
    "en",
    "2026-06-03T15:00:00+01:00",
    {
        "reference": "K-2017",
        "received_on": "2026-06-03",
        "names": {"handler": "Alex Example", "signatory": "Alex Example", "signatory_role": "handler"},
        "ahead": [{"what": "call_back", "due": "2026-06-04"}, {"what": "report", "due": "2026-06-10"}],
    },
    {
        "customer": {"name": "Sam Specimen", "email": "sam@example.com"},
        "subject": "a card payment taken twice",
        "mood": "angry",
        "told_us": "The same payment was taken twice on 2 June, and nobody called me back.",
        "ahead": {
            "0": "I will call you, between 2 and 4 pm.",
            "1": "I will write to you about what the bank's record shows.",
        },
    },
    "email",
)
CHARGED_TWICE = order(
    "apology_responsibility",
    "en",
    "2026-06-12T10:00:00+01:00",
    {
        "reference": "K-2017",
        "received_on": "2026-06-03",
        "names": ALEX,
        "items": [{"kind": "refund", "amount": "84.20", "currency": "GBP", "state": "done"}],
        "prevention": [{"kind": "corrective", "state": "planned", "on": "2026-06-30"}],
    },
    {
        "customer": {"name": "Sam Specimen", "email": "sam@example.com"},
        "subject": "a card payment taken twice",
        "wrong": "We took the same payment from your account twice on 2 June, "
        "and we did not call you back on 4 June as we promised.",
        "because": "Our payment page sent the order again when it was reloaded, "
        "and the note of the promised call was never passed on.",
        "words": "The second payment of £84.20 went back to you on 5 June.",
        "prevention": {"0": "the payment page accepts each order only once"},
    },
    "email",
)
MODELS = {
    "ja_regret": (
        REGRET,
        [
            "【受付番号 K-1042】ご連絡いただきました「トースター」の件",
            "見本 花子 様",
            "お客様相談室 担当の例示 太郎でございます",
            "煙が出た」とのこと、大変怖い思いをおかけし、誠に申し訳ございません",
            "お体に変わりはございませんでしょうか",
            "医療機関の受診を優先なさって",
            "ご使用はお控えくださいます",
            "今後の進め方は",
            "4月30日（木）",
            "梱包材をお届けいたします（送料は弊社が負担",
            "5月7日（木）",
            "調査の状況を",
            "私宛てにお申し付け",
        ],
    ),
    "ja_responsibility": (
        RESPONSIBILITY,
        [
            "2026年6月26日",
            "見本 花子 様",
            "お客様相談室長　例示 太郎",
            "ビスケットへの樹脂片の混入に関するお詫びとご報告（受付番号 K-1107）",
            "謹啓",
            "深くお詫び申し上げます",
            "樹脂片が混入",
            "あってはならないこと",
            "6月2日に製造",
            "破片が混入した",
            "検査装置の設定に不備",
            "弊社の管理が至らなかった",
            "6月16日（火）",
            "金属製への交換",
            "7月3日（金）までに",
            "ほかの3つの製造ライン",
            "改めてご報告",
            "貴重なご指摘",
            "重ねて深くお詫び申し上げます",
            "謹白",
            "記",
            "ご返金　648円（6月29日（月）までに",
            "同封書類　調査報告書 1通",
            "以上",
        ],
    ),
    "en_regret": (
        CALLED_TWICE,
        [
            "Dear Sam Specimen",
            "sorry",
            "a card payment taken twice",
            "You told us",
            "taken twice on 2 June, and nobody called me back",
            "Thursday 4 June 2026",
            "I will call you, between 2 and 4 pm",
            "Wednesday 10 June 2026",
            "what the bank's record shows",
            "You can reach me",
            "Alex Example",
        ],
    ),
    "en_responsibility": (
        CHARGED_TWICE,
        [
            "Dear Sam Specimen",
            "I am sorry for",
            "took the same payment from your account twice on 2 June",
            "did not call you back on 4 June",
            "Why it happened",
            "£84.20 went back to you on 5 June",
            "Tuesday 30 June 2026",
            "We will write to you when it is done",
            "If you do not agree",
            "You can reach me",
            "Robin Example",
        ],
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_it_says_what_its_model_says_and_in_that_order(name: str, firm: Firm) -> None:
    model, parts = MODELS[name]
    letter = render(model, firm)

    position = 0
    whole = f"{letter.subject}\n{letter.text}"
    for part in parts:
        found = whole.find(part, position)
        assert found >= 0, f"{part!r} is missing, or comes too early"
        position = found + 1
    assert check_letter(model, letter, firm, read_folder()[model.locale]) == []


@pytest.mark.parametrize("name", MODELS)
def test_it_reads_as_it_was_read_aloud(name: str, firm: Firm) -> None:
    letter = render(MODELS[name][0], firm)
    path, text = GOLDEN / f"{name}.txt", f"{letter.subject}\n\n{letter.text}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
