"""A command with what this case has on record, as JSON to paste: what the page offers is obeyed as it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.case import Case
from domain.heads import heads_of, undecided
from domain.words import Role
from messages.commands import COMMANDS, example
from workflows.heads_shown import to_name
from workflows.procedure.alongside.proposals import proposed
from workflows.procedure.writing.apology import apologised
from workflows.procedure.writing.letter_dates import iso_day

DAYS = {"due": 7, "until": 14, "review_on": 30}
"""Fields that are a day: so many days from now, for a person to change. A day of the calendar would be over one day."""


def to_paste(name: str, case: Case, owner: str) -> dict[str, Any]:
    """The command's example with the ids and days of this case, in the role whose turn it is."""
    roles = COMMANDS[name].roles
    role: Role = next((role for role in roles if role == owner), "handler" if "handler" in roles else roles[0])
    shown = example(name, role) | to_name(name, case)
    shown |= {key: _ahead(days, case) for key, days in DAYS.items() if key in shown}
    shown |= {key: known[0] for key, known in _ids(case).items() if key in shown and known}
    return shown | _of_its_own(name, case, shown)


def _ahead(days: int, case: Case) -> str:
    return iso_day(case.as_of + timedelta(days=days))


def _ids(case: Case) -> dict[str, list[str]]:
    """What a field of that name can be about here, what is meant most likely first."""
    return {
        "question": [one.id for one in case.questions if one.state in ("open", "lapsed")],
        "pack": proposed(case),
        "into": [*case.candidates, *case.flare_ups],
        "item": _goods(case),
        "promise": [one.id for one in case.promises if one.state in ("open", "broken") and one.what != "remedy"],
        "investigation": [one.id for one in case.inquiries if one.state == "open"],
        "letter": [one.effect_id for one in case.letters if one.state == "to_post"]
        + [one.effect_id for one in case.letters if one.state == "sent" and one.post],
    }


def _goods(case: Case) -> list[str]:
    return [one.id for one in case.items if one.state not in ("returned", "disposed", "refused")]


def _of_its_own(name: str, case: Case, shown: dict[str, Any]) -> dict[str, Any]:
    """What fits one command alone."""
    if name in ("approve", "decline_approval"):
        return _to_approve(name, case)
    if name == "split" and case.heads:
        return {"heads": undecided(case)[-1:]}
    if name == "forward" and len(open_heads := undecided(case)) < len(case.heads):
        return {"heads": open_heads}
    if name == "apologise" and apologised(case, "regret"):
        return {"kind": "responsibility", "personal": {"wrong": "what we did wrong"}}
    if name == "offer_remedy" and len(undecided(case)) == len(heads_of(case)):
        return {
            "alternatives": [
                {"items": [{**item, "ground": "goodwill"} for item in one["items"]]} for one in shown["alternatives"]
            ]
        }
    if name == "record_item" and not _goods(case):
        shown.pop("item")
        return {"personal": {"what": "which goods came", "condition": "in what state they arrived"}}
    if name == "record_external_decision" and case.stage != "referred" and not case.outside:
        return {"body": "BODY"}
    return {}


def _to_approve(name: str, case: Case) -> dict[str, Any]:
    waiting = [offer.id for offer in case.offers if offer.state == "awaiting_approval"]
    waiting += [apology.id for apology in case.apologies if apology.state == "awaiting_approval"]
    if waiting:
        return {"what": waiting[0]}
    for letter in case.letters:
        if letter.state == "awaiting_approval":
            return {"what": letter.id} | ({"text": letter.approved_text} if name == "approve" else {})
    return {}
