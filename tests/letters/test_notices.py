"""Notices to colleagues: in the case's language, what the engine says as well as what people wrote."""

from __future__ import annotations

from typing import Any

import pytest

from domain.words import Locale
from letters.preview import example_order, preview
from letters.rendering import RenderedLetter, render
from policies.firm import Firm


def notice(firm: Firm, locale: Locale = "ja", **facts: Any) -> RenderedLetter:
    order = example_order("notice", locale)
    return render(order.model_copy(update={"facts": dict(order.facts) | facts}), firm)


def test_a_notice_of_a_japanese_case_says_in_japanese_what_is_the_matter_and_what_to_do(firm: Firm) -> None:
    written = notice(firm, what="offer O1 waits for approval", do='approve {"what": "O1"}')

    assert written.subject.endswith("解決策O1が決裁を待っています")
    assert 'お願い：内容を確かめ、決裁してください:approve {"what": "O1"}' in written.text
    assert "waits for" not in written.text


def test_what_a_colleague_wrote_stays_as_it_was_written(firm: Firm) -> None:
    written = notice(firm, what="escalated to level 1: 40 shares (asked by the handler)", do="call Kim on 12")

    assert written.subject.endswith("上位対応(レベル1)に上がりました。理由:40 shares(担当者の求め)")
    assert "お願い：call Kim on 12" in written.text


def test_a_notice_of_an_english_case_is_english(firm: Firm) -> None:
    written = notice(firm, "en", what="offer O1 waits for approval", do='approve {"what": "O1"}')

    assert written.subject.endswith("offer O1 waits for approval")
    assert "What to do: approve" in written.text


def test_the_preview_shows_what_the_engine_writes(firm: Firm) -> None:
    assert preview("notice", "ja", firm).subject == "[K-1042] 最終回答の期限は2026年5月22日(金)です"
    assert preview("notice", "en", firm).subject == "[K-2017] final_response is due Thu 2026-05-28"


@pytest.mark.parametrize(
    "due, shown", [("2026-05-22", "5月22日（金）"), ("2026-05-22T10:50:00.1108+09:00", "5月22日（金） 10:50 JST")]
)
def test_a_day_is_a_day_and_an_hour_is_told_where_it_matters(due: str, shown: str, firm: Firm) -> None:
    assert f"期日：{shown}\n" in notice(firm, due=due).text
