"""What a complaint is about, in the words of the firm's own list: looked up at receipt, and when it is reclassified."""

from __future__ import annotations

from policies import categories
from policies.reader import HERE
from tests.procedure.case_book import CaseBook
from tests.procedure.shown import at_the_terminal
from workflows.details import details_of
from workflows.view import view_of

KNOWN = categories.read((HERE / "data" / "categories.yaml").read_text(encoding="utf-8"), "categories.yaml")
TWICE = "billing.charged_twice (Billing and payments › Charged twice, 請求・お支払い › 二重の請求)"


class AskedInTheList(CaseBook):
    """A case book whose desk has a list of categories."""

    categories = KNOWN


def about(category: str) -> CaseBook:
    return AskedInTheList(category=category, opened={"category_titles": KNOWN.titles(category)})


def test_the_page_and_the_terminal_say_what_it_is_about_in_both_languages() -> None:
    book = about("billing.charged_twice")
    assert f"- {TWICE} · email" in details_of(book.case)
    assert f"  {TWICE} · " in at_the_terminal(book)
    assert view_of(book.case)["category_titles"]["ja"] == "請求・お支払い › 二重の請求"


def test_a_category_of_somebody_elses_is_shown_as_it_came() -> None:
    assert "- moon_phase.full · email" in details_of(about("moon_phase.full").case)


def test_reclassified_it_has_the_titles_of_the_new_category() -> None:
    book = about("delivery.damaged")
    answer = book.answer("reclassify", category="billing.charged_twice", reason="it is the second debit")
    assert f"- {TWICE} · email" in details_of(book.case)
    assert answer.hints == []


def test_reclassified_to_what_the_list_has_not_it_is_taken_with_a_hint() -> None:
    book = about("delivery.damaged")
    [hint] = book.answer("reclassify", category="moon_phase.full", reason="it was the moon").hints
    assert hint.startswith("moon_phase.full is not on the firm's list of categories")
    assert (book.case.category, book.case.category_titles) == ("moon_phase.full", {})


def test_where_nobody_looked_nothing_is_said_of_the_list() -> None:
    assert CaseBook().answer("reclassify", category="moon_phase.full", reason="it was the moon").hints == []


def test_what_leaves_the_category_alone_leaves_its_titles_alone() -> None:
    book = about("billing.charged_twice")
    book.do("reclassify", severity="high", reason="the rent bounced")
    assert f"- {TWICE} · email" in details_of(book.case)
