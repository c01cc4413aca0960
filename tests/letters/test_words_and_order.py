"""Order and words of the letters, as a reviewer at the desk would check them."""

from __future__ import annotations

import re

import pytest

from domain.words import LetterKind
from letters.preview import preview
from letters.rendering import render
from policies.firm import Firm
from tests.letters.test_every_kind import TO_CUSTOMERS, changed


@pytest.mark.parametrize("kind", TO_CUSTOMERS)
def test_japanese_paper_opens_and_closes_in_pairs_and_ends_its_lists(kind: LetterKind, firm: Firm) -> None:
    text = preview(kind, "ja", firm, "post").text

    opening = re.findall("謹啓|拝啓", text)
    closing = re.findall("謹白|敬具", text)
    assert (opening, closing) in ((["謹啓"], ["謹白"]), (["拝啓"], ["敬具"]))
    assert bool(re.search("^　+記$", text, re.MULTILINE)) == bool(re.search("^　+以上$", text, re.MULTILINE))
    parts = ["2026年4月28日", "見本 花子 様", "株式会社見本商会", "受付番号 K-1042", opening[0], closing[0], "\n電話　"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


@pytest.mark.parametrize("kind", TO_CUSTOMERS)
def test_japanese_mail_names_reader_then_writer_and_has_no_opening_words(kind: LetterKind, firm: Firm) -> None:
    lines = [line for line in preview(kind, "ja", firm).text.split("\n") if line]

    assert lines[0] == "見本 花子 様"
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
    assert english.split("\n\n")[1].startswith("First of all: how are you?")
