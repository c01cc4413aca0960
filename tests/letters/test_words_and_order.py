"""Order and words of the letters, as a reviewer at the desk would check them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from jinja2 import UndefinedError

from domain.errors import MissingContent, WordsRefused
from domain.words import ClosingGround, LetterKind, Locale
from letters.checking import LONGEST_IN_PUBLIC, check_letter
from letters.formats import letter_day, written_amount, written_day, written_when
from letters.preview import example_order, preview
from letters.quiet import not_before
from letters.rendering import render, templates
from letters.wording import read_folder
from policies.firm import Firm
from tests.letters.test_every_kind import ADDRESSED, LOCALES, TO_CUSTOMERS, changed
from workflows.procedure.listening.kinds import ENDS


def reader(kind: LetterKind) -> str:
    return "見本 雪子 様" if kind == "authority_request" else "見本 花子 様"


@pytest.mark.parametrize("kind", ADDRESSED)
def test_japanese_paper_opens_and_closes_in_pairs_and_ends_its_lists(kind: LetterKind, firm: Firm) -> None:
    text = preview(kind, "ja", firm, "post").text

    opening = re.findall("謹啓|拝啓", text)
    closing = re.findall("謹白|敬具", text)
    assert (opening, closing) in ((["謹啓"], ["謹白"]), (["拝啓"], ["敬具"]))
    assert bool(re.search("^　+記$", text, re.MULTILINE)) == bool(re.search("^　+以上$", text, re.MULTILINE))
    parts = [
        letter_day(example_order(kind, "ja").at.date(), "ja"),
        reader(kind),
        "株式会社見本商会",
        "受付番号 K-1042",
        opening[0],
        closing[0],
        "\n電話　",
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


@pytest.mark.parametrize("kind", ADDRESSED)
def test_japanese_mail_names_reader_then_writer_and_has_no_opening_words(kind: LetterKind, firm: Firm) -> None:
    lines = [line for line in preview(kind, "ja", firm).text.split("\n") if line]

    assert lines[0] == reader(kind)
    assert lines[1].startswith("株式会社見本商会　")
    assert lines[1].endswith("でございます。")
    assert not re.search("謹啓|拝啓|謹白|敬具|^記$", "\n".join(lines), re.MULTILINE)
    assert lines[-1] == "受付番号　K-1042"


@pytest.mark.parametrize("kind", TO_CUSTOMERS)
def test_one_paragraph_is_sorry_once(kind: LetterKind, firm: Firm) -> None:
    for paragraph in preview(kind, "ja", firm).text.split("\n\n"):
        assert paragraph.count("申し訳ございません") <= 1


@pytest.mark.parametrize("kind", ["acknowledgement", "apology_regret", "apology_responsibility", "final_response"])
def test_after_an_injury_the_person_comes_first_and_nobody_is_thanked(kind: LetterKind, firm: Firm) -> None:
    japanese = render(changed(kind, "ja", facts={"injury": True}), firm).text
    english = render(changed(kind, "en", facts={"injury": True}), firm).text

    sorry = re.search("申し訳|お詫び", japanese)
    assert sorry
    assert japanese.index("お体の具合はいかがでしょうか") < japanese.index("お見舞い") < sorry.start()
    assert "ありがとう" not in japanese
    assert english.split("\n\n")[1].startswith("First of all: how are you")


@pytest.mark.parametrize("kind", ["acknowledgement", "apology_regret", "apology_responsibility", "final_response"])
def test_an_english_apology_says_sorry_and_for_what_in_its_first_sentence(kind: LetterKind, firm: Firm) -> None:
    first = preview(kind, "en", firm).text.split("\n\n")[1]

    assert first.startswith("I am sorry ")
    assert len(first.split(".")[0].split()) > 6


def test_regret_tells_the_facts_as_the_customer_told_them(firm: Firm) -> None:
    short = preview("apology_regret", "ja", firm).text
    long = render(changed("apology_regret", "ja", told_us="煙が出た。\n火も見えた。"), firm).text
    english = preview("apology_regret", "en", firm).text

    assert "「トースターの使用中に煙が出て、調理台が焦げた」とのこと、" in short
    assert "次のとおりと承っております。\n\n> 煙が出た。\n> 火も見えた。" in long
    assert "You told us:\n\n> The same £84.20 was taken" in english


def test_no_measure_no_word_of_prevention(firm: Firm) -> None:
    assert "再発防止" in preview("final_response", "ja", firm).text
    assert "再発防止" not in render(changed("final_response", "ja", facts={"prevention": []}), firm).text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reply_in_public_is_short_and_says_nothing_of_the_case(locale: Locale, firm: Firm) -> None:
    order = changed("public_reply", locale, words="あ" * 40)
    text = render(order, firm).text.strip()

    assert len(text) <= LONGEST_IN_PUBLIC
    assert order.reference not in text
    too_long = changed("public_reply", locale, words="あ" * 140)
    with pytest.raises(WordsRefused, match="longer than 200"):
        check_letter(too_long, render(too_long, firm), firm, read_folder()[locale])


def test_a_notice_of_restricted_contact_invites_nobody_to_call(firm: Firm) -> None:
    assert "You can reach me on" not in preview("conduct_notice", "en", firm).text
    assert "お申し付けください。\n\n株式会社" not in preview("conduct_notice", "ja", firm).text


def test_a_title_stands_only_with_its_bearers_name(firm: Firm) -> None:
    text = render(changed("final_response", "ja", facts={"names": {"handler": "例示 太郎"}}), firm).text

    assert "お客様相談室長" not in text
    assert "株式会社見本商会　お客様相談室でございます。" in text


def test_a_customer_without_name_is_addressed_all_the_same(firm: Firm) -> None:
    nameless = {"email": "someone@example.com"}

    assert render(changed("acknowledgement", "ja", customer=nameless), firm).text.startswith("お客様\n")
    assert render(changed("acknowledgement", "en", customer=nameless), firm).text.startswith("Dear customer,\n")


def test_a_prepared_answer_is_not_yet_a_finding(firm: Firm) -> None:
    issue = {"known_issue": {"title": "Slow app", "answer": "Restart it."}}

    text = render(changed("acknowledgement", "en", facts=issue), firm).text

    assert "We have yet to find out whether it applies to your case.\n\nSlow app\n\nRestart it." in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("ground", sorted({*get_args(ClosingGround)} - {*ENDS}))
def test_every_closing_says_until_when_the_case_can_be_opened_again(ground: str, locale: Locale, firm: Firm) -> None:
    text = render(changed("closing", locale, facts={"ground": ground}), firm).text

    assert ("8月20日（木）まで" if locale == "ja" else "until Friday 31 July 2026") in text


@pytest.mark.parametrize(
    "day, today, japanese, english",
    [
        (date(2026, 5, 7), date(2026, 4, 28), "5月7日（木）", "Thursday 7 May 2026"),
        (date(2027, 1, 4), date(2026, 12, 28), "2027年1月4日（月）", "Monday 4 January 2027"),
    ],
)
def test_days_are_written_as_the_reader_writes_them(day: date, today: date, japanese: str, english: str) -> None:
    assert written_day(day, today, "ja") == japanese
    assert written_day(day, today, "en") == english


def test_an_instant_is_shown_as_the_readers_own_day(firm: Firm) -> None:
    late_in_utc = {"answer_by": "2026-05-12T15:30:00+00:00"}

    assert "5月13日（水）までに" in render(changed("question", "ja", facts=late_in_utc), firm).text


@pytest.mark.parametrize(
    "amount, currency, japanese, english",
    [
        ("8420", "JPY", "8,420円", "JP¥8,420"),
        ("84.20", "GBP", "£84.20", "£84.20"),
        ("1150", "GBP", "£1,150.00", "£1,150.00"),
        ("1.5", "KWD", "KWD1.500", "KWD1.500"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(amount: str, currency: str, japanese: str, english: str) -> None:
    assert written_amount(amount, currency, "ja").replace("\u00a0", " ") == japanese
    assert written_amount(amount, currency, "en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    "amount, currency", [("84.205", "GBP"), ("100.5", "JPY"), ("-1", "GBP"), ("1", "XXQ"), ("much", "JPY")]
)
def test_what_is_no_amount_stops_the_letter(amount: str, currency: str, firm: Firm) -> None:
    item = {"kind": "refund", "amount": amount, "currency": currency, "done_on": "2026-06-29", "receipt": "r-1"}

    with pytest.raises(MissingContent, match=r"remedy_done: facts\.items\.0: "):
        render(changed("remedy_done", "en", facts={"items": [item]}), firm)


@pytest.mark.parametrize(
    "at, waits_until",
    [
        # 21:00 to 08:00 in Tokyo is 12:00 to 23:00 UTC.
        (datetime(2026, 4, 28, 11, 59, tzinfo=UTC), None),
        (datetime(2026, 4, 28, 12, 0, tzinfo=UTC), datetime(2026, 4, 28, 23, 0, tzinfo=UTC)),
        (datetime(2026, 4, 28, 18, 0, tzinfo=UTC), datetime(2026, 4, 28, 23, 0, tzinfo=UTC)),
        (datetime(2026, 4, 28, 23, 0, tzinfo=UTC), None),
    ],
)
def test_at_night_letters_wait_for_the_morning(at: datetime, waits_until: datetime | None) -> None:
    assert not_before(at, "Asia/Tokyo", "apology_regret", urgent=False) == waits_until
    assert not_before(at, "Asia/Tokyo", "apology_regret", urgent=True) is None
    assert not_before(at, "Asia/Tokyo", "acknowledgement", urgent=False) is None
    assert not_before(at, "Asia/Tokyo", "notice", urgent=False) is None


def test_the_morning_is_local_also_when_the_clocks_change() -> None:
    # In London the clocks go forward in the night to 29 March 2026: 08:00 is 07:00 UTC.
    late = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)

    assert not_before(late, "Europe/London", "closing", urgent=False) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


def test_a_template_that_asks_for_what_nobody_gave_writes_nothing() -> None:
    with pytest.raises(UndefinedError, match="'phone'"):
        templates().from_string("{{ firm.phone }}").render(firm={"name": "x"})


BROKEN = {"broken_promises": [{"what": "call_back", "due": "2026-04-30"}, {"what": "parcel", "due": "2026-05-01"}]}


@pytest.mark.parametrize("kind", ["progress_update", "individual", "final_response", "remedy_offer"])
def test_a_broken_promise_is_named_with_its_day_and_apologised_for(kind: LetterKind, firm: Firm) -> None:
    japanese = render(changed(kind, "ja", facts=BROKEN), firm).text
    english = render(changed(kind, "en", facts=BROKEN), firm).text

    both = (
        "4月30日（木）までにお電話を差し上げること、および5月1日（金）までにお品物をお届けすること"
        "をお約束しながら、果たせませんでした"
    )
    assert both in japanese
    assert "sorry that we did not call you by Thursday 30 April" in english
    assert "and that we did not get the parcel to you by Friday 1 May" in english


CALL = {"what": "call_back", "from": "2026-04-30T05:00:00+00:00", "due": "2026-04-30T07:00:00+00:00"}


def test_a_call_within_a_window_is_named_with_its_hours_on_the_readers_clock(firm: Firm) -> None:
    ja = render(changed("apology_regret", "ja", facts={"ahead": [CALL]}), firm).text
    en = render(changed("apology_regret", "en", facts={"ahead": [CALL]}), firm).text

    assert "4月30日（木）午後2時から4時までの間に、お電話を差し上げます。" in ja
    assert "On Thursday 30 April 2026 between 6 am and 8 am: we call you." in en


def test_the_next_word_and_a_promise_that_was_broken_keep_their_hours_too(firm: Firm) -> None:
    facts = {"next_contact_by": "2026-04-30", "next_contact": CALL, "broken_promises": [CALL]}
    ja = render(changed("progress_update", "ja", facts=facts), firm).text
    en = render(changed("progress_update", "en", facts=facts), firm).text

    assert "次のご報告は、4月30日（木）午後2時から4時までの間にいたします。" in ja
    assert "4月30日（木）午後2時から4時までの間にお電話を差し上げるとお約束しながら" in ja
    assert "You will hear from us again on Thursday 30 April 2026 between 6 am and 8 am." in en
    assert "we did not call you on Thursday 30 April 2026 between 6 am and 8 am, as we had promised" in en


@pytest.mark.parametrize(
    "since, due, japanese, english",
    [
        (None, "2026-06-02", "6月2日（火）までに", "by Tuesday 2 June 2026"),
        (None, "2026-06-02T16:30+09:00", "6月2日（火）午後4時30分までに", "by 4.30 pm on Tuesday 2 June 2026"),
        (
            "2026-06-02T10:00+09:00",
            "2026-06-02T12:00+09:00",
            "6月2日（火）午前10時から正午までの間に",
            "on Tuesday 2 June 2026 between 10 am and 12 pm",
        ),
        (
            "2026-06-02T11:00+09:00",
            "2026-06-02T13:00+09:00",
            "6月2日（火）午前11時から午後1時までの間に",
            "on Tuesday 2 June 2026 between 11 am and 1 pm",
        ),
        (
            "2026-06-02T12:00+09:00",
            "2026-06-02T14:30+09:00",
            "6月2日（火）正午から午後2時30分までの間に",
            "on Tuesday 2 June 2026 between 12 pm and 2.30 pm",
        ),
        (
            "2026-06-02T14:00+09:00",
            "2026-06-03T10:00+09:00",
            "6月2日（火）午後2時から6月3日（水）午前10時までの間に",
            "between 2 pm on Tuesday 2 June 2026 and 10 am on Wednesday 3 June 2026",
        ),
    ],
)
def test_hours_are_written_as_the_reader_says_them(since: str | None, due: str, japanese: str, english: str) -> None:
    today = date(2026, 6, 1)
    assert written_when(since, due, "Asia/Tokyo", today, "ja") == japanese
    assert written_when(since, due, "Asia/Tokyo", today, "en") == english


@pytest.mark.parametrize(
    "happened", [{"unsafe": True}, {"injury": True}, {"stop_using": True}, {"unsafe": True, "stop_using": True}]
)
def test_to_see_a_doctor_is_advised_once(happened: dict[str, bool], firm: Firm) -> None:
    advised: dict[Locale, str] = {"ja": "医療機関の受診", "en": "see a doctor"}
    for locale, advice in advised.items():
        text = render(changed("acknowledgement", locale, facts=happened), firm).text
        assert text.count(advice) == 1


def test_weeks_later_nobody_is_sent_to_the_doctor_anew(firm: Firm) -> None:
    japanese = render(changed("final_response", "ja", facts={"injury": True}), firm).text
    english = render(changed("final_response", "en", facts={"injury": True}), firm).text

    assert "その後、お体の具合はいかがでしょうか" in japanese
    assert "医療機関" not in japanese
    assert "how are you now?" in english
    assert "doctor" not in english


def test_what_was_promised_with_its_day_and_hours_is_dated_once(firm: Firm) -> None:
    facts = {"ahead": [{"what": "visit", "due": "2026-04-30"}, {"what": "parcel", "due": "2026-05-01"}]}
    japanese = {"0": "4月30日（木）の14時から15時の間にお伺いいたします", "1": "梱包材をお届けいたします"}
    english = {"0": "A surveyor comes on Thursday 30 April between 4 and 6 pm", "1": "the box reaches you"}

    ja = render(changed("apology_regret", "ja", facts=facts, ahead=japanese), firm).text
    en = render(changed("apology_regret", "en", facts=facts, ahead=english), firm).text

    assert (
        "・4月30日（木）の14時から15時の間にお伺いいたします。\n・5月1日（金）までに、梱包材をお届けいたします。\n"
        in ja
    )
    assert (
        "- A surveyor comes on Thursday 30 April between 4 and 6 pm.\n- By Friday 1 May 2026: the box reaches you.\n"
        in en
    )


@pytest.mark.parametrize("kind", ["progress_update", "interim_report"])
def test_a_report_does_not_announce_itself_for_today(kind: LetterKind, firm: Firm) -> None:
    for locale in LOCALES:
        order = example_order(kind, locale)
        again = order.model_copy(update={"facts": order.facts | {"next_contact_by": order.at.date().isoformat()}})
        today = written_day(order.at.date(), order.at.date(), locale)

        assert today not in render(again, firm).text.partition(" 様" if locale == "ja" else "Dear ")[2]


def test_what_goods_are_worth_is_not_written_like_a_price(firm: Firm) -> None:
    goods = [{"kind": "replacement", "amount": "8980", "currency": "JPY", "ground": "obligation", "state": "agreed"}]

    assert "8,980" not in render(changed("final_response", "ja", facts={"items": goods}), firm).text


@pytest.mark.parametrize("locale, words", [("ja", "をお召し上がりにならず"), ("en", "do not eat or drink what")])
def test_the_acknowledgement_says_it_as_it_is(locale: Locale, words: str, firm: Firm) -> None:
    order = example_order("acknowledgement", locale)
    eat = order.model_copy(update={"facts": order.facts | {"stop_using": True, "not_to": "eat"}})
    use = order.model_copy(update={"facts": order.facts | {"stop_using": True}})

    assert words in render(eat, firm).text
    assert words not in render(use, firm).text


@pytest.mark.parametrize("kind", ["final_response", "not_upheld"])
@pytest.mark.parametrize("locale, heading", [("ja", "弊社にできますこと"), ("en", "What we can still do")])
def test_what_we_can_still_do_is_said_in_every_answer(
    kind: LetterKind, locale: Locale, heading: str, firm: Firm
) -> None:
    text = render(changed(kind, locale, alternative="We send you the record."), firm).text

    assert text.index(heading) < text.index("We send you the record.")
    assert heading not in render(changed(kind, locale, alternative=""), firm).text


@pytest.mark.parametrize(
    "locale, said",
    [
        ("ja", "お調べの内容：記録と録音を確かめました。\n\nお調べした結果："),
        ("en", "What we looked at: 記録と録音を確かめました。"),
    ],
)
def test_an_answer_says_what_was_looked_at_before_what_was_found(locale: Locale, said: str, firm: Firm) -> None:
    heads = (example_order("not_upheld", locale).personal or {})["heads"]
    weighed = {"h1": heads["h1"] | {"weighed": "記録と録音を確かめました。"}}

    assert said in render(changed("not_upheld", locale, heads=weighed), firm).text
    assert said.partition("：")[0].partition(":")[0] not in preview("not_upheld", locale, firm).text


@pytest.mark.parametrize("locale, listed", [("ja", "・同封書類　調査報告書 1通\n"), ("en", "Enclosed: 調査報告書 1通")])
def test_what_lies_in_the_envelope_is_listed(locale: Locale, listed: str, firm: Firm) -> None:
    order = changed("individual", locale, enclosures=["調査報告書 1通"]).model_copy(update={"medium": "post"})

    assert listed in render(order, firm).text


@pytest.mark.parametrize(
    "locale, money", [("ja", "ご返金　£84.20（"), ("en", "A refund of £84.20 – by Thursday 9 April 2026")]
)
def test_what_was_settled_at_once_is_confirmed_with_what_the_customer_gets(
    locale: Locale, money: str, firm: Firm
) -> None:
    part = {
        "kind": "refund",
        "amount": "84.20",
        "currency": "GBP",
        "ground": "obligation",
        "state": "agreed",
        "by": "2026-04-09",
    }

    assert money in render(changed("summary_resolution", locale, facts={"items": [part]}), firm).text
