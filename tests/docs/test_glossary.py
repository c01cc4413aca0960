"""One vocabulary: the glossary has every term, labels and buttons are its words, and no staff word reaches a customer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from domain import labels
from domain.words import LOCALES, ROLES, STAGES, Locale
from messages.commands import COMMANDS
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASK_COMMANDS
from tests.docs.glossary import ROOT, Row, never_told, page, rows, staff_only, told_to_customers, words

TERMS: list[list[str]] = yaml.safe_load((Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8"))
BUTTONS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "buttons.yaml").read_text(encoding="utf-8"))
DESK = ROOT.parent / "shared" / "product" / "desk.md"


def _row(term: str, staff: str, customers: str) -> Row | None:
    """A line of the glossary that has this term with these words."""

    def named(row: Row) -> bool:
        return re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", row.code.replace("`", "")) is not None

    def has(cell: str, wanted: str) -> bool:
        return all(word in words(cell) or word in cell for word in wanted.split("、") if word != "–")

    return next((row for row in rows() if named(row) and has(row.staff, staff) and has(row.customers, customers)), None)


@pytest.mark.parametrize("term, staff, customers", TERMS, ids=[f"{term[0]}: {term[1]}" for term in TERMS])
def test_every_term_of_the_trade_is_in_the_glossary(term: str, staff: str, customers: str) -> None:
    row = _row(term, staff, customers)

    assert row, f"GLOSSARY.md has no row {term!r} with {staff} for staff and {customers} for customers"
    assert row.meaning
    assert customers != "–" or row.customers.startswith("–"), f"{term}: customers never meet it"


@pytest.mark.skipif(not DESK.exists(), reason="the desk's own page is kept beside the project")
def test_the_terms_here_are_those_of_the_desk() -> None:
    table = DESK.read_text(encoding="utf-8").partition("### Glossary")[2].partition("\n### ")[0]
    wanted = {
        word
        for line in table.strip().splitlines()[2:]
        for word in re.split(r"[、・:;/() ]", line.strip("|").split("|")[1].strip())
        if word
    }
    known = {part for _, staff, _ in TERMS for word in staff.split("、") for part in re.split("[・ ]", word)}

    assert wanted - known <= {"策", "再発防止", "支払の控え", "送付", "解決策の提示"}, "parts of words that are there"


def test_stages_are_called_what_the_glossary_calls_them() -> None:
    assert {row.code: (row.staff, row.customers.replace("(機関名)", "")) for row in rows("Stages")} == {
        stage: (labels.STAGES[stage].ja, labels.FOR_CUSTOMERS[stage].ja.format(where="○○")) for stage in STAGES
    }


def test_closing_grounds_are_called_what_the_glossary_calls_them() -> None:
    assert {row.code: row.staff for row in rows("Closing grounds")} == {
        ground: label.ja for ground, label in labels.GROUNDS.items()
    }


def test_roles_are_called_what_the_glossary_calls_them() -> None:
    listed = {code: row.staff for row in rows("Roles") for code in row.code.split(", ")}

    assert set(listed) == set(ROLES)
    assert [role for role, label in labels.ROLES.items() if label.ja not in listed[role]] == []


@pytest.mark.parametrize(
    "code, known",
    [
        ("severity", labels.SEVERITIES),
        ("decision", labels.OUTCOMES),
        ("level law", labels.DUTY_LEVELS),
        ("kind of representative", labels.REPRESENTATIVES),
    ],
)
def test_other_labels_are_the_glossarys_too(code: str, known: dict[str, labels.Label]) -> None:
    cells = [row.staff for row in rows() if code in row.code]

    assert [label.ja for label in known.values() if not any(set(words(label.ja)) <= set(words(c)) for c in cells)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_button_says_what_the_desk_says(name: str) -> None:
    assert COMMANDS[name].title_ja.partition("(")[0] == BUTTONS[name].partition("(")[0]
    assert COMMANDS[name].title


@pytest.mark.parametrize("locale", LOCALES)
def test_every_stage_has_a_label_and_a_meaning_for_customers(locale: Locale) -> None:
    for stage in STAGES:
        said = labels.FOR_CUSTOMERS[stage].of(locale)
        assert labels.STAGES[stage].of(locale)
        assert said
        assert not re.search("お客様待ち|保留|完了|done|pending|on hold|resolved|completed", said)


EVERYDAY = {"実施", "理由", "通常", "けが"}
"""Staff words that are everybody's words as well: 実施いたしました, そのように考えました理由, 通常より数日."""
OF_THE_LAW = {"段階": "第[12]段階"}
"""Staff words that customers read in a name of the law's own, and nowhere else: the Housing Ombudsman's code has two stages."""


def _hits(text: str, word: str) -> bool:
    text = re.sub(OF_THE_LAW.get(word, "(?!)"), "", text)
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) is not None
    return word in text


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_for_customers_has_a_word_of_the_staff(locale: Locale) -> None:
    forbidden = {*never_told(locale), *(staff_only() if locale == "ja" else ())} - EVERYDAY
    told = list(told_to_customers(locale))

    assert len(told) > 40, "templates, standing texts, stages"
    assert len(forbidden) >= 10
    assert [(where, word) for where, text in told for word in sorted(forbidden) if _hits(text, word)] == []


@pytest.mark.parametrize(
    "word",
    [
        "苦情",
        "クレーム",
        "エスカレーション",
        "チケット",
        "案件",
        "処理",
        "再燃",
        "現品",
        "代行者",
        "対応期限",
        "判定",
        "根本原因",
    ],
)
def test_the_staffs_words_are_known_as_such(word: str) -> None:
    assert word in {*never_told("ja"), *staff_only()}


def test_nobodys_complaint_is_processed() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]

    assert [path.name for path in pages if "クレーム処理" in path.read_text(encoding="utf-8")] == []
    assert "苦情処理" not in page()


def test_the_procedures_page_calls_grounds_roles_and_commands_by_their_labels() -> None:
    procedure = (ROOT / "docs" / "procedure.md").read_text(encoding="utf-8")
    grounds = dict(re.findall(r"^\| `(\w+)` (\S+) \|", procedure.partition("## What closing needs")[2], re.MULTILINE))
    specs = [*COMMANDS.values(), *TASK_COMMANDS.values(), *OBLIGATIONS.specs.values()]

    assert grounds == {ground: label.ja for ground, label in labels.GROUNDS.items()}
    assert [r for r in ROLES if not re.search(rf"`{r}`( is)?\s+{labels.ROLES[r].ja}", procedure)] == []
    lines = set(procedure.splitlines())
    told = {line.split(" | ")[1] for line in lines if line.startswith("| `")}
    unlike = [spec.name for spec in specs if f"{spec.title} · {spec.title_ja}" not in told]
    assert set(unlike) <= {"assign", "acknowledge_escalation", "note", "reclassify"}, (
        "of an obligation: as for a complaint"
    )
