"""The case view: what the query `case`, `owabi show --json` and the API answer. Under 500 kB."""

from __future__ import annotations

import json
from typing import Any

from domain import labels
from domain.case import Case, Letter
from domain.dates import Deadline
from domain.words import LOCALES
from messages.commands import COMMANDS
from messages.deeds import LetterOrder
from workflows.heads_shown import heads_shown
from workflows.like_shown import in_a_sentence
from workflows.matter_shown import matter_lines
from workflows.procedure.allowed import allowed
from workflows.procedure.dates import resting
from workflows.procedure.dates.broken_promises import date_missed
from workflows.procedure.dates.clock import agenda
from workflows.procedure.guards import CONTACT
from workflows.procedure.listening import mind
from workflows.procedure.next_act import next_act
from workflows.procedure.staff.brief import brief_of
from workflows.procedure.staff.protection import handling
from workflows.procedure.writing.addresses import to_representative, way
from workflows.procedure.writing.letter_text import own_facts
from workflows.to_know import to_know
from workflows.to_paste import to_paste

LARGEST = 490_000
"""Bytes of the largest view."""
NEWEST = 200
"""How many letters and timeline entries the view shows; the rest is in the outbox and the history."""


def view_of(case: Case) -> dict[str, Any]:
    """The case as JSON. `as_of` is the instant of its last event: what is left or late is for the reader to compute."""
    return _within(_shown(case))


def _within(view: dict[str, Any]) -> dict[str, Any]:
    """The view without its oldest timeline entries, where a large intake and a long life would make it too large."""
    while len(view["timeline"]) > 1 and len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST:
        view["timeline"] = view["timeline"][len(view["timeline"]) // 2 :]
    return view


def _shown(case: Case) -> dict[str, Any]:
    whole = case.model_dump(mode="json", exclude=_INTERNAL)
    coming = next_act(case)
    return {
        **whole,
        "heads": heads_shown(case),
        "stage_label": labels.STAGES[case.stage]._asdict(),
        "customer_status": {locale: labels.customer_status(case, locale) for locale in LOCALES},
        "deadlines": deadlines_of(case),
        "waits": [wait.model_dump(mode="json") for wait in resting.waits(case)],
        "letters": [_letter(letter) for letter in case.letters if letter.kind != "notice"][-NEWEST:],
        "notices": case.counters.get("notice", 0),
        "timeline": whole["timeline"][-NEWEST:],
        "next_due": coming.first.at.isoformat() if coming.first else None,
        "next_duty": coming.first.name if coming.first else "",
        "next_duty_ja": coming.first.ja if coming.first else "",
        "next_day": coming.first.due.isoformat() if coming.first else None,
        "next_action": coming.what,
        "next_action_ja": coming.ja,
        "next_owner": coming.owner,
        "breached": date_missed(case),
        "promises": [_promise(promise) for promise in whole["promises"]],
        "investigations": [inquiry.model_dump(mode="json") for inquiry in case.inquiries],
        "like_cases": [one.model_dump(mode="json") | {"what": in_a_sentence(one)} for one in case.like_cases],
        "agenda": [{"at": due.at.isoformat(), "what": due.summary} for due in agenda(case)[:20]],
        "matter": matter_lines(case),
        "handling": handling(case),
        "to_know": to_know(case),
        "brief": brief_of(case) if case.stage != "closed" else None,
        "reachable": _reachable(case),
        "wishes": mind.lines(case),
    }


_INTERNAL = {
    "inquiries",
    "counters",
    "facts",
    "letters",
    "team_names",
    "quiet_zone",
    "stage_before_referral",
    "customer_key",
    "parallel",
}


def _reachable(case: Case) -> str:
    if case.anonymous:
        return "anonymous: no letters"
    to = "whoever speaks for the customer, " if to_representative(case, "individual") else ""
    medium, paper = way(case, "individual")
    if medium == "email":
        return f"{to}by e-mail"
    if paper:
        return f"{to}by post: each letter is sent when somebody records that it was posted (record_post, owabi post)"
    return f"{to}not by e-mail: letters are written as .eml for post or portal"


def _deadline(deadline: Deadline, case: Case) -> dict[str, Any]:
    names = ("duty", "title_ja", "level", "round", "state", "due", "late_from", "certificate_id", "met_at", "why")
    whole = deadline.model_dump(mode="json") | {"state": resting.shown(deadline, case)}
    return {name: whole[name] for name in names}


def _promise(promise: dict[str, Any]) -> dict[str, Any]:
    names = (
        "id",
        "what",
        "part",
        "about",
        "to",
        "medium",
        "due",
        "owner",
        "deputy",
        "state",
        "made_at",
        "kept_at",
        "moves",
        "tries",
        "personal",
    )
    return {"from": promise["since"], **{name: promise[name] for name in names}}


def _letter(letter: Letter) -> dict[str, Any]:
    """A letter's four public states: sent, waiting (ordered, or for the morning), blocked (a person must act), failed.

    One that waits for an approval is `awaiting_approval`, with the words and facts to be approved; one on paper says where it is.
    """
    state = {"ordered": "waiting", "unknown": "blocked", "to_post": "waiting", "returned": "blocked"}.get(
        letter.state, letter.state
    )
    shown = {"effect_id", "kind", "ordered_at", "sent_at", "message_id", "next_try"}
    view = letter.model_dump(mode="json", include=shown) | {"state": state}
    if letter.post is not None:
        post = letter.post.model_dump(mode="json", exclude={"order", "reminded", "reminders", "remind_at"})
        view |= {"where": _WHERE.get(letter.state, "post"), "post": post}
    if letter.state != "awaiting_approval":
        return view
    approval = {"id": letter.id, "approver": letter.approver, "asked_by": letter.asked_by, "text": letter.approved_text}
    order = LetterOrder.model_validate(letter.order)
    words = {key: value for key, value in (order.personal or {}).items() if key not in _ON_THE_CASE}
    return view | {"approval": approval, "personal": words, "facts": own_facts(order)}


_WHERE = {"to_post": "post queue", "returned": "returned undelivered"}
_ON_THE_CASE = ("customer", "representative", "matter", "mood")
"""Parts of a letter's `personal` that nobody approves."""


def deadlines_of(case: Case) -> list[dict[str, Any]]:
    """Every deadline with the sum that leads to it."""
    return [_deadline(deadline, case) for deadline in case.deadlines]


def allowed_commands(case: Case) -> list[dict[str, Any]]:
    """The commands that make sense now: name, title and who may in both languages, JSON to paste."""
    beside = {"mind": shown} if (shown := mind.lines(case)) else {}
    turn = next_act(case).owner
    return [
        COMMANDS[name].shown(to_paste(name, case, turn)) | (beside if name in CONTACT else {}) for name in allowed(case)
    ]
