"""Letters people may trust: what is not written to a customer is found, and what to write instead is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidPolicy, WordsRefused
from domain.words import LetterKind, Locale
from letters.checking import check_letter
from letters.preview import Medium, example_order
from letters.prose import dated
from letters.rendering import render
from letters.wording import Entry, Finding, checked, read, read_folder
from policies.firm import Firm
from tests.docs.glossary import never_told, prose
from tests.letters.test_every_kind import LOCALES, MEDIA, TO_CUSTOMERS, changed

LISTS = read_folder()
ENTRIES = [(locale, entry) for locale in LOCALES for entry in LISTS[locale].words]
TEMPLATES = Path(__file__).parents[2] / "letters"


def said_of(text: str, locale: Locale = "ja", **known: Any) -> list[tuple[str, str]]:
    return [(one.words, one.kind) for one in checked(text, LISTS[locale], **known)]


@pytest.mark.parametrize("locale, entry", ENTRIES, ids=lambda part: part.find[0] if isinstance(part, Entry) else part)
def test_each_entry_is_found_in_its_examples_and_not_in_its_good_sentence(locale: Locale, entry: Entry) -> None:
    found = {words for example in entry.hits for words, _ in said_of(example, locale)}

    assert set(entry.find) <= found
    assert said_of(entry.passes, locale) == []
    assert entry.instead


# The desk's rules as they were laid down: a list that loses one of them is wrong.
BLOCKED = [
    *("誤解を招いた", "ご不快に思われたのであれば", "遺憾", "普通は", "規則ですので", "前例がない"),
    *("二度と", "絶対に", "クレーム", "苦情", "エスカレーション", "チケット"),
    *("案件", "処理", "if you feel", "any inconvenience", "you failed to", "as per our policy"),
    *("never again", "we guarantee this"),
]
FOR_A_LEAD = [
    *("弊社の責任", "過失", "欠陥", "賠償", "補償", "全額"),
    *("liable", "negligent", "breach", "compensation", "our fault", "full and final"),
]


@pytest.mark.parametrize("words", BLOCKED)
def test_blame_half_apologies_promises_for_ever_and_jargon_are_blocked(words: str) -> None:
    assert [kind for _, kind in said_of(words, "en" if words.isascii() else "ja")] == ["blocked"]


@pytest.mark.parametrize("word, locale", [(word, locale) for locale in LOCALES for word in never_told(locale)])
def test_every_word_that_never_reaches_a_customer_is_found_in_what_a_person_writes(word: str, locale: Locale) -> None:
    assert said_of(f"We told the {word}." if locale == "en" else word, locale)


@pytest.mark.parametrize(
    "text, locale",
    [
        ("電話を保留にして、長くお待たせいたしました。在庫の保留を続けております。", "ja"),
        ("ご質問をいただき、ありがとうございます。", "ja"),
        ("完了いたしましたら、書面にてご報告申し上げます。", "ja"),
        (
            "We paid back the train ticket. The baggage handlers open at six. The severity of the burn is a doctor's to judge.",
            "en",
        ),
    ],
)
def test_what_is_called_so_by_everybody_is_no_jargon(text: str, locale: Locale) -> None:
    assert said_of(text, locale) == []


@pytest.mark.parametrize("words", FOR_A_LEAD)
def test_words_of_liability_and_money_need_an_approval(words: str) -> None:
    assert [kind for _, kind in said_of(words, "en" if words.isascii() else "ja")] == ["needs_approval"]


@pytest.mark.parametrize(
    "text, locale, found",
    [
        ("早急にご連絡いたします。", "ja", ["早急に"]),
        ("早急に、5月7日（木）までにご連絡いたします。", "ja", []),
        ("早急に、５月７日までにご連絡いたします。", "ja", []),
        ("早急にご連絡いたします。お約束は5月7日でした。", "ja", ["早急に"]),
        ("We will write shortly.", "en", ["shortly"]),
        ("We will write shortly, by 7 May.", "en", []),
        ("We will write shortly. You wrote on 7 May.", "en", ["shortly"]),
        ("We will write as soon\nas possible, tomorrow at the latest.", "en", []),
        ("We may write shortly.", "en", ["shortly"]),
    ],
)
def test_a_vague_time_needs_a_date_in_the_same_sentence(text: str, locale: Locale, found: list[str]) -> None:
    assert [words for words, _ in said_of(text, locale)] == found


@pytest.mark.parametrize(
    "text, locale",
    [
        ("「二度と起こさないでほしい」とのご要望を承りました。", "ja"),
        ("> 絶対に許さない。クレームだ。\n\nお申し出を承りました。", "ja"),
        ("You wrote: “never again, you failed to call”.", "en"),
        ('You wrote: "never again".', "en"),
        ("> You failed to call me.", "en"),
    ],
)
def test_the_customers_own_words_are_quoted_as_they_are(text: str, locale: Locale) -> None:
    assert said_of(text, locale) == []


@pytest.mark.parametrize(
    "text, locale",
    [
        ("当該の商品は、絶対に使用しないでください。", "ja"),
        ("至急ご使用をお止めください。お加減が悪いときは早急に医療機関を受診なさってください。", "ja"),
        ("Please stop using it as soon as possible. If you feel unwell, see a doctor as soon as possible.", "en"),
    ],
)
def test_advice_on_safety_is_never_held_up(text: str, locale: Locale) -> None:
    assert said_of(text, locale) == []


def test_emphasis_is_no_quotation() -> None:
    assert said_of("弊社は「絶対に」繰り返しません。") == [("絶対に", "blocked")]


def test_what_is_approved_covers_its_own_words() -> None:
    assert said_of("代金を全額お返しいたします。") == [("全額", "needs_approval")]
    assert said_of("代金を全額お返しいたします。", covers={"remedy"}) == []
    assert said_of("これは弊社の責任でございます。", covers={"remedy"}) == [("弊社の責任", "needs_approval")]
    assert said_of("これは弊社の責任でございます。", covers={"responsibility"}) == []
    assert said_of("二度と起こしません。", covers={"remedy", "decision", "responsibility"}) == [("二度と", "blocked")]


def test_widths_capitals_and_line_ends_hide_nothing() -> None:
    assert said_of("ＮＥＶＥＲ ＡＧＡＩＮ", "en") == [("never again", "blocked")]
    assert said_of("We apologise for Any\n  Inconvenience.", "en") == [("any inconvenience", "blocked")]
    assert said_of("It was neverending, against all odds.", "en") == []


def test_a_finding_says_where_and_what_to_write_instead_and_nothing_of_the_text() -> None:
    text = "見本 花子 様\n二度と起こしません。"

    found = checked(text, LISTS["ja"])

    assert [(one.position, text[one.position : one.position + 3]) for one in found] == [(8, "二度と")]
    assert "何月何日までに改めるのか" in found[0].told
    assert "見本" not in found[0].told


def test_twice_is_polite_and_three_times_is_too_much() -> None:
    once = "ご連絡させていただきます。"

    assert said_of(once * 2) == []
    assert said_of(once * 3) == [("させていただ", "style")] * 3


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", TO_CUSTOMERS)
def test_our_own_templates_say_nothing_of_it(kind: LetterKind, locale: Locale, firm: Firm) -> None:
    for medium in MEDIA:
        for facts in ({}, {"injury": True}, {"severity": "critical"}):
            order = changed(kind, locale, facts=facts).model_copy(update={"medium": medium})
            assert check_letter(order, render(order, firm), firm, LISTS[locale]) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_says_in_any_branch_what_is_not_written_to_customers(path: Path) -> None:
    locale: Locale = "ja" if path.parent.name == "ja" else "en"

    assert said_of(prose(path.read_text(encoding="utf-8"), locale), locale, covers={"remedy"}) == []


GOLDEN = {
    "ja": """見本 花子 様
