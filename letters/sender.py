"""Who a letter comes from and to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.authority import above
from domain.words import STAFF
from messages.deeds import LetterOrder
from policies.contact import way_to
from policies.firm import Firm, Signatory
from policies.rulefile import Texts


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
        to_address=str((to.get("contact") or {}).get("address") or to.get("address") or ""),
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
    contact = str(representative.get("contact") or "").strip()
    line = {"email": "email", "post": "address"}.get(way_to(contact))
    return {"name": representative.get("name")} | ({line: contact} if line else {})


def _signatory(order: LetterOrder, firm: Firm) -> tuple[str, str]:
    """Name and title; both empty where the department signs.

    A name stands only under what its bearer sent or approved: in the role that signs, or in a higher one of the desk.
    """
    names = order.facts.get("names") or {}
    rule = firm.signatory(order.kind)
    if rule is None:
        return "", ""
    if firm.executive and order.kind in firm.executive.kinds and _grave(order):
        mine = [name for name, _, who in _who_read_it(names) if who == firm.executive.staff]
        return (mine[0], firm.executive.title.of(order.locale)) if mine else ("", "")
    if rule.role == "handler":
        return _of_the_desk(names, firm, order)
    for role in (rule.role, *above(rule.role)):
        for name, whose, staff in _who_read_it(names):
            if whose == role or (whose == "" and role == rule.role):
                return name, _title(firm, role, staff, rule).of(order.locale)
    # A title belongs to the person who bears it: without the name, the department signs.
    return "", ""


def _title(firm: Firm, role: str, staff: str, rule: Signatory) -> Texts:
    """Under which title somebody signs what they read in that role: what their role is called, not what the rule asks for."""
    if firm.executive and staff == firm.executive.staff:
        return firm.executive.title
    return (firm.title_of(role) or rule.title) if role != rule.role else rule.title


def _grave(order: LetterOrder) -> bool:
    """Level 3, or somebody was seriously hurt."""
    facts = order.facts
    return int(facts.get("level") or 0) >= 3 or bool(facts.get("injury") and facts.get("severity") == "critical")


def _who_read_it(names: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, role and staff id of whoever sent the letter, and of whoever approved it."""
    people = [(names.get(who), names.get(f"{who}_role"), names.get(f"{who}_id")) for who in ("signatory", "approver")]
    return [(str(name), str(role or ""), str(staff or "")) for name, role, staff in people if name]


def _of_the_desk(names: dict[str, Any], firm: Firm, order: LetterOrder) -> tuple[str, str]:
    """Whoever of the desk sent it; the complaint's handler where it leaves by itself."""
    sent_by, role = names.get("signatory"), str(names.get("signatory_role") or "")
    if sent_by and role in STAFF and sent_by != names.get("handler"):
        title = firm.title_of(role)
        return (str(sent_by), title.of(order.locale)) if title else ("", "")
    rule = firm.signatory(order.kind)
    handler = names.get("handler")
    return (str(handler), rule.title.of(order.locale)) if handler and rule else ("", "")
