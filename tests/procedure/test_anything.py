"""Anything by anybody in any order: what must hold, holds; what must not happen, does not."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    get_state_machine_test,
    initialize,
    invariant,
    precondition,
    rule,
)

from domain.errors import ComplaintError
from domain.words import ROLES, Role
from messages.commands import COMMANDS
from tests.procedure.alphabet import BIG, EVERYTHING, TEMPTATIONS
from tests.procedure.case_book import CAUSE, FOUND, PEOPLE, REFUND, TASK, CaseBook
from tests.procedure.lasting import Post, missing, undone
from tests.procedure.places import bodies
from tests.procedure.standing import faults
from tests.procedure.starts import STARTS, begun
from tests.procedure.walk import NotNow
from workflows.procedure.act import Act
from workflows.procedure.allowed import allowed
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
NUMBERS = st.integers(min_value=0, max_value=9_999)
"""A number stands for one of what makes sense where the case is then: most random commands would only be refused."""


def meant(book: CaseBook, number: int) -> str:
    """The act of the walks that a number stands for."""
    shown = {*allowed(book.case), "decide"}
    acts = [act for act in EVERYTHING if act.split()[0] in shown or act.split()[0].isupper()]
    return acts[number % len(acts)]


class Life(RuleBasedStateMachine):
    """A complaint, and people who do anything to it for months."""

    given: ClassVar[set[str]] = set()

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start: str) -> None:
        """In any stage, with as much on record as a command could ask for; or where something is put to the test."""
        self.book, self.post = begun(start), Post()
        self.lived = [start]

    @rule(number=NUMBERS)
    def an_act_of_the_walks(self, number: int) -> None:
        label = meant(self.book, number)
        self._act(label, lambda: EVERYTHING[label](self.book), several=label == "decide and waive")

    @rule(number=NUMBERS, variety=NUMBERS)
    def what_the_page_offers(self, number: int, variety: int) -> None:
        names = allowed(self.book.case)
        name = names[number % len(names)]
        self._send(name, COMMANDS[name].roles[variety % len(COMMANDS[name].roles)], variety)

    @rule(name=st.sampled_from(sorted(COMMANDS)), role=st.sampled_from(ROLES), variety=NUMBERS)
    def any_command_by_anybody(self, name: str, role: Role, variety: int) -> None:
        self._send(name, role, variety)

    @rule(command=wild())
    def something_odd(self, command: tuple[str, str, dict[str, Any]]) -> None:
        name, role, body = command
        self._act(f"{name} by {role} {body}", lambda: self.book.do(name, role, **body))

    @rule(temptation=st.sampled_from(sorted(TEMPTATIONS)))
    def what_must_not_be_done(self, temptation: str) -> None:
        """By the very person who must not, or before its time."""
        self._act(temptation, lambda: TEMPTATIONS[temptation](self.book))

    @rule(days=st.sampled_from([1, 4, 15, 40]))
    def days_pass(self, days: int) -> None:
        self._act(f"TIME {days}", lambda: self.book.pass_days(days))

    @rule()
    def every_letter_leaves(self) -> None:
        self._act("POST", self.book.deliver)

    @precondition(lambda self: self.book.case.prevention)
    @rule(verdict=st.sampled_from(["effective", "ineffective", "inconclusive"]))
    def a_task_tells(self, verdict: str) -> None:
        task = self.book.case.prevention[-1].id
        self._act("NEWS", lambda: self.book.news(task, state="done", what="checked", verdict=verdict))

    @invariant()
    def what_must_hold_holds(self) -> None:
        self._nothing([*faults(self.book.case), *missing(self.book), *self.post.twice(self.book)])

    def _nothing(self, wrong: list[str]) -> None:
        assert wrong == [], f"{wrong} after {' > '.join(self.lived)}"

    def _send(self, name: str, role: Role, variety: int) -> None:
        bodies_ = list(bodies(name, self.book, role))
        body = bodies_[variety % len(bodies_)]
        self._act(f"{name} by {role} {body}", lambda: self.book.do(name, role, **body))

    def _act(self, label: str, deed: Callable[[], object], *, several: bool = False) -> None:
        """A command may be refused, and then nothing has changed; the outside and time may not. What lasts has lasted."""
        name = label.split()[0]
        self.given.add(name)
        before, refusal = self.book.case.model_copy(deep=True), ""
        try:
            done = deed()
        except ComplaintError as refused:
            refusal = str(refused) or "nothing said"
        if refusal:
            assert name in COMMANDS, f"{label} was refused: {refusal} after {' > '.join(self.lived)}"
            assert several or self.book.case == before, f"{label} was refused and has left a mark"
            return
        if done is not NotNow:
            self.lived.append(label)
        if isinstance(done, Act):
            assert len(receipt_of(done, name).model_dump_json().encode()) < 1_000
        self._nothing([] if several else undone(before, self.book.case, name))


def live(examples: int, steps: int, number: int) -> None:
    """So many lives of so many steps; the number that says which is told when one goes wrong."""
    lives = get_state_machine_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate],
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    try:
        seed(number)(lives)()
    except Exception as error:
        error.add_note(f"the same lives again: pytest tests/procedure/test_anything.py --hypothesis-seed={number}")
        raise


@pytest.mark.parametrize("part", [1, 2])
def test_whatever_people_do_what_must_hold_holds_and_what_must_last_lasts(
    part: int, pytestconfig: pytest.Config
) -> None:
    """Much the same lives each time: Hypothesis also draws numbers that it finds in the modules that are loaded."""
    Life.given.clear()
    live(40, 50, part + int(pytestconfig.getoption("--hypothesis-seed") or 0))
    assert {"TIME", "POST"} <= Life.given, "lives in which nothing comes by itself prove nothing"
    assert len(set(COMMANDS) & Life.given) > 0.8 * len(COMMANDS)  # each of them in every stage: test_roles.py


@pytest.mark.certify
@pytest.mark.timeout(7_200)
def test_whatever_people_do_for_a_long_time(pytestconfig: pytest.Config) -> None:
    """Other lives each time."""
    live(1_500, 150, int(pytestconfig.getoption("--hypothesis-seed") or secrets.randbits(32)))