お客様相談室の例示 太郎でございます。
このたびは、弊社のトースターをご使用中に煙が出たとのこと、大変怖い思いをおかけし、誠に申し訳ございません。
皆様のお体に変わりはございませんでしょうか。お加減のすぐれない方がいらっしゃいましたら、どうぞ医療機関の受診を優先なさってください。
念のため、当該製品のご使用はお控えくださいますようお願い申し上げます。
今後の進め方は次のとおりでございます。
　4月30日（木）　現品をお預かりするための梱包材をお届けいたします（送料は弊社が負担いたします）。
　5月7日（木）　調査の状況を、お電話またはメールでご報告いたします。
このたびは、弊社製品に樹脂片が混入しておりましたため、ご迷惑とご心配をおかけいたしました。
また、検査装置の設定に不備があり、出荷前に取り除くことができませんでした。いずれも弊社の管理が至らなかったことによるものでございます。
ご返金　8,420円（6月29日（月）までに、ご指定の口座へお振り込みいたします）
""",
    "en": """Dear Ms Specimen,
I am sorry that we took the same payment from your account twice on 2 June,
and that we did not call you back on 4 June as we promised.
What we have done: the second payment of £84.20 went back to you on 5 June. I will write when that is done.
If you are not satisfied you can turn to the ombudsman. You can reach me directly; my name is Alex Example.
""",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_desks_model_letters_leave(locale: Locale) -> None:
    assert [kind for _, kind in said_of(GOLDEN[locale], locale) if kind != "style"] == []


def test_what_a_customer_wrote_hides_nothing_of_what_we_write(firm: Firm) -> None:
    customer = {"name": "never again", "email": "sam@example.com", "locale": "en"}
    order = changed(
        "apology_regret", "en", customer=customer, subject="compensation", words="Never again. Compensation!"
    )

    with pytest.raises(WordsRefused) as refusal:
        check_letter(order, render(order, firm), firm, LISTS["en"])
    assert "'never again'" in str(refusal.value)
    assert "'compensation'" in str(refusal.value)


def test_a_customer_may_have_any_name(firm: Firm) -> None:
    order = changed("progress_update", "en", customer={"name": "Sam Breach", "email": "sam@example.com"})

    assert check_letter(order, render(order, firm), firm, LISTS["en"]) == []


@pytest.mark.parametrize("medium", MEDIA)
def test_a_letter_may_bear_the_customers_own_subject(medium: Medium, firm: Firm) -> None:
    order = changed("individual", "ja", subject="このクレームの件").model_copy(update={"medium": medium})

    assert check_letter(order, render(order, firm), firm, LISTS["ja"]) == []


def test_a_letter_that_says_it_does_not_leave_and_quotes_the_customer_freely(firm: Firm) -> None:
    quoting = changed("apology_regret", "ja", told_us="二度と買わない。\nクレームだ。", subject="絶対に許せない件")
    saying = changed("apology_regret", "ja", told_us="煙が出た", words="二度と起こしません。二度とです。")

    assert check_letter(quoting, render(quoting, firm), firm, LISTS["ja"]) == []
    with pytest.raises(WordsRefused) as refusal:
        check_letter(saying, render(saying, firm), firm, LISTS["ja"])
    assert str(refusal.value).count("'二度と'") == 1
    assert "起こしません" not in str(refusal.value)


@pytest.mark.parametrize("reference", ["TICKET-42", "ESCALATE-1"])
def test_a_reference_and_names_may_be_called_what_they_are(reference: str, firm: Firm) -> None:
    order = changed("progress_update", "en", facts={"reference": reference, "names": {"handler": "Terry Ticket"}})

    assert check_letter(order, render(order, firm), firm, LISTS["en"]) == []


def test_an_offer_covers_the_word_of_its_own_amount(firm: Firm) -> None:
    order = example_order("remedy_offer", "en")
    order.facts["alternatives"][0]["items"][1]["ground"] = "obligation"
    letter = render(order, firm)

    assert "Compensation of £25.00" in letter.text
    assert check_letter(order, letter, firm, LISTS["en"]) == []

    words = {"descriptions": {"a1": "代金を全額お返しいたします。", "a2": "新しい商品とお取り替えいたします。"}}
    order = changed("remedy_offer", "ja", **words)

    assert check_letter(order, render(order, firm), firm, LISTS["ja"]) == []


ENTRY = """words:
  - find: [soonish, laterish]
    kind: needs_date
    instead: the day
    hits: [We write soonish., We write laterish.]
    passes: We write soonish, on 7 May.
