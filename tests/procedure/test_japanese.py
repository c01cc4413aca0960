"""What the engine says to its staff it says in Japanese too: every sentence of its own, with whatever stands in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import policies
import workflows
from domain.closing import missing_for_closing
from messages.japanese import BOOK, japanese
from tests.procedure.places import PLACES, at
from workflows.procedure.next_act import next_act
from workflows.procedure.staff.ladder import WORDS

SOURCES = sorted(Path(workflows.__file__).parent.rglob("*.py"))
RECEIPT = Path(policies.__file__).parent / "receipt.py"
"""What goes wrong at receipt is a problem with its words in a dictionary."""
FILLINGS = (
    "",
    "X1",
    "Mon 2026-06-01",
    " by Mon 2026-06-01",
    "2",
    "pay it",
    "inquiries without a finding",
    "further report 続報",
)
"""What may stand where a sentence has a hole."""
ENGLISH = re.compile(r"\b[a-z]+(?: [a-z]+){3}")
"""Four words of English side by side: a sentence that only half of the book knew."""
SENTENCE = 9
"""Letters of its own that make a sentence one: `{called} {number}` is put together from parts that are in the book."""


def said_by_the_engine() -> Iterator[tuple[str, list[str]]]:
    """Where a sentence is told to somebody, and the sentence with each filling; what another function made is not seen here."""
    for path in SOURCES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for told in _told(function):
                    yield from ((f"{path.name}:{function.name}", ways) for ways in _sentences(told))


def _told(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a function tells: arguments of `tell` and `problem`, or what was assigned to the names that stand there."""
    assigned = [
        (target, value) for one in ast.walk(function) if isinstance(one, ast.Assign) for target, value in _pairs(one)
    ]
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            for n in {"tell": (1, 2), "problem": (1, 3)}.get(call.func.attr, ()):
                for argument in call.args[n : n + 1]:
                    yield argument
                    yield from (value for target, value in assigned if ast.unparse(target) == ast.unparse(argument))


def _pairs(one: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """`what, do = "…", "…"` are two."""
    target = one.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
        yield from zip(target.elts, one.value.elts, strict=True)
    else:
        yield target, one.value


def _sentences(node: ast.expr) -> Iterator[list[str]]:
    if isinstance(node, ast.IfExp):
        yield from (*_sentences(node.body), *_sentences(node.orelse))
    elif isinstance(node, ast.Constant):
        yield [str(node.value)]
    elif isinstance(node, ast.JoinedStr):
        parts = [(str(part.value),) if isinstance(part, ast.Constant) else FILLINGS for part in node.values]
        own = "".join(part[0] for part in parts if part is not FILLINGS)
        if sum(map(str.isalpha, own)) >= SENTENCE:
            yield ["".join(one) for one in product(*parts)]


def test_every_notice_and_every_problem_has_its_japanese() -> None:
    told = list(said_by_the_engine())

    assert len(told) > 120
    assert [(where, ways[0]) for where, ways in told if not any(map(japanese, ways))] == []


def test_what_goes_wrong_at_receipt_has_its_japanese() -> None:
    told = [
        ways
        for one in ast.walk(ast.parse(RECEIPT.read_text(encoding="utf-8")))
        if isinstance(one, ast.Dict)
        for key, value in zip(one.keys, one.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in ("what", "do")
        for ways in _sentences(value)
    ]
    assert len(told) >= 6
    assert [ways[0] for ways in told if not any(map(japanese, ways))] == []


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_a_case_is_about_is_told_in_japanese(words: tuple[str, str]) -> None:
    assert all(map(japanese, words))


def test_what_colleagues_are_told_is_said_in_japanese() -> None:
    told = {order.facts[key] for place in PLACES for order in at(place).letters("notice") for key in ("what", "do")}

    assert len(told) > 20
    assert [sentence for sentence in sorted(told) if not japanese(sentence)] == []


@pytest.mark.parametrize("place", PLACES)
def test_what_a_case_waits_for_is_said_in_japanese(place: str) -> None:
    case = at(place).case

    said = [next_act(case).ja, *map(japanese, missing_for_closing(case))]
    assert all(said)
    assert [one for one in said if ENGLISH.search(one)] == []


@pytest.mark.parametrize(
    "english, said",
    [
        ("final_response is due Mon 2026-06-29", "最終回答の期限は2026年6月29日(月)です"),
        (
            "first_report is overdue since Tue 2026-04-28 10:50 JST",
            "第一報の期限(2026年4月28日(火) 10:50 JST)を過ぎました",
        ),
        (
            "the customer asks for somebody higher: call back by Tue 2026-06-02",
            "お客様が上の者との話を求めています。折り返しのお電話の期日は2026年6月2日(火)です",
        ),
        (
            "call, then keep_promise PR1; look at it, and escalate with level where it takes more",
            (
                "お客様にお電話してください。済んだら keep_promise PR1 で記録してください。"
                "内容を確かめ、さらに上の対応が要るときは escalate(level)で上げてください"
            ),
        ),
        (
            "decision on demand D1: record_contact with demand, decided and reason, by a lead",
            "ご要求D1の判断:対応責任者が判断し、理由を添えて記録する(record_contact、demand・decided)",
        ),
        ("demand D1 is decided: partly", "ご要求D1の判断:一部応じる"),
        ("promised: measure by Tue 2026-06-02", "お約束の期日:再発防止策の実施(2026年6月2日(火))"),
        ("escalated to level 1: acknowledge overdue", "上位対応(レベル1)に上がりました。理由:受付連絡の期限超過"),
        ("the case is yours now (before: nobody): press", "この件はあなたの担当になりました(前任:なし)。理由:報道"),
        (
            "broken promise PR1: refund 20.00 GBP by 2026-06-08",
            "お約束PR1の不履行:返金 20.00 GBP(期日 2026年6月8日(月))",
        ),
        (
            "contact is restricted: by email only, no visits, until 2026-06-30",
            "対応を制限しました:メールのみ、面談なし(2026年6月30日(火)まで)",
        ),
        (
            "post the letter K-1/not_upheld/1 (owabi post lists the queue), then record_post",
            "書面K-1/not_upheld/1を郵送し(一覧は owabi post)、record_post で記録する",
        ),
    ],
)
def test_what_stands_in_a_sentence_is_said_in_japanese_and_codes_to_type_stay_as_they_are(
    english: str, said: str
) -> None:
    assert japanese(english) == said


def test_what_people_typed_stays_as_they_typed_it() -> None:
    assert japanese("escalated to level 2: they wait for days (asked by the customer)") == (
        "上位対応(レベル2)に上がりました。理由:they wait for days(お客様の求め)"
    )
    assert japanese("they wait for days") == ""


@pytest.mark.parametrize("english", BOOK)
def test_no_japanese_sentence_loses_what_its_english_one_names(english: str) -> None:
    assert set(re.findall(r"<\w+>", english)) == set(re.findall(r"<\w+>", BOOK[english]))
    assert re.search("[ぁ-ん]|[一-龠]", BOOK[english])
