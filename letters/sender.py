"""Who a letter comes from and to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messages.deeds import LetterOrder
from policies.firm import Firm


@dataclass(frozen=True)
class Correspondents:
    """Names and addresses of one letter."""

    to_name: str
    """Empty where the name is not known."""
    to_email: str
    to_address: str
    signer_name: str
    """Empty: the department signs."""
    signer_title: str


def correspondents(order: LetterOrder, firm: Firm) -> Correspondents:
    """Who writes to whom, as the order's facts and the firm's rules on signatures say."""
    to = _addressee(order)
    name, title = _signatory(order, firm)
    return Correspondents(
        to_name=str(to.get("name") or ""),
        to_email=str(to.get("email") or ""),
        to_address=str(to.get("address") or ""),
        signer_name=name,
        signer_title=title,
    )


def _addressee(order: LetterOrder) -> dict[str, Any]:
    if order.kind == "notice":
        return dict(order.facts.get("to") or {})
    if order.kind == "public_reply":
        return {}
    personal = order.personal or {}
    customer = personal.get("customer") or {}
    representative = personal.get("representative") or {}
    # Only evidence of authority lets anybody but the customer read about the case.
    if order.kind != "authority_request" and representative.get("authority") != "evidenced":
        return dict(customer)
    contact = str(representative.get("contact") or "")
    if order.medium == "email" and "@" not in contact:
        return dict(customer)
    return {"name": representative.get("name"), "email": contact, "address": contact}


def _signatory(order: LetterOrder, firm: Firm) -> tuple[str, str]:
    names = order.facts.get("names") or {}
    rule = firm.signatory(order.kind)
    if rule is None:
        return "", ""
    # Who signs has approved the text: the handler's own letters, else the person of that role who commanded it.
    signed_by_role = names.get("signatory") if names.get("signatory_role") in (None, rule.role) else None
    name = names.get("handler") if rule.role == "handler" else signed_by_role
    # A title belongs to the person who bears it: without the name, the department signs.
    return (str(name), rule.title.of(order.locale)) if name else ("", "")
