"""How the customer wants to be reached: shown beside the commands, kept by what leaves by itself, changed when people move."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from messages.commands.handling import RecordContact
from messages.intake import Customer, first_fault
from messages.japanese.names import MEDIA
from policies.contact import letters_go, preferences
from workflows.procedure.act import Act
from workflows.procedure.writing.redirecting import redirect

OF_THE_CUSTOMER = ("address", "email", "phone")
OF_THE_WISH = ("hours", "not_before")
UNASKED = ("reminder", "aftercare", "survey")
"""Letters that leave by themselves and that nobody is owed: not to a customer who wants no contact."""
_SAID: dict[str, str] = {
    "by": "reach the customer by {} · 連絡方法の希望:{}",
    "hours": "call or visit only {} · 連絡のつく時間:{}",
    "not_before": "not before {} · {}より前は連絡しない",
    "address": "letters to the address that was named, nothing to the home address · 指定の住所へ。ご自宅へは送らない",
    "discreet": "discreet: no company name on envelope, subject line or voicemail; speak to nobody else "
    "· 社名を出さない(封筒・件名・留守番電話)。ご家族にも用件を伝えない",
    "large_print": "large print · 大きな文字",
    "interpreter": "an interpreter is wished for · 通訳のご希望あり",
    "no_contact": "no contact but what has to be answered in writing · 必要な書面以外は連絡しない",
}
_SEE = ("what personal.customer.contact says", "お客様の情報に記載")


def lines(case: Case) -> list[str]:
    """The wishes in words for whoever is about to write, call or visit; none of the customer's own words among them."""
    shown = []
    for name, said in _SAID.items():
        if value := case.preferences.get(name):
            words = _ways(value) if name == "by" else _SEE if value == "yes" else (value, value)
            shown.append(said.format(*words))
    return shown


def _ways(by: str) -> tuple[str, str]:
    """The channels, the first one first, in both languages."""
    ways = by.split(", ")
    if len(ways) == 1:
        return by, _in_japanese(by)
    return f"{by}, in that order", "、".join(map(_in_japanese, ways)) + "の順"


def _in_japanese(way: str) -> str:
    return next((ja for medium, ja in MEDIA.items() if medium == way), way)


def on_letters(case: Case) -> dict[str, Any]:
    """What of it a letter has to know, as facts of its order."""
    wishes = [name for name in ("discreet", "large_print") if case.preferences.get(name)]
    from_hour = case.preferences.get("not_before", "yes")
    return ({"wishes": wishes} if wishes else {}) | ({} if from_hour == "yes" else {"not_before": from_hour})


def change(act: Act, command: RecordContact) -> None:
    """The customer said so in this contact: from now on it holds for everything that is not written yet."""
    case = act.case
    customer = (case.personal or {}).get("customer")
    said = command.personal or {}
    if customer is None:
        raise IllegalCommand("the customer's data are erased or were never given: there is nothing to change")
    if command.by.role == "representative" and case.representative != "evidenced":
        raise NotAuthorised(
            "wishes: who speaks for the customer without authority on record changes no address; ask the customer, or "
            "authorise_representative first"
        )
    asked = command.wishes.model_dump(exclude_none=True) if command.wishes else {}
    contact = {**(customer.get("contact") or {}), **asked, **{key: said[key] for key in OF_THE_WISH if said.get(key)}}
    if elsewhere := said.get("letters_to"):
        contact["address"] = elsewhere
    fresh = {**customer, **{key: said[key] for key in OF_THE_CUSTOMER if said.get(key)}, "contact": contact}
    try:
        Customer.model_validate(fresh)
    except ValidationError as error:
        raise InvalidCommand(f"record_contact: personal.{first_fault(error)}") from None
    changed = [key for key in (*fresh, *contact) if fresh.get(key, contact.get(key)) != customer.get(key)]
    case.personal = {**(case.personal or {}), "customer": fresh}
    case.mailable, case.paper = letters_go(fresh)
    case.preferences = preferences(contact)
    act.log(f"how the customer wants to be reached was changed: {', '.join(sorted({*changed, *asked} - {'contact'}))}")
    redirect(act)
