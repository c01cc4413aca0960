"""Sentences as a customer hears them: each is one that once read wrong aloud."""

from __future__ import annotations

from typing import Any

import pytest

from domain.words import LetterKind, Locale
from letters.preview import example_order
from letters.rendering import render
from policies.firm import Firm
from tests.letters.test_every_kind import changed


def text(kind: LetterKind, locale: Locale, firm: Firm, facts: dict[str, Any] | None = None, **personal: Any) -> str:
    return render(changed(kind, locale, facts=facts, **personal), firm).text


@pytest.mark.parametrize("mood", ["", "calm", "disappointed", "angry"])
def test_who_was_in_danger_was_frightened_whatever_the_mood(mood: str, firm: Firm) -> None:
    assert "大変怖い思いをおかけし" in text("apology_regret", "ja", firm, {"danger": True}, mood=mood)
    assert "for the fright you have had over" in text("apology_regret", "en", firm, {"danger": True}, mood=mood)


@pytest.mark.parametrize("mood", ["disappointed", "angry"])
def test_faulty_goods_are_trouble_and_no_mere_displeasure(mood: str, firm: Firm) -> None:
    assert "ご迷惑とご心配をおかけし、" in text("remedy_offer", "ja", firm, {"faulty": True}, mood=mood)
    assert "ご不快な思いをさせてしまい、" in text("remedy_offer", "ja", firm, mood=mood)


ONE = {"what": "remedy", "due": "2026-08-10"}
CALL = {"what": "call_back", "due": "2026-08-07"}
OTHER = {"what": "other", "due": "2026-08-10"}


@pytest.mark.parametrize(
    "broken, said",
    [
        ([ONE], "ご了承いただきましたご対応を8月10日（月）までに実施するとお約束しながら、果たせませんでした"),
        (
            [CALL, OTHER],
            "8月7日（金）までにお電話を差し上げること、および8月10日（月）までに必要なご対応をすることをお約束しながら、果たせ",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["delay_apology", "progress_update"])
def test_a_broken_promise_names_its_day_where_it_belongs(
    kind: LetterKind, broken: list[dict[str, str]], said: str, firm: Firm
) -> None:
    assert said in text(kind, "ja", firm, {"broken_promises": broken})


@pytest.mark.parametrize(
    "broken, said",
    [
        ([ONE], "that we did not do all that we had agreed by Monday 10 August 2026, as we had promised."),
        ([CALL, OTHER], "and that we did not do by Monday 10 August 2026 what we had promised you."),
    ],
)
def test_and_so_in_english(broken: list[dict[str, str]], said: str, firm: Firm) -> None:
    assert said in text("delay_apology", "en", firm, {"broken_promises": broken})


def test_only_who_waited_for_a_call_or_a_visit_lost_their_time(firm: Firm) -> None:
    assert "お待ちくださいましたお時間を無駄に" in text("delay_apology", "ja", firm, {"broken_promises": [CALL]})
    assert "長らくお待たせいたしましたことを" in text("delay_apology", "ja", firm, {"broken_promises": [ONE]})


@pytest.mark.parametrize(
    "locale, ours", [("ja", "弊社のご回答にご納得いただけない"), ("en", "not satisfied with our answer")]
)
@pytest.mark.parametrize("kind", ["delay_notice", "conduct_notice", "signposting"])
def test_before_there_is_an_answer_nobody_is_told_what_to_do_with_it(
    kind: LetterKind, locale: Locale, ours: str, firm: Firm
) -> None:
    said = text(kind, locale, firm)

    assert ours not in said
    assert firm.outside is not None
    assert firm.outside.of(locale)[0] in said
    assert ours in text("final_response", locale, firm)


def test_one_day_is_named_once(firm: Firm) -> None:
    same = {"next_contact_by": "2026-06-26", "final_response_by": "2026-06-26"}

    assert text("interim_report", "ja", firm, same).count("6月26日（金）") == 1
    assert text("interim_report", "en", firm, same).count("Friday 26 June 2026") == 1


def test_who_praised_us_is_not_asked_what_was_wrong(firm: Firm) -> None:
    assert "ご不満" not in text("contact_received", "ja", firm, {"contact_kind": "praise"})
    assert "ご不満" in text("contact_received", "ja", firm, {"contact_kind": "enquiry"})


@pytest.mark.parametrize(
    "mood, said",
    [
        ("angry", "I am sorry that something has upset you."),
        ("worried", "I am sorry for the worry you have had."),
        ("calm", "I am sorry for the trouble you have had."),
    ],
)
def test_the_first_word_is_sorry_for_the_feeling(mood: str, said: str, firm: Firm) -> None:
    assert said in text("acknowledgement", "en", firm, mood=mood)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_short_message_says_who_writes_unless_nobody_is_to_know(locale: Locale, firm: Firm) -> None:
    order = example_order("acknowledgement", locale, "message")
    discreet = order.model_copy(update={"facts": order.facts | {"wishes": ["discreet"]}})

    assert firm.name.of(locale) in render(order, firm).short.splitlines()[0]
    assert firm.name.of(locale) not in render(discreet, firm).short


@pytest.mark.parametrize(
    "kind, locale, facts, said",
    [
        ("remedy_done", "ja", {}, "お約束と異なる点や"),
        ("closing", "ja", {"ground": "dissatisfied"}, "弊社からの最終のご回答とし"),
        ("referral", "ja", {}, "求められた資料の提出やご説明を期日までに行い"),
        ("forwarding", "ja", {}, "よりご回答がございます"),
        ("withdrawal_confirmed", "ja", {}, "8月20日（木）までにお気持ちが変わりましたら"),
        ("final_response", "ja", {}, "そのように判断いたしました理由は、次のとおりでございます。"),
        ("progress_update", "en", {}, "I am still finding out what happened"),
        (
            "apology_responsibility",
            "en",
            {"prevention": [{"state": "planned", "on": "2026-06-30"}]},
            "By Tuesday 30 June 2026: ",
        ),
    ],
)
def test_it_reads_as_it_is_said(kind: LetterKind, locale: Locale, facts: dict[str, Any], said: str, firm: Firm) -> None:
    words = {"prevention": {"0": "the page accepts each order once"}} if "prevention" in facts else {}

    assert said in text(kind, locale, firm, facts, **words)
