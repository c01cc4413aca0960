"""The order and the words of a Japanese letter, read in the final text of every kind, by mail and on paper."""

from __future__ import annotations

import re

import pytest

from domain.words import LetterKind
from letters.preview import Medium, example_order
from letters.rendering import render
from letters.review import noticed
from messages.deeds import LetterOrder
from policies.firm import Firm
from tests.letters.test_every_kind import ADDRESSED, MEDIA

BROKEN = [{"what": "call_back", "due": "2026-04-24"}, {"what": "measure", "due": "2026-04-27"}]
MOODS = ("calm", "angry", "distressed")
SEASONS = (
    "時下",
    "の候",
    "のみぎり",
    "新緑",
    "盛夏",
    "秋冷",
    "厳寒",
    "歳末",
    "ご清栄",
    "ご健勝",
    "ご隆昌",
    "平素",
    "日頃より",
    "格別の",
)
NEVER = (
    *("前略", "冠省", "急啓", "草々", "当社", "御社", "貴殿", "各位", "御中", "とんでもございません", "大変失礼ですが"),
    *(
        "取り急ぎ",
        "ご査収",
        "ご返事",
        "のほう",
        "になります",
        "させていただき",
        "すみません",
        "申し訳ありません",
        "了解",
        "遺憾",
    ),
)


def every_letter() -> list[LetterOrder]:
    found = []
    for kind in ADDRESSED:
        for medium in MEDIA:
            order = example_order(kind, "ja", medium)
            for changes in ({}, {"injury": True}, {"unsafe": True}, {"broken_promises": BROKEN}):
                facts = order.facts | changes
                for mood in MOODS if not changes else ("worried",):
                    personal = (order.personal or {}) | {"mood": mood}
                    found.append(order.model_copy(update={"facts": facts, "personal": personal}))
    return found


LETTERS = every_letter()


@pytest.fixture(
    params=LETTERS, ids=lambda o: f"{o.kind}-{o.medium}-{sorted(o.facts)[0]}-{(o.personal or {}).get('mood')}"
)
def read(request: pytest.FixtureRequest, firm: Firm) -> tuple[LetterOrder, str]:
    order: LetterOrder = request.param
    letter = render(order, firm)
    return order, f"{letter.subject}\n\n{letter.text}"


def test_it_keeps_every_rule_of_the_letter_review(read: tuple[LetterOrder, str]) -> None:
    order, text = read
    faults = [
        *(f"{word} is not written" for word in (*NEVER, *SEASONS) if word in text),
        *_thanks(order, text),
        *_person_first(order, text),
        *_noticed(order, text),
        *_style(text),
        *(_on_paper(text) if order.medium == "post" else _by_mail(text)),
    ]
    assert faults == []


def _thanks(order: LetterOrder, text: str) -> list[str]:
    count = len(re.findall("ありがとうござい|御礼申し上げ|感謝申し上げ", text))
    most = 0 if order.facts.get("injury") and order.kind != "authority_request" else 1
    return [f"thanks {count} times"] if count > most else []


def _person_first(order: LetterOrder, text: str) -> list[str]:
    body = text.partition("\n\n")[2]
    sorry = re.search("申し訳ございません|お詫び申し上げ", body)
    if not order.facts.get("injury") or sorry is None:
        return []
    hurt, sympathy = body.find("お体の具合はいかがでしょうか"), body.find("お見舞い申し上げます")
    return [] if 0 <= hurt < sympathy < sorry.start() else ["the person hurt does not come first"]


def _noticed(order: LetterOrder, text: str) -> list[str]:
    """What is noticed in people's own words too, and 重ねて said twice."""
    repeated = ["重ねて twice"] if len(re.findall("重ねて[^。]*お詫び", text)) > 1 else []
    return [f"{one.words}: {text[one.position :][:12]}" for one in noticed(text, "ja", order.at.date())] + repeated


def _style(text: str) -> list[str]:
    return [
        *(f"{found} is wrong" for found in re.findall("殿|差し上げさせて|[一-龠]られてございます", text)),
        *(["お詫び before a full stop without です or ます"] if re.search("お詫びまで。", text) else []),
        *(f"{found}: twice the same word" for found in re.findall(r"(、、|。。|でございますでございます)", text)),
        *(["a line begins with a comma"] if re.search("^[、。]", text, re.MULTILINE) else []),
    ]


def _on_paper(text: str) -> list[str]:
    opening, closing = re.findall("謹啓|拝啓", text), re.findall("謹白|敬具", text)
    faults = [] if (opening, closing) in ((["謹啓"], ["謹白"]), (["拝啓"], ["敬具"])) else [f"{opening} … {closing}"]
    below = re.search("^　+記$", text, re.MULTILINE)
    first = re.search("^・", text, re.MULTILINE)
    if first:
        end = re.search("^　+以上$", text, re.MULTILINE)
        in_order = below and end and text.index(closing[0]) < below.start() < first.start() < end.start()
        faults += [] if in_order else ["a list stands elsewhere than between 記 and 以上 after the closing word"]
    elif below:
        faults.append("記 without a list")
    return faults


def _by_mail(text: str) -> list[str]:
    found = re.findall("謹啓|拝啓|謹白|敬具|^　*(?:記|以上)$", text, re.MULTILINE)
    return [f"{found} in a mail"] if found else []


@pytest.mark.parametrize(
    "text, faults",
    [
        ("拝啓　お待たせしており申し訳ございません。\n\n敬具\n\n　記\n\n・一つ\n\n　以上", []),
        ("拝啓　新緑の候、", ["の候 is not written", "新緑 is not written"]),
    ],
)
def test_the_review_sees_what_is_wrong(text: str, faults: list[str]) -> None:
    assert sorted(f"{word} is not written" for word in SEASONS if word in text) == faults


def test_a_list_before_the_closing_word_is_seen() -> None:
    assert _on_paper("拝啓　\n\n・一つ\n\n　敬具\n\n　記\n\n　以上") != []
    assert _on_paper("拝啓　\n\n　謹白") == ["['拝啓'] … ['謹白']"]


def test_every_kind_is_read() -> None:
    kinds: set[LetterKind] = {order.kind for order in LETTERS}
    media: set[Medium] = {"email", "post"}

    assert kinds == set(ADDRESSED)
    assert {order.medium for order in LETTERS} == media
