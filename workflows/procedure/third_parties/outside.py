"""Chapter 10: reviews, outside bodies, duplicates."""

from __future__ import annotations

from datetime import date, datetime

from domain.case import Case
from domain.closing import elsewhere
from domain.errors import IllegalCommand, InvalidCommand
from domain.outside import OutsideBody
from messages.commands import Command
from messages.commands.ending import RecordExternalDecision, Refer, RequestReview
from messages.commands.promises import MakePromise
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.dates import promises
from workflows.procedure.dates.promised import DUE
from workflows.procedure.ending.loose_ends import no_more_offers
from workflows.procedure.ending.rounds import check_rounds, new_round
from workflows.procedure.past import Past
from workflows.procedure.third_parties import bodies
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import local_day


def request_review(act: Act, command: RequestReview) -> None:
    """A review on the customer's word; another person decides (再審査)."""
    case = act.case
    if elsewhere(case) is None:
        _check_answered(case)
    check_rounds(act)
    _check_stages(act)
    before = case.stage
    act.step("review")
    case.review = True
    new_round(act, "review requested", run_on=True, before=before, personal=command.personal)


def _check_answered(case: Case) -> None:
    if case.final_response_round != case.round:
        raise IllegalCommand("there is no final response to review yet; escalate instead")
    if case.final_response_given != case.round:
        raise IllegalCommand(
            "the final response has not reached the customer yet: its letter is under way or waits (see letters)"
        )


def _check_stages(act: Act) -> None:
    """Some codes know so many stages and no more: after the last one the way leads outside."""
    stages = act.policy.rules.get("stages")
    if stages and act.case.number("review") >= stages["most"]:
        raise IllegalCommand(
            f"{act.policy.id} knows {stages['most']} stages ({stages['source']}), and the last one is answered; "
            "tell the customer which outside body to turn to (refer)"
        )


def refer(act: Act, command: Refer) -> None:
    """Refer to an outside body; our duties run on until its decision."""
    case = act.case
    before = case.stage
    no_more_offers(act, "the outside body decides now")
    act.step("refer")
    if before == "closed":
        _nobody_asks(act)
    case.stage_before_referral, case.referred_to = before, command.body
    case.settles_at = None
    bodies.looking(act, command.body)
    act.wait("referral_nudge", command.body)
    words = {k: v for k, v in (command.personal or {}).items() if k in ("body_name", "words")}
    write(act, "referral", {"body": command.body}, words)
    act.log(f"referred to {command.body}: {command.reason}")


def _nobody_asks(act: Act) -> None:
    """Nobody asks whether it holds, or how it was handled, while somebody else looks at just that."""
    act.stop_waiting("aftercare_asked")
    act.stop_waiting("survey_asked")
    act.no_longer_owed("follow_up")


def nudge_referral(act: Act, about: str) -> None:
    """The outside body has not decided yet: somebody asks how it stands, and is reminded again."""
    act.tell(
        "manager", f"{about} has not decided yet", "ask how it stands; record_external_decision when it has decided"
    )
    act.wait("referral_nudge", about)


def decision_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The day by which the decision is carried out, to be recorded with its end."""
    assert isinstance(command, RecordExternalDecision)
    by_day = isinstance(command.comply_by, date) and not isinstance(command.comply_by, datetime)
    return Past(days={DUE: command.comply_by}) if by_day and command.comply_by else Past()


def record_external_decision(act: Act, command: RecordExternalDecision) -> None:
    """The body's decision: it leads back to remedy and prevention, in a new round where the last one was answered.

    It is put on record also when the customer went there after closing; then it opens the case again where it asks something of us.
    """
    case = act.case
    if command.we == "refuse" and not command.reason:
        raise InvalidCommand("record_external_decision: reason: say why the decision is not followed")
    decided = _decided(act, command)
    why = f": {command.reason}" if command.reason else ""
    act.log(f"{decided.body} decided {command.outcome}; we {command.we}{why}", command.personal)
    if case.stage != "referred" and command.outcome in _NOTHING_ASKED:
        return
    before = case.stage
    act.step("external_decision")
    act.stop_waiting("referral_nudge")
    case.referred_to, case.stage_before_referral = "", None
    case.review = False
    answered = case.final_response_round == case.round or case.closed_at is not None
    if answered or elsewhere(case) is not None:  # what another firm was to answer is ours again
        new_round(act, "decision of the outside body", run_on=True, before=before)
    else:
        do = "carry it into decision, remedy and prevention"
        act.tell(case.handler or "lead", "the outside body has decided", do)
    if command.outcome not in _NOTHING_ASKED:
        _carry_out(act, command, decided)


_NOTHING_ASKED = ("for_firm", "no_jurisdiction")


def _decided(act: Act, command: RecordExternalDecision) -> OutsideBody:
    """The referral with its decision; one that reached us only by its decision begins and ends with it."""
    case = act.case
    if case.stage not in ("referred", "closed", "withdrawn"):
        act.step("external_decision")  # refuses, and says why
    if case.stage == "referred" and command.body not in (None, case.referred_to):
        raise IllegalCommand(
            f"record_external_decision: body: {case.referred_to} looks at it now: record its decision first, or put this one "
            "into a note"
        )
    body = case.referred_to if case.stage == "referred" else command.body
    body = body or (case.outside[-1].body if case.outside else "")
    if not body:
        raise InvalidCommand("record_external_decision: body: say who decided; the complaint was never referred")
    found = bodies.looking(act, body)
    found.decided_at, found.outcome, found.we = act.at, command.outcome, command.we
    found.reason, found.personal = command.reason or "", command.personal
    return found


def _carry_out(act: Act, command: RecordExternalDecision, decided: OutsideBody) -> None:
    """What it asks of us has a day, and prevention is thought through once more."""
    act.tell(
        "quality",
        f"{decided.body} decided {command.outcome}",
        "is the cause on record the whole of it? look at prevention",
    )
    if command.we == "refuse":
        return
    if command.comply_by is None:
        do = "promise it to the body: what compliance, to body, due"
        act.tell("manager", f"{decided.body} decided {command.outcome}: nobody has said by when it is carried out", do)
        return
    owner = act.case.handler or None
    promised = MakePromise(
        by=command.by, what="compliance", to="body", body=decided.body, due=command.comply_by, owner=owner
    )
    promises.make(act, promised)
    decided.promise = act.case.promises[-1].id


def in_words(one: OutsideBody, case: Case) -> str:
    """An outside body, with what it decided and what we do about it."""
    if one.decided_at is None:
        return f"{one.body} has it since {local_day(one.since, case)}"
    why = f": {one.reason}" if one.reason else ""
    return f"{one.body} decided {one.outcome} on {local_day(one.decided_at, case)}; we {one.we}{why}"
