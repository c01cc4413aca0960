"""What is refused at the door: type and message reach the client, and nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.errors import ComplaintSettled, InvalidIntake, PolicyNotFound, ReferenceConflict, UnknownReference
from tests.desk import PEOPLE, Desk, intake
from workflows.client import file_complaint

pytestmark = pytest.mark.asyncio(loop_scope="module")

HANDLER = {"id": PEOPLE["handler"], "role": "handler"}
LEAD = {"id": PEOPLE["lead"], "role": "lead"}
CUSTOMER = {"id": PEOPLE["customer"], "role": "customer"}


async def refusal(desk: Desk, reference: str, command: str, body: Any) -> str:
    """Type and message with which Temporal itself refuses the update, as any client in any language sees it."""
    with pytest.raises(WorkflowUpdateFailedError) as error:
        await desk.handle(reference).execute_update(command, body)
    cause = error.value.cause
    assert isinstance(cause, ApplicationError)
    assert cause.non_retryable
    return f"{cause.type}: {cause.message}"


async def all_refused(desk: Desk, reference: str, commands: list[tuple[str, Any, str]]) -> None:
    """Each command is refused with these words, and afterwards neither case nor history has changed."""
    before = await desk.view(reference)
    for command, body, words in commands:
        assert words in await refusal(desk, reference, command, body), command
    assert await desk.view(reference) == before
    history = await desk.handle(reference).fetch_history()
    accepted = [e for e in history.events if e.HasField("workflow_execution_update_accepted_event_attributes")]
    names = [e.workflow_execution_update_accepted_event_attributes.accepted_request.input.name for e in accepted]
    assert set(names) & {command for command, _, _ in commands} == set()


async def test_a_command_of_the_wrong_shape_is_refused_with_the_field_and_an_example(desk: Desk) -> None:
    await desk.arrives("REFUSE-1")
    await desk.letters_out("REFUSE-1", "acknowledgement")
    await all_refused(
        desk,
        "REFUSE-1",
        [
            ("apologize", {"by": HANDLER}, "UnknownCommand: apologize: not a command; did you mean apologise"),
            ("forward", {"by": HANDLER}, "NotAuthorised: forward: not for the role handler"),
            ("note", "hello", 'InvalidCommand: note: needs one JSON object; example {"by"'),
            ("note", {"personal": {"text": "x"}}, "InvalidCommand: note: by: missing; example"),
            ("escalate", {"by": HANDLER}, "InvalidCommand: escalate: reason: missing; example"),
            ("apologise", {"by": HANDLER, "kind": "deep"}, "InvalidCommand: apologise: kind: "),
            ("note", {"by": HANDLER, "text": "x"}, "InvalidCommand: note: 'text' is not a field of it"),
            ("note", {"by": HANDLER, "personal": {"text": "a\x00b"}}, "personal.text: contains control characters"),
            ("decide", {"by": HANDLER, "heads": []}, "InvalidCommand: decide: heads: "),
            ("reopen", {"by": HANDLER, "reason": "again"}, "NotAuthorised: reopen: not for the role handler"),
            ("apologise", {"by": CUSTOMER, "kind": "regret"}, "NotAuthorised: apologise: not for the role customer"),
        ],
    )


async def test_what_the_procedure_does_not_allow_yet_is_refused_with_what_comes_first(desk: Desk) -> None:
    await desk.arrives("REFUSE-2")
    await desk.letters_out("REFUSE-2", "acknowledgement")
    refund = {"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP"}
    huge = {**refund, "ground": "goodwill", "amount": "-5"}
    words = {"descriptions": {"A": "money back"}}
    cause = {"by": HANDLER, "method": "5_whys", "category": "packing"}
    await all_refused(
        desk,
        "REFUSE-2",
        [
            ("acknowledge", {"by": HANDLER, "medium": "phone"}, "IllegalCommand: receipt is acknowledged already"),
            (
                "close",
                {"by": HANDLER, "ground": "accepted"},
                "IllegalCommand: a complaint that is acknowledged 受付連絡済 cannot",
            ),
            ("send_final_response", {"by": HANDLER}, "IllegalCommand: the final response states the decision"),
            (
                "apologise",
                {"by": LEAD, "kind": "responsibility", "personal": {"wrong": "badly packed"}},
                "MissingContent: an apology that takes responsibility needs a decision",
            ),
            ("apologise", {"by": HANDLER, "kind": "regret"}, "MissingContent: apologise: personal.told_us: missing"),
            (
                "record_root_cause",
                {**cause, "personal": {"statement": "the packer was not careful"}},
                "InvalidCommand: record_root_cause: a person is not a root cause; ask the next why",
            ),
            (
                "record_root_cause",
                {**cause, "result": "undetermined"},
                "InvalidCommand: record_root_cause: personal.tested: missing",
            ),
            (
                "offer_remedy",
                {"by": HANDLER, "alternatives": [{"items": [refund]}], "personal": words},
                "IllegalCommand: before a decision a remedy can only be offered as goodwill or sympathy",
            ),
            (
                "offer_remedy",
                {"by": HANDLER, "alternatives": [{"items": [huge]}], "personal": words},
                "InvalidCommand: ",
            ),
            ("answer_offer", {"by": CUSTOMER, "answer": "accepted"}, "IllegalCommand: no offer waits for an answer"),
            ("fulfil_remedy", {"by": LEAD}, "IllegalCommand: no agreed remedy waits to be carried out"),
            ("approve", {"by": LEAD, "what": "O1"}, "IllegalCommand: O1 does not wait for approval; waiting: nothing"),
            ("answer_survey", {"by": CUSTOMER, "score": 5}, "IllegalCommand: no survey was asked yet"),
            (
                "reopen",
                {"by": LEAD, "reason": "again"},
                "IllegalCommand: a complaint that is acknowledged 受付連絡済 cannot",
            ),
            (
                "record_answer",
                {"by": CUSTOMER, "question": "Q1", "personal": {"answer": "yes"}},
                "IllegalCommand: there is no question Q1; the questions are: none; ask_customer asks one",
            ),
        ],
    )


async def test_closing_is_refused_until_everything_owed_is_on_record_and_says_what_is_missing(desk: Desk) -> None:
    await desk.arrives("REFUSE-3")
    await desk.letters_out("REFUSE-3", "acknowledgement")
    decision = {"found": "it was broken", "reasons": "the photographs"}
    await desk.do("REFUSE-3", "decide", heads=[{"head": "all", "outcome": "upheld"}], personal=decision)
    await desk.do("REFUSE-3", "send_final_response")
    await desk.letters_out("REFUSE-3", "final_response")
    body = {"by": HANDLER, "ground": "accepted", "personal": {"words": "fine"}}
    said = await refusal(desk, "REFUSE-3", "close", body)
    for missing in ("root cause: record_root_cause", "apology: apologise with kind responsibility", "prevention: add_"):
        assert missing in said
    for missing in ("acknowledgement", "decision:", "final response:"):
        assert missing not in said
    await desk.do("REFUSE-3", "waive_root_cause", role="lead", reason="known issue, analysed already")
    await desk.do("REFUSE-3", "waive_apology", role="lead", reason="the customer asked us not to write")
    await desk.do("REFUSE-3", "decide_no_prevention", role="lead", reason="the line is shut down")
    wrong = [
        ({"ground": "accepted"}, "personal.words: 'accepted' is the customer's own word"),
        ({"ground": "anonymous"}, "the complainant is known"),
        ({"ground": "not_reachable"}, "close: tries: list at least 3"),
        ({"ground": "legal", "reason": "a court decides"}, "NotAuthorised: a manager decides to close"),
        ({"ground": "gave_up"}, "close: called_at: a lead calls once more"),
        ({"ground": "short_route"}, "short_route is for complaints settled in the first contact"),
    ]
    await all_refused(desk, "REFUSE-3", [("close", {"by": HANDLER, **given}, words) for given, words in wrong])
    await desk.do("REFUSE-3", "close", ground="accepted", personal={"words": "fine"})


async def test_who_is_complained_of_decides_nothing(desk: Desk) -> None:
    await desk.arrives("REFUSE-4", personal={"people_involved": ["Alex Example"]})
    await desk.letters_out("REFUSE-4", "acknowledgement")
    case = await desk.view("REFUSE-4")
    assert case["complained_of"] == ["alex.example"]
    assert case["handler"] != "alex.example"
    alex = {"id": "alex.example", "role": "handler"}
    decision = {"heads": [{"head": "all", "outcome": "not_upheld"}], "personal": {"found": "x", "reasons": "y"}}
    note = {"personal": {"note": "please take over"}}
    await all_refused(
        desk,
        "REFUSE-4",
        [
            ("decide", {"by": alex, **decision}, "NotAuthorised: who is complained of decides nothing here"),
            ("assign", {"by": LEAD, "to": "alex.example", "reason": "has time", **note}, "is complained of"),
        ],
    )


async def test_a_bad_intake_is_refused_with_the_field_and_the_reference_stays_free(desk: Desk) -> None:
    with pytest.raises(InvalidIntake, match="received_at: needs an offset"):
        await desk.file("REFUSE-5", received_at="2026-03-05T10:00:00")
    with pytest.raises(InvalidIntake, match="received_at: lies in the future"):
        await desk.file("REFUSE-5", received_at=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    with pytest.raises(PolicyNotFound):
        await desk.file("REFUSE-5", policy="no-such-pack")
    with pytest.raises(UnknownReference, match="there is no complaint REFUSE-0"):
        await desk.do("REFUSE-0", "note", personal={"text": "hello"})
    assert (await desk.file("REFUSE-5")).stage == "received"


async def test_the_same_filing_gets_the_first_answer_for_ever_and_anything_else_hears_that_it_has_settled(
    desk: Desk,
) -> None:
    content = intake("REFUSE-6")
    first = await file_complaint(desk.skipper.client, content)
    assert await file_complaint(desk.skipper.client, content) == first
    with pytest.raises(ReferenceConflict, match="this reference already carries other content"):
        await desk.file("REFUSE-6", category="billing")

    await desk.do("REFUSE-6", "withdraw", role="customer", personal={"words": "I take it back"})
    await desk.pass_time("REFUSE-6", days=95)
    await desk.handle("REFUSE-6").result()
    assert await file_complaint(desk.skipper.client, content) == first
    with pytest.raises(ComplaintSettled, match=r"REFUSE-6 was withdrawn 取下げ and has settled on .*linked:REFUSE-6"):
        await desk.do("REFUSE-6", "note", personal={"text": "one more thing"})
    with pytest.raises(ComplaintSettled, match="file a linked complaint"):
        await desk.file("REFUSE-6", category="billing")
    assert len(desk.mail("REFUSE-6")) == 2  # acknowledged once, withdrawal confirmed once
