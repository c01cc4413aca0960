"""Every command × every role × every stage: allowed, or refused with what to do; and what no role may, whatever the stage."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import IllegalCommand, NotAuthorised
from domain.words import ROLES, STAGES, Role
from messages.commands import COMMANDS
from tests.docs.roles import PAGE, SWITCHES, Switch, roles_page
from tests.procedure.alphabet import BIG
from tests.procedure.beside_matrix import OBLIGATION_STATES, TASK_STATES, TaskBook, obligations, tasks
from tests.procedure.case_book import CAUSE, PEOPLE, REFUND, CaseBook
from tests.procedure.lasting import missing, undone
from tests.procedure.matrix import matrix, never, taken_away, tried, unknown
from tests.procedure.places import PLACES, at, stage_of
from tests.procedure.refusing import refused
from tests.procedure.standing import faults
from workflows.view import allowed_commands


def test_every_act_is_obeyed_or_refused_with_what_to_do_and_a_refusal_leaves_no_mark() -> None:
    assert matrix().faults == []
    assert matrix().tried > len(COMMANDS) * len(ROLES) * len(STAGES)
    assert {stage_of(place) for place in PLACES} == set(STAGES)


NOT_YET = (
    "MissingContent",  # the answer lacks a decision, a remedy, or words that its pack asks for: it says which
    "before closing there must be on record",
    "knows no short route",  # the pack asks for an answer of its own
    "lies in the past",  # nothing has happened for weeks, and a page has no clock
)


def test_what_the_page_offers_is_obeyed_as_it_is_pasted() -> None:
    wrong = []
    for place in PLACES:
        book = at(place)
        for offered in allowed_commands(book.case):
            name, body = offered["command"], {key: value for key, value in offered["example"].items() if key != "by"}
            refusals = [tried(book, name, role, body) for role in COMMANDS[name].roles]
            said = [f"{type(one).__name__}: {one}" for one in refusals if one]
            if len(said) == len(refusals) and not any(why in said[0] for why in NOT_YET):
                wrong.append(f"{place}: {name}: {said[0]}")
    assert wrong == []


def test_every_command_is_obeyed_somewhere_from_everybody_who_may() -> None:
    assert unknown() == []
    assert [(role, names) for role in ROLES if (names := never(role))] == []


def test_after_every_command_in_every_stage_what_must_hold_holds_and_what_must_last_lasts() -> None:
    first = {(stage_of(play.place), play.name): play for play in reversed(matrix().plays)}
    found = []
    for play in first.values():
        book = at(play.place).copy()
        before = book.case.model_copy(deep=True)
        book.do(play.name, play.role, **play.body)
        faulty = [*faults(book.case), *missing(book), *undone(before, book.case, play.name)]
        found += [f"{play.place}: {play.name}: {fault}" for fault in faulty]
    assert found == []
    assert {name for _, name in first} == set(COMMANDS)


def test_the_page_of_roles_says_what_was_played() -> None:
    assert PAGE.read_text(encoding="utf-8") == roles_page(), "stale: python -m tests.docs.roles"


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.when)
def test_what_a_switch_takes_away_and_from_whom(switch: Switch) -> None:
    assert taken_away(switch.change) == {role: set(names) for role, names in switch.taken.items()}


def test_tasks_and_obligations_obey_or_refuse_and_a_refusal_leaves_no_mark() -> None:
    assert tasks().faults == []
    assert obligations().faults == []
    assert len(TASK_STATES) + len(OBLIGATION_STATES) > 10


def _may(role: Role) -> set[str]:
    return {name for name, spec in COMMANDS.items() if role in spec.roles}


def test_roles_around_the_desk_do_their_own_part_and_no_more() -> None:
    assert _may("admin") == {"add_closed_day"}
    assert _may("auditor") == {"note"}
    assert _may("finance") == {"fulfil_remedy", "flag_conduct", "note"}
    assert _may("investigator") == {"record_finding", "record_item", "record_root_cause", "flag_conduct", "note"}
    judged = {"decide", "approve", "offer_remedy", "close", "waive_apology", "waive_root_cause", "restrict_contact"}
    for role in ("customer", "representative", "service"):
        assert not _may(role) & judged
    assert _may("customer") == _may("representative") == _may("service") - {"record_post"}  # a printer tells


@pytest.mark.parametrize("role", ["handler", "lead", "manager"])
def test_who_offers_does_not_release(role: Role) -> None:
    book = CaseBook().investigated("upheld")
    book.offered(REFUND, role=role)
    book.do("answer_offer", "customer", answer="accepted")

    for releasing in ("finance", "lead", "manager"):
        said = refused(book, "fulfil_remedy", releasing, PEOPLE[role], because=NotAuthorised)
        assert "who offers does not release the money" in said
    book.do("fulfil_remedy", "finance")


def test_who_offers_does_not_approve_and_finance_offers_nothing() -> None:
    book = CaseBook().investigated("upheld")
    book.offered(BIG)
    refused(book, "approve", "lead", PEOPLE["handler"], because=NotAuthorised, what="O1")
    refused(book, "offer_remedy", "finance", because=NotAuthorised, alternatives=[{"items": [REFUND]}])
    book.do("approve", "lead", what="O1")


def test_who_investigates_the_act_complained_of_is_not_its_author() -> None:
    author = "clara.clerk"
    book = CaseBook(opened={"complained_of": [author]})
    asked: dict[str, Any] = {"due": "2026-06-10", "personal": {"question": "was it checked?"}}
    found: dict[str, Any] = {"investigation": "I1", "personal": {"finding": "it was not"}}

    assert "ask somebody else" in refused(book, "request_investigation", because=IllegalCommand, to=author, **asked)
    book.do("request_investigation", to="branch-2", **asked)
    for role in ("investigator", "handler", "quality"):
        refused(book, "record_finding", role, author, because=NotAuthorised, **found)
        refused(book, "record_root_cause", role, author, because=NotAuthorised, **CAUSE)
    refused(book, "decide", "lead", author, because=NotAuthorised, heads=[{"head": "all", "outcome": "not_upheld"}])
    book.do("record_contact", "handler", author, personal={"words": "heard as a witness"})
    book.do("record_finding", "investigator", **found)


def test_who_decided_before_does_not_decide_the_review() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_review", "customer")
    with pytest.raises(NotAuthorised, match="decided by another person than before"):
        book.decided("upheld", "lead", PEOPLE["handler"])
    book.decided("upheld", "lead")


def test_who_reports_conduct_does_not_set_the_flag() -> None:
    book = CaseBook()
    book.do("flag_conduct", "lead", kinds=["threat"], personal={"facts": "threatened to come"})
    set_it = {"flag": "F1", "review_on": "2026-06-20", "reason": "two witnesses"}
    refused(book, "flag_conduct", "lead", because=NotAuthorised, **set_it)
    book.do("flag_conduct", "manager", **set_it)


def test_who_did_a_task_does_not_review_it() -> None:
    done = TaskBook().do("submit_evidence", "handler", evidence=["photo-1"])
    for who in (PEOPLE["handler"], done.task.owner):
        with pytest.raises(NotAuthorised, match="does not review it"):
            done.do("review", "quality", who, verdict="done")
    assert done.do("review", "quality", verdict="done").task.state == "done"
