"""A letter's own paragraphs name no colleague other than who signs or handles it, and no supplier."""

from __future__ import annotations

import pytest

from domain.errors import WordsRefused
from domain.words import Locale
from letters.checking import check_letter
from letters.naming import names_in, of_firms
from letters.rendering import render
from letters.wording import read_folder
from policies.firm import Firm
from tests.letters.test_every_kind import changed

NAMES = ("例示 次郎", "Jiro Reiji", "株式会社手本樹脂", "手本樹脂", "Acme Parts")


@pytest.mark.parametrize(
    "text, locale, said",
    [
        ("配送は例示次郎が担当いたしました。", "ja", True),
        ("配送は例示　次郎が担当いたしました。", "ja", True),
        ("部品は手本樹脂から納められたものでございます。", "ja", True),
        ("配送は弊社の者が担当いたしました。", "ja", False),
        ("「例示次郎という人が怒鳴った」とのこと、申し訳ございません。", "ja", False),
        ("Your driver was jiro  reiji.", "en", True),
        ("The part came from Acme Parts.", "en", True),
        ("Your driver was late.", "en", False),
        ("> Jiro Reiji shouted at me.\n\nI am sorry.", "en", False),
        ("The acme partsman came.", "en", False),
    ],
)
def test_names_are_found_as_people_write_them(text: str, locale: Locale, said: bool) -> None:
    found = names_in(text, NAMES, (), locale)

    assert bool(found) is said
    assert all("Reiji" not in one.told and "例示" not in one.told for one in found)


def test_who_may_be_named_is_not_found() -> None:
    assert names_in("Robin Example will call you.", ["Robin Example"], ["Robin  Example"], "en") == []


def test_a_department_is_no_supplier() -> None:
    asked = ["factory", "品質保証部", "Acme Parts Ltd", "株式会社手本樹脂", "大阪工場", "Quality Department"]

    assert of_firms(asked) == ["Acme Parts Ltd", "株式会社手本樹脂", "Acme Parts", "手本樹脂"]


@pytest.mark.parametrize(
    "words, leaves",
    [("Jiro Reiji forgot it.", False), ("Acme Parts forgot it.", False), ("Alex Example will call you.", True)],
)
def test_the_final_text_is_read_for_names_too(words: str, leaves: bool, firm: Firm) -> None:
    order = changed("progress_update", "en", facts={"suppliers": ["Acme Parts"]}, message=words)
    staff = ("Jiro Reiji", "Alex Example", "Sam Specimen")

    if leaves:
        assert check_letter(order, render(order, firm), firm, read_folder()["en"], staff) == []
        return
    with pytest.raises(WordsRefused, match="the name of a colleague or supplier") as refusal:
        check_letter(order, render(order, firm), firm, read_folder()["en"], staff)
    assert words.split()[0] not in str(refusal.value)
