"""Everything that can happen, tried: no dead end, no owner missing, nothing closed that is not finished, nothing done twice."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from functools import cache

import pytest

from domain.case import Case
from domain.errors import ComplaintError
from messages.commands import COMMANDS
from tests.procedure.alphabet import POST, acts, on_record, plain, upheld
from tests.procedure.walk import PaperCase, Walk

FINISH = ("send_final_response", "SENT final", "close accepted")
AGAIN = ("decide and waive", "SENT acknowledgement", *FINISH)
"""What a second round needs until it can be closed."""
WALKS: dict[str, tuple[Callable[[], PaperCase], tuple[str, ...]]] = {
    "record": (
        plain,
        (
            "SENT acknowledgement",
            "record_root_cause",
            "decide upheld",
            "decide not_upheld",
            "add_prevention_task",
            "decide_no_prevention",
            "apologise by lead",
            "waive_apology",
            *FINISH,
        ),
    ),
    "apology": (
        upheld,
        (
            "apologise responsibility",
            "apologise by lead",
            "apologise spoken by handler",
            "approve apology",
            "decline_approval apology",
            "waive_apology",
            "SENT apology",
            "BLOCKED apology",
            "send_letter drop",
            "send_letter again",
            "decide upheld",
            "decide not_upheld",
            *FINISH,
        ),
    ),
    "remedy": (
        on_record,
        (
            "offer_remedy",
            "offer_remedy big",
            "approve offer",
            "decline_approval offer",
            "answer_offer accepted",
            "answer_offer rejected",
            "fulfil_remedy",
            "fulfil_remedy found done",
            "fulfil_remedy found refused",
            "PROVIDER done",
            "PROVIDER refused",
            "PROVIDER unknown",
            "close not_reachable",
            *FINISH,
        ),
    ),
    "rounds": (
        on_record,
        (
            "offer_remedy",
            "answer_offer accepted",
            "fulfil_remedy",
            "PROVIDER done",
            "withdraw",
            "reopen",
            "request_review",
            *AGAIN,
        ),
    ),
    "approvals": (
        on_record,
        (
            "offer_remedy big",
            "apologise responsibility",
            "decline_approval offer",
            "decline_approval apology",
            "withdraw",
            "reopen",
            "merge",
            "unmerge",
            "refer",
            "record_external_decision",
            *AGAIN,
        ),
    ),
    "outside": (
        on_record,
        ("offer_remedy", "answer_offer rejected", "refer", "record_external_decision", *AGAIN),
    ),
    "elsewhere": (
        plain,
        (
            "forward",
            "forward spoken",
            "SENT forwarding",
            "BLOCKED forwarding",
            "send_letter drop forwarding",
            "keep_promise",
            "close forwarded",
            "request_review",
            *AGAIN,
        ),
    ),
    "questions": (
        lambda: on_record("not_upheld"),
        ("ask_customer", "record_answer", "withdraw_question", "merge", "unmerge", "close not_reachable", *FINISH),
    ),
    "post": (
        plain,
        (
            "acknowledge",
            "decide and waive",
            "send_final_response",
            "send_final_response spoken",
            "close accepted",
            "SENT acknowledgement",
            "SENT final",
            *POST,
        ),
    ),
    "ended": (
        lambda: on_record("not_upheld"),
        ("close no_answer", "record_contact", "record_contact judged", "answer_survey bad", "reopen", *AGAIN),
    ),
}

SAYS_WHAT_TO_DO = re.compile(
    rf"\b({'|'.join(COMMANDS)}|cancel_task)\b"
    r"|: (missing|say|give|list|at most)|needs? |a lead |a manager |another person|wait|choose|file a |close on"
)
"""A refusal names a command, or says what is missing, who may, or what to wait for."""


def _closed(case: Case) -> bool:
    return case.stage == "closed"


@cache
def walked(name: str) -> Walk:
    start, labels = WALKS[name]
    return Walk(start(), acts(*labels), until=(lambda _: False) if name == "ended" else _closed)


def _open(place: str) -> bool:
    return not place.startswith("withdrawn:")


def _dead_ends(name: str, *without: str) -> list[str]:
    """Places from which closing cannot be reached by the desk alone: without withdrawal or merging, and without these acts."""
    left_out = ("withdraw", "merge", *without)
    found = walked(name).cannot_reach(_closed, lambda label: label in left_out or label.split()[0] in left_out)
    return [place for place in found if _open(place)]


every_walk = pytest.mark.parametrize("name", WALKS)


@every_walk
def test_wherever_a_complaint_goes_all_that_must_hold_holds(name: str) -> None:
    assert walked(name).faults == []


@every_walk
def test_from_everywhere_a_complaint_can_be_closed(name: str) -> None:
    assert _dead_ends(name) == []


@every_walk
def test_every_refusal_is_a_sentence_that_says_what_to_do(name: str) -> None:
    silent = [said for said in walked(name).refusals if not SAYS_WHAT_TO_DO.search(said)]
    assert silent == []


@every_walk
def test_every_act_of_a_walk_was_possible_somewhere(name: str) -> None:
    never = set(walked(name).alphabet) - walked(name).obeyed
    assert never <= {"apologise spoken by handler"}, "a walk that cannot take an act proves nothing about it"


def test_a_customer_who_never_says_a_word_is_no_dead_end() -> None:
    for name in ("remedy", "questions"):
        assert _dead_ends(name, "answer_offer", "record_answer", "close accepted") == []


def test_a_customer_who_never_answers_the_final_response_is_no_dead_end() -> None:
    assert _dead_ends("ended", "close accepted", "record_contact", "answer_survey bad", "request_review") == []


def test_a_provider_that_never_pays_is_no_dead_end() -> None:
    assert _dead_ends("remedy", "PROVIDER done", "fulfil_remedy found done") == []


def test_a_provider_that_never_answers_is_no_dead_end() -> None:
    assert _dead_ends("remedy", "PROVIDER done", "PROVIDER refused") == []


def test_an_apology_that_never_leaves_is_no_dead_end() -> None:
    assert _dead_ends("apology", "SENT apology") == []


def test_letters_that_never_leave_are_no_dead_end() -> None:
    assert _dead_ends("post", "SENT acknowledgement", "SENT final") == []


def test_an_approver_who_only_says_no_is_no_dead_end() -> None:
    assert _dead_ends("remedy", "approve offer") == []
    assert _dead_ends("apology", "approve apology") == []


def test_a_refused_command_leaves_the_case_as_it_was() -> None:
    for name in ("record", "remedy"):
        for case in list(walked(name).places.values())[::10]:
            book = PaperCase()
            book.case = case
            before = case.model_dump_json()
            for deed in walked(name).alphabet.values():
                with contextlib.suppress(ComplaintError):
                    deed(book.copy())
            assert case.model_dump_json() == before