"""


def test_a_list_of_ones_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(ENTRY, encoding="utf-8")

    lists = read_folder(tmp_path)

    assert checked("We write Soonish.", lists["en"]) == [Finding(9, "soonish", "needs_date", "the day")]
    assert lists["ja"] == LISTS["ja"]


@pytest.mark.parametrize(
    "wrong, told",
    [
        (ENTRY.replace("needs_date", "need_date"), "en.yaml, line 3: words.0.kind: must be one of blocked"),
        (ENTRY.replace("instead", "in_stead"), "en.yaml, line 4: words.0.in_stead: there is no such key"),
        (ENTRY.replace(", We write laterish.", ""), "en.yaml, line 2: words.0: hits: no example in which 'laterish'"),
        (
            ENTRY.replace(", on 7 May", ""),
            "en.yaml, line 2: words.0: passes: the good sentence holds the words as well",
        ),
        (ENTRY + ENTRY.partition("\n")[2], "words: 'soonish' is there twice"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_file_and_line(wrong: str, told: str) -> None:
    with pytest.raises(InvalidPolicy, match=re.escape(told)):
        read(wrong, "en.yaml")


def test_words_that_nobody_approved_do_not_leave_by_another_way(firm: Firm) -> None:
    causes: dict[str, Any] = {"causes": ["係の者の過失でございました。", "部品に欠陥がございました。"]}
    order = changed("final_response", "ja", **causes)
    approved = order.model_copy(update={"facts": order.facts | {"approved_by": "s-01"}})

    with pytest.raises(WordsRefused) as refusal:
        check_letter(order, render(order, firm), firm, LISTS["ja"])
    assert "'欠陥' needs the approval of a lead" in str(refusal.value)
    assert "過失" not in str(refusal.value), "the decision that it states covers that word"
    assert [one.words for one in check_letter(approved, render(approved, firm), firm, LISTS["ja"])] == ["欠陥"]


def test_a_reminder_repeats_an_offer_as_it_was_approved(firm: Firm) -> None:
    order = changed("reminder", "en", descriptions={"a1": "We are liable and pay compensation."})

    assert check_letter(order, render(order, firm), firm, LISTS["en"]) == []


def test_the_date_of_a_sentence_counts_from_its_first_word_on() -> None:
    text = "お調べいたします。後日、6月5日に伺います。"
    assert dated(text, text.index("後日"))
    assert not dated(text, text.index("お調べ"))
