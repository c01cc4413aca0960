"""Anything by anybody in any order: what must hold, holds; what must not happen, does not."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import ComplaintError
from messages.commands import COMMANDS
from tests.procedure.alphabet import BIG, EVERYTHING
from tests.procedure.case_book import CAUSE, FOUND, PEOPLE, REFUND, TASK, CaseBook
from tests.procedure.standing import faults
from workflows.procedure.next_act import allowed
from workflows.procedure.report import receipt_of

TEXTS = st.sampled_from(["", "words", "長い話", "{{ 7*7 }}", "x" * 500])
IDS = st.sampled_from(
    ["O1", "O2", "A1", "A2", "Q1", "Q2", "K1", "CASE-1/acknowledgement/1", "CASE-1/remedy/1", "nothing"]
)
WORDS = (
    "words", "told_us", "wrong", "found", "reasons", "text", "answer", "note", "summary", "tested", "statement", "firm_name", "why",
)  # fmt: skip
PERSONAL = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(WORDS, TEXTS),
        "questions": st.lists(TEXTS, max_size=3),
        "whys": st.one_of(TEXTS, st.lists(TEXTS, max_size=3)),
        "descriptions": st.one_of(TEXTS, st.fixed_dictionaries({"A": TEXTS})),
        "all": st.one_of(TEXTS, st.just(FOUND)),
    },
)  # fmt: skip
HEADS = st.sampled_from(
    [{"head": head, "outcome": outcome} for head in ("all", "h1") for outcome in ("upheld", "not_upheld")]
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "personal": PERSONAL,
    "what": IDS,
    "offer": IDS,
    "question": IDS,
    "contact": IDS,
    "effect_id": IDS,
    "reason": st.just("so it is"),
    "pack": st.sampled_from(["jp-product-accident", "eu-mdr", "nothing"]),
    "facts": st.sampled_from([{}, {"incident_class": "death"}]),
    "medium": st.sampled_from(["phone", "letter", "visit", "email"]),
    "done_at": st.sampled_from(["2026-06-01T09:00:00+00:00", "2020-01-01T00:00:00+00:00", "2099-01-01T00:00:00+09:00"]),
    "kind": st.sampled_from(["regret", "responsibility", "corrective"]),
    "heads": st.lists(HEADS, max_size=2),
    "alternatives": st.lists(st.fixed_dictionaries({"items": st.lists(st.sampled_from([REFUND, BIG]), max_size=2)})),
    "answer": st.sampled_from(["accepted", "rejected", "countered"]),
    "alternative": st.sampled_from(["A", "B", "Z"]),
    "ground": st.sampled_from(
        ["accepted", "no_answer", "dissatisfied", "not_reachable", "anonymous", "gave_up", "short_route", "forwarded"]
    ),
    "then": st.sampled_from(["again", "was_sent", "drop"]),
    "found": st.sampled_from(["done", "refused"]),
    "level": st.integers(min_value=0, max_value=3),
    "to": st.sampled_from(["leo.lead", "nora.new"]),
    "into": st.sampled_from(["OTHER-1", "CASE-1", "../x"]),
    "body": st.just("consumer-centre"),
    "outcome": st.sampled_from(["for_customer", "no_jurisdiction"]),
    "we": st.sampled_from(["follow", "refuse"]),
    "consent": st.just("phone"),
    "score": st.integers(min_value=1, max_value=5),
    "meaning": st.sampled_from(["thanks", "same_matter"]),
    "flags": st.lists(st.sampled_from(["injury", "legal"]), max_size=2),
    "severity": st.sampled_from(["low", "critical"]),
    "category": st.sampled_from(["packaging", "human error"]),
    "result": st.sampled_from(["found", "undetermined"]),
    "settles": IDS,
    "promise": st.sampled_from(["PR1", "PR2", "nothing"]),
    "investigation": st.sampled_from(["I1", "nothing"]),
    "item": st.sampled_from(["G1", "nothing"]),
    "due": st.sampled_from(["2026-06-03", "2020-01-01", "2026-06-20T10:00:00Z"]),
    "until": st.sampled_from(["2026-06-30", "2020-01-01"]),
    "days": st.sampled_from([1, 5, 400]),
}  # fmt: skip


@st.composite
def wild(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    """A command with an example's fields, some of them changed or left out."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    spec = COMMANDS[name]
    body = dict(draw(st.sampled_from([spec.example, {**spec.example, **_SENSIBLE.get(name, {})}])))
    for field in draw(st.lists(st.sampled_from(sorted(spec.model.model_fields)), max_size=2)):
        if field in FIELDS:
            body[field] = draw(FIELDS[field])
    return name, draw(st.sampled_from(sorted(PEOPLE))), body


_SENSIBLE: dict[str, dict[str, Any]] = {
    "record_root_cause": CAUSE,
    "add_prevention_task": TASK,
    "assign": {"to": "nora.new"},
    "decide": {"personal": FOUND},
}
TIME = ["days 1", "days 4", "days 15", "days 40", "leave"]
ACTS = st.one_of(st.integers(min_value=0, max_value=9_999), st.integers(min_value=0, max_value=9_999), wild())
"""A number stands for one of the acts that make sense where the case is then: most random commands would only be refused."""


def meant(book: CaseBook, number: int) -> str:
    """The act a number stands for."""
    shown = {*allowed(book.case), "decide"}
    acts = [act for act in EVERYTHING if act.split()[0] in shown or act.split()[0].isupper()] + TIME
    return acts[number % len(acts)]


def step(book: CaseBook, act: str | tuple[str, str, dict[str, Any]]) -> None:
    """One act: a known one, a wild command, some days, or every letter leaves. Only refusals may come of it."""
    before = book.case.model_dump_json()
    said = _refusal(book, act)
    if said is None:
        return
    assert said.strip()
    assert isinstance(act, tuple) or not (act.startswith(("days", "leave")) or act.split()[0].isupper()), said
    if act != "decide and waive":  # that one is several commands
        assert book.case.model_dump_json() == before


def _refusal(book: CaseBook, act: str | tuple[str, str, dict[str, Any]]) -> str | None:
    try:
        if isinstance(act, tuple):
            name, role, body = act
            receipt = receipt_of(book.do(name, role, **body), name)
            assert len(receipt.model_dump_json().encode()) < 1_000
        elif act.startswith("days"):
            book.pass_days(int(act.split()[1]))
        elif act == "leave":
            book.deliver()
        else:
            EVERYTHING[act](book)
    except ComplaintError as refused:
        return str(refused)
    return None


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(ACTS, min_size=30, max_size=60),
    st.sampled_from(["iso-10002", "jp-standard"]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([0, 1, 2]),
)
def test_whatever_people_do_what_must_hold_holds(acts: list[Any], pack: str, anonymous: bool, start: int) -> None:
    book = CaseBook(pack, anonymous=anonymous, opened={"complained_of": ["mana.manager"]})
    if start and not anonymous:
        book.answered("not_upheld") if start == 1 else book.closed("not_upheld")
    for act in acts:
        step(book, meant(book, act) if isinstance(act, int) else act)
        assert faults(book.case) == []
