"""The book of the procedure: which function carries out which command, and which events a command is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from domain.case import Case
from messages.commands import Command
from messages.decisions import PolicySnapshot, TurnRecorded
from workflows.procedure import happenings, room
from workflows.procedure.act import Act
from workflows.procedure.alongside import obligations, prevention
from workflows.procedure.dates import closed_day, idle, more_time, promises
from workflows.procedure.ending import aftercare, rounds
from workflows.procedure.guards import guard, look_back
from workflows.procedure.investigating import analysis, goods, inquiries
from workflows.procedure.listening import (
    acknowledging,
    contact,
    duplicates,
    facts,
    other_contacts,
    representatives,
    short_route,
    splitting,
    understanding,
)
from workflows.procedure.past import Past
from workflows.procedure.remedies import approving, fulfilment, like_cases, remedy
from workflows.procedure.staff import conduct, people, protection, restrictions
from workflows.procedure.staff.ladder import look_at_substance
from workflows.procedure.third_parties import forwarding, outside
from workflows.procedure.writing import apology, days_named, final_response, naming, post, wording
from workflows.procedure.writing.letter_receipts import call_off_overtaken


class Rule(NamedTuple):
    """One command's chapter."""

    carry_out: Callable[[Act, Any], None]
    events: happenings.Events = ()
    """The events this act is: the duties and waits anchored on them are decided with it."""
    looks_back: Callable[[Case, PolicySnapshot, Command, datetime], Past] | None = None
    """What of the past the act's dates depend on, where they are decided anew."""

    def events_in(self, case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
        """The events it is in this case."""
        return self.events(case, policy) if callable(self.events) else self.events


BOOK: dict[str, Rule] = {
    "acknowledge": Rule(acknowledging.acknowledge, partial(happenings.starting, "acknowledge")),
    "assign": Rule(people.assign, ("handed_over",), people.looks_back),
    "ask_customer": Rule(understanding.ask_customer, ("question_asked",)),
    "withdraw_question": Rule(understanding.withdraw_question),
    "record_answer": Rule(understanding.record_answer),
    "record_contact": Rule(contact.record_contact, ("message_received",), facts.contact_looks_back),
    "agree_summary": Rule(understanding.agree_summary),
    "authorise_representative": Rule(representatives.authorise_representative),
    "split": Rule(splitting.split),
    "apologise": Rule(apology.apologise),
    "waive_apology": Rule(apology.waive_apology),
    "record_root_cause": Rule(like_cases.record_root_cause),
    "request_investigation": Rule(inquiries.request_investigation, looks_back=inquiries.looks_back),
    "record_finding": Rule(inquiries.record_finding),
    "request_item": Rule(goods.request_item, looks_back=goods.request_looks_back),
    "record_item": Rule(goods.record_item, looks_back=goods.record_looks_back),
    "waive_root_cause": Rule(analysis.waive_root_cause),
    "decide": Rule(like_cases.decide),
    "offer_remedy": Rule(remedy.offer_remedy, ("remedy_offered",)),
    "approve": Rule(approving.approve, ("remedy_offered",)),
    "decline_approval": Rule(approving.decline_approval),
    "answer_offer": Rule(remedy.answer_offer, ("remedy_accepted",)),
    "fulfil_remedy": Rule(fulfilment.fulfil_remedy, fulfilment.ends_with_it),
    "add_prevention_task": Rule(prevention.add_prevention_task),
    "decide_no_prevention": Rule(prevention.decide_no_prevention),
    "promise": Rule(promises.make, looks_back=promises.looks_back),
    "keep_promise": Rule(promises.keep),
    "move_promise": Rule(promises.move, looks_back=promises.looks_back),
    "send_update": Rule(contact.send_update, ("progress_update_sent",)),
    "send_letter": Rule(contact.send_letter, looks_back=more_time.sending_looks_back),
    "record_post": Rule(post.record_post, looks_back=post.looks_back),
    "escalate": Rule(people.escalate, ("higher_asked_for",), people.looks_back),
    "acknowledge_escalation": Rule(people.acknowledge_escalation),
    "de_escalate": Rule(people.de_escalate),
    "add_closed_day": Rule(closed_day.add, looks_back=closed_day.looks_back),
    "extend": Rule(more_time.extend, looks_back=more_time.extension_looks_back),
    "pause": Rule(more_time.pause, ("paused",)),
    "resume": Rule(more_time.resume, looks_back=more_time.resuming_looks_back),
    "flag_conduct": Rule(conduct.flag_conduct, looks_back=protection.flag_looks_back),
    "restrict_contact": Rule(restrictions.restrict_contact, looks_back=protection.restriction_looks_back),
    "reclassify": Rule(other_contacts.reclassify, looks_back=other_contacts.looks_back),
    "resolve_now": Rule(short_route.resolve_now, looks_back=short_route.looks_back),
    "send_final_response": Rule(final_response.send_final_response, ("final_response_written",)),
    "request_review": Rule(outside.request_review, partial(rounds.begun_by, happenings.review_asked)),
    "refer": Rule(outside.refer, ("referred",)),
    "forward": Rule(forwarding.forward, looks_back=forwarding.looks_back),
    "record_external_decision": Rule(
        outside.record_external_decision, partial(rounds.begun_by, ("received",)), outside.decision_looks_back
    ),
    "withdraw": Rule(rounds.withdraw, ("withdrawn",)),
    "merge": Rule(duplicates.merge, ("merged",), duplicates.looks_back),
    "unmerge": Rule(duplicates.unmerge),
    "close": Rule(other_contacts.close, ("closed",)),
    "answer_survey": Rule(aftercare.answer_survey),
    "reopen": Rule(rounds.reopen, partial(rounds.begun_by, ("received",))),
    "open_obligation": Rule(obligations.open_obligation),
    "decline_obligation": Rule(obligations.decline_obligation),
    "note": Rule(more_time.note, looks_back=more_time.noting_looks_back),
}


def perform(case: Case, name: str, command: Command, turn: TurnRecorded, policy: PolicySnapshot) -> Act:
    """Carry a command out on a draft of the case.

    Returns the act: its `case` is the changed draft, its `effects` are to be carried out when the draft is kept.

    Raises:
        ComplaintError: the command is refused; the case is untouched.
    """
    draft = case.model_copy(deep=True)
    act = Act(case=draft, at=turn.at, policy=policy, by=command.by, dates=list(turn.dates), holders=dict(turn.holders))
    act.words, act.days_named = list(turn.words), list(turn.days_named)
    act.target, act.given_to_roles, act.category_titles = turn.target, turn.given_to_roles, turn.category_titles
    guard(act, name, command)
    wording.judge(act, name)
    days_named.check(act, name, command)
    naming.check(act, name, command)
    BOOK[name].carry_out(act, command)
    look_back(act, name, command)
    call_off_overtaken(act)
    idle.watch(look_at_substance(act))
    room.check(case, act.case, name)
    return act
