from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from domain.words import Role
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act

NOTE: dict[str, Any] = {"note": "a broken plate; a new one was promised; worried"}


def test_a_change_of_person_is_a_warm_handover(book: CaseBook) -> None:
    assert "handover" in refused(book, "assign", "lead", because=InvalidCommand, to="nora.new", reason="on leave")
    book.do("assign", "lead", to="nora.new", reason="on leave", personal=NOTE)

    assert book.case.handler == "nora.new"
    assert ("nora.new", "the case is yours now (before: hanako.handler)") in book.told()


def test_what_was_the_old_handlers_to_see_to_is_the_new_ones(book: CaseBook) -> None:
    book.do("request_item", personal={"what": "the plate"})
    book.do("record_item", item="G1", what="lost")
    book.do("assign", "lead", to="nora.new", reason="on leave", personal=NOTE)

    assert [(one.key, one.owner) for one in book.case.problems if one.resolved_at is None] == [
        ("CASE-1/item/G1", "nora.new")
    ]
    assert next_act(book.case).owner == "nora.new"


@pytest.mark.parametrize("roles", [["finance"], ["quality", "finance"], []])
def test_the_case_goes_only_to_somebody_who_may_handle_it(book: CaseBook, roles: list[Role]) -> None:
    book.staff = {"fin.finance": roles}
    to: dict[str, Any] = {"to": "fin.finance", "reason": "on leave", "personal": NOTE}
    assert "handles no complaints" in refused(book, "assign", "lead", because=InvalidCommand, **to)
    assert "handler or lead" in refused(book, "escalate", because=InvalidCommand, asked_by="handler", **to)


@pytest.mark.parametrize("role", ["handler", "lead", "manager"])
def test_who_also_pays_may_handle_it_if_they_are_of_the_desk(book: CaseBook, role: Role) -> None:
    book.staff = {"fin.finance": ["finance", role]}
    book.do("assign", "lead", to="fin.finance", reason="on leave", personal=NOTE)
    assert book.case.handler == "fin.finance"


def test_the_first_handler_needs_no_handover_note_and_ends_the_problem() -> None:
    nobody = {"key": "nobody_assigned", "what": "nobody is assigned", "owner": "lead", "do": "assign somebody"}
    book = CaseBook(opened={"handler": "", "problems": [nobody]})
    assert next_act(book.case).owner == "lead"

    book.do("assign", "lead", to="nora.new", reason="first assignment")
    assert book.open_problems() == []


def test_the_case_goes_neither_to_who_has_it_nor_to_who_is_complained_of() -> None:
    book = CaseBook(
        opened={"complained_of": ["carl.carrier"], "team_names": {"carl.carrier": {}, "hanako.handler": {}}}
    )

    refused(book, "assign", "lead", to="hanako.handler", reason="again", personal=NOTE)
    refused(book, "assign", "lead", to="carl.carrier", reason="he knows it", personal=NOTE)
    refused(book, "assign", "lead", because=InvalidCommand, to="nobody.known", reason="typing", personal=NOTE)


def test_levels_rise_to_the_executive_and_whoever_owns_the_new_one_is_told(book: CaseBook) -> None:
    for level, role in ((1, "lead"), (2, "manager"), (3, "manager")):
        book.do("escalate", reason="beyond me")
        assert book.case.escalation == level
        assert next_act(book.case).owner == role
    assert "up to 3" in refused(book, "escalate", reason="still higher")


def test_an_escalation_is_taken_on_by_name_and_stepped_down_with_a_reason(book: CaseBook) -> None:
    refused(book, "acknowledge_escalation", "lead")
    book.do("escalate", reason="beyond me")
    book.do("acknowledge_escalation", "lead")
    refused(book, "de_escalate", "lead", level=1, reason="no change")
    book.do("de_escalate", "lead", level=0, reason="agreed with the customer")

    assert (book.case.escalation, book.case.escalation_acknowledged) == (0, True)


def test_a_broken_promise_is_the_leads_business(book: CaseBook) -> None:
    book.pass_days(3)

    assert book.case.escalation == 1
    assert any(to == "lead" and "acknowledge is overdue" in what for to, what in book.told())


def test_each_rung_fires_once(book: CaseBook) -> None:
    book.pass_days(60)
    rungs = [what for to, what in book.told() if "overdue since" in what and to == "lead"]

    assert len(rungs) == len(set(rungs))


def test_what_is_critical_goes_to_level_one(book: CaseBook) -> None:
    book.do("reclassify", severity="critical", reason="somebody was hurt")

    assert book.case.escalation == 1
    refused(book, "reclassify", severity="critical", reason="somebody was hurt")


def test_who_may_is_asked_at_the_door(book: CaseBook) -> None:
    refused(book, "assign", because=NotAuthorised, to="nora.new", reason="not mine to give", personal=NOTE)
    refused(book, "note", "admin", because=NotAuthorised, personal={"text": "curious"})


def test_a_level_is_taken_on_by_who_owns_it() -> None:
    book = CaseBook()
    book.do("escalate", level=3, reason="the customer asks for the executive")
    with pytest.raises(NotAuthorised, match="level 3 is taken on by a manager"):
        book.do("acknowledge_escalation", "lead")
    book.do("acknowledge_escalation", "manager")
    assert book.case.escalation_acknowledged


def test_nobody_is_told_that_the_level_rose_where_it_did_not(book: CaseBook) -> None:
    book.do("escalate", level=2, reason="beyond me")
    for level in (1, 2):
        assert "at level 2 already" in refused(book, "escalate", "lead", level=level, reason="once more")
