"""Which words name a day to come, in the forms people write it; what is past, quoted or asked of the customer is none of ours."""

from __future__ import annotations

from datetime import date

import pytest

from domain.words import Locale
from letters.days import named_in

TODAY = date(2026, 6, 1)
"""A Monday."""


def days(text: str, locale: Locale, today: date = TODAY) -> list[str]:
    return [str(one.day) for one in named_in({"personal.words": text}, locale, today)]


@pytest.mark.parametrize(
    "locale, text",
    [
        ("ja", "6月15日（月）までにご報告いたします。"),
        ("ja", "６月１５日までにご報告いたします。"),
        ("ja", "2026年6月15日にお伺いいたします。"),
        ("ja", "令和8年6月15日にお伺いいたします。"),
        ("ja", "6/15（月）にお届けいたします。"),
        ("ja", "2026/6/15にお届けいたします。"),
        ("ja", "2026-06-15にお届けいたします。"),
        ("ja", "6月15日までお待ちくださいますようお願い申し上げます。"),
        ("en", "We will write to you again by 15 June 2026."),
        ("en", "We will write to you again by Monday 15 June."),
        ("en", "by the 15th of June we will write again"),
        ("en", "You will hear from us on June 15, 2026."),
        ("en", "You will hear from us on Jun 15th."),
        ("en", "You will hear from us on 15/06/2026 or 2026-06-15."),
        ("en", "Please wait until 15 June."),
    ],
)
def test_a_day_to_come_is_found_however_it_is_written(locale: Locale, text: str) -> None:
    assert days(text, locale) == ["2026-06-15"]


@pytest.mark.parametrize(
    "locale, text",
    [
        ("ja", "5月7日（木）にお電話をいただきました。"),
        ("ja", "本日6月1日、お品物をお預かりいたしました。"),
        ("ja", "「6月15日にお届けする」とのお申し出を承りました。"),
        ("ja", "領収書を6月15日（月）までにお送りいただけましたら、拝見いたします。"),
        ("ja", "6月15日までにご返送くださいますようお願い申し上げます。"),
        ("ja", "13月40日"),
        ("ja", "7/8の量でお試しになり、部品は3個です。"),
        ("en", "You bought it on 2 May 2026 and wrote on 1 June."),
        ("en", "You told us: “it was to come on 15 June 2026”."),
        ("en", "Please send us the receipts by 15 June."),
        ("en", "If you tell us by 15 June, we can still change it."),
        ("en", "You may call us at any time; in May 4.30 pm is quiet."),
        ("ja", "原因の判明日につきましては、改めてご報告いたします。ご説明日時はお選びください。"),
    ],
)
def test_what_is_past_quoted_or_asked_of_the_customer_is_no_promise(locale: Locale, text: str) -> None:
    assert days(text, locale) == []


def test_of_one_sentence_the_customers_day_is_free_and_ours_is_not() -> None:
    ja = "領収書を6月15日（月）までにお送りいただけましたら、拝見のうえ、6月18日（木）までにご回答いたします。"
    assert days(ja, "ja") == ["2026-06-18"]
    assert days("If you send the receipts by 15 June, we answer by 18 June.", "en") == ["2026-06-18"]


@pytest.mark.parametrize(
    "locale, text",
    [
        ("ja", "6月15日にお届けいたしますのでよろしくお願いいたします。"),
        ("en", "On June 15 we will call you so please be ready."),
        ("en", "We will call you on June 15 and if you agree send it."),
    ],
)
def test_what_says_what_we_do_is_ours_whatever_it_asks_beside_it(locale: Locale, text: str) -> None:
    assert days(text, locale) == ["2026-06-15"]


def test_without_a_year_the_nearest_such_day_is_meant() -> None:
    assert days("by 7 January", "en", date(2026, 12, 20)) == ["2027-01-07"]
    assert days("on 20 December you wrote to us", "en", date(2027, 1, 7)) == []


@pytest.mark.parametrize(
    "locale, text, day",
    [
        ("ja", "明日お電話いたします。", "2026-06-02"),
        ("ja", "明後日にお伺いいたします。", "2026-06-03"),
        ("en", "I will call you tomorrow.", "2026-06-02"),
        ("en", "I will call you the day after tomorrow.", "2026-06-03"),
    ],
)
def test_tomorrow_is_a_day_too(locale: Locale, text: str, day: str) -> None:
    assert days(text, locale) == [day]
