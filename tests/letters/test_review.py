"""What a reviewer notices in people's own words, and no list of words could say: each is a hint, none stops a letter."""

from __future__ import annotations

from datetime import date

import pytest

from domain.words import Locale
from letters.checking import words_in
from letters.review import noticed, two_sums
from letters.wording import read_folder

APRIL = date(2026, 4, 28)
LISTS = read_folder()


@pytest.mark.parametrize(
    "text, seen",
    [
        ("5月7日までにご連絡いたします。", ["曜日のない期日"]),
        ("5月7日（金）までにご連絡いたします。", ["日付と合わない曜日"]),
        ("5月7日（木）までにご連絡いたします。", []),
        ("4月27日に承りました。", []),
        ("13月40日にご連絡いたします。", []),
        ("５月7日（木）に伺います。", ["全角の数字"]),
        ("申し訳ございません。お待たせして申し訳ございません。", ["一つの段落に「申し訳ございません」が二度"]),
        ("申し訳ございません。\n\nお待たせして申し訳ございません。", []),
        ("つきましては、お知らせください。つきましては、お電話ください。", ["「つきましては」の繰り返し"]),
        ("この点につきましては、お調べいたします。次の点につきましては、ご回答いたします。", []),
        ("修理代は3,300円になります。", ["「（数）になります」"]),
        ("どうぞご覧になります際に", []),
        ("ご利用してください。", ["「ご…してください」"]),
        ("ご利用ください。", []),
        ("見本株式会社 御中 見本 花子 様", ["「様」と「御中」「殿」"]),
        ("お客様は「ご返金してください」とお書きでした。", []),
    ],
)
def test_in_japanese(text: str, seen: list[str]) -> None:
    assert [one.words for one in noticed(text, "ja", APRIL)] == seen


def test_without_the_letters_day_a_day_that_ends_something_lies_ahead() -> None:
    assert [one.words for one in noticed("5月7日までに伺います。5月7日に承りました。", "ja")] == ["曜日のない期日"]


@pytest.mark.parametrize(
    "locale, text, twice",
    [
        ("ja", "ご返金は3,300円です。返金の額は3,000円でございます。", True),
        ("ja", "ご返金は3,300円です。3,300円のご返金は、5月7日（木）にいたします。", False),
        ("ja", "ご返金は3,300円、送料は800円でございます。", False),
        ("en", "The refund is £84.20. We pay a refund of £48.20.", True),
        ("en", "The refund is £84.20, the fee was £5.00.", False),
    ],
)
def test_one_thing_has_one_sum(locale: Locale, text: str, twice: bool) -> None:
    assert bool(two_sums(text, locale)) == twice


def test_it_is_told_to_whoever_wrote_it_and_holds_nothing_up() -> None:
    found = words_in({"personal.words": "ご返金は3,300円になります。ご返金は3,000円です。"}, LISTS["ja"], "ja", APRIL)

    assert {one.kind for one in found} == {"style"}
    assert [one.told.partition(";")[0] for one in found] == [
        "'「（数）になります」' can be said better",
        "'同じものに二つの金額' can be said better",
    ]
