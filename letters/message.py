"""The envelope: a rendered letter as an e-mail message. Pure; nothing of it can be bent by what a customer wrote."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from domain.errors import MissingContent
from letters.cleaning import one_line
from letters.discretion import discreet
from letters.rendering import RenderedLetter
from letters.sender import correspondents
from messages.deeds import LetterOrder
from policies.firm import Firm

_ADDRESS = re.compile(r"[!-~]+@[^\s@]+")
_FORBIDDEN = frozenset('\\",;:<>()[]')
_LONGEST_LINE = 990
"""Bytes; SMTP allows 998 in a line."""


def compose(order: LetterOrder, letter: RenderedLetter, firm: Firm, sent_at: datetime) -> EmailMessage:
    """Put the letter into an envelope with a Message-ID that is the same at every attempt.

    Letters for post carry no address to mail to, so that nobody mails them by mistake.

    Raises:
        MissingContent: the customer's address is none that can be mailed to.
    """
    who = correspondents(order, firm)
    message = EmailMessage(policy=SMTP)
    sender = who.signer_name if discreet(order) else f"{firm.name.of(order.locale)} {firm.department.of(order.locale)}"
    message["From"] = Address(one_line(sender), addr_spec=firm.email)
    if order.medium in ("email", "staff") and who.to_email:
        message["To"] = _address(who.to_name, who.to_email, order)
    message["Subject"] = letter.subject
    message["Date"] = sent_at.astimezone(ZoneInfo(order.zone))
    message["Message-ID"] = message_id(order.effect_id, firm)
    message["Content-Language"] = order.locale
    if order.kind in {"acknowledgement", "notice"}:
        # RFC 3834: so that an absence notice does not answer it, and ours does not answer that.
        message["Auto-Submitted"] = "auto-replied" if order.kind == "acknowledgement" else "auto-generated"
    if order.medium == "message":
        return _short_and_whole(message, letter, order)
    message.set_content(letter.text, cte=_encoding(letter.text))
    message.add_alternative(letter.html, subtype="html", cte=_encoding(letter.html))
    # The boundary between the parts would be random: the same letter is the same file at every attempt.
    message.set_boundary(f"=_{hashlib.sha256(order.effect_id.encode()).hexdigest()[:32]}")
    return message


def _short_and_whole(message: EmailMessage, letter: RenderedLetter, order: LetterOrder) -> EmailMessage:
    """For a port to chat, app or SMS: its short form, and the letter itself for the page that the short form leads to."""
    message.set_content(letter.short, cte=_encoding(letter.short))
    message.add_attachment(letter.html, subtype="html", cte=_encoding(letter.html), filename="letter.html")
    message.set_boundary(f"=_{hashlib.sha256(order.effect_id.encode()).hexdigest()[:32]}")
    return message


def message_id(effect_id: str, firm: Firm) -> str:
    """The letter's Message-ID, made of the effect's id alone."""
    return f"<{one_name(effect_id)}@{firm.email.rpartition('@')[2]}>"


def one_name(effect_id: str) -> str:
    """An effect's id as one name, for files and Message-IDs. Two effects never get the same name.

    References hold dots but no plus sign, so `+` parts what `/` parted; other signs are written as `=hex`.
    """
    plain = re.sub(r"[^A-Za-z0-9._/-]", lambda sign: f"={ord(sign[0]):x}=", effect_id).replace("/", "+")
    if len(plain) <= 200 and ".." not in plain and not plain.startswith("."):
        return plain
    return f"{plain[:100].strip('.').replace('..', '.')}={hashlib.sha256(effect_id.encode()).hexdigest()[:32]}"


def _address(name: str, email: str, order: LetterOrder) -> Address:
    local, _, domain = email.rpartition("@")
    unfit = MissingContent(
        f"{order.kind}: the customer's e-mail address is not one that can be mailed to; mend it or send by post"
    )
    if not _ADDRESS.fullmatch(email) or _FORBIDDEN & set(email):
        raise unfit
    try:
        return Address(one_line(name), username=local, domain=domain.encode("idna").decode())
    except (ValueError, IndexError):
        raise unfit from None


def _encoding(text: str) -> str:
    """As it is where lines are short enough, so that a person can read the file; else encoded."""
    return "8bit" if max(len(line.encode()) for line in text.splitlines()) <= _LONGEST_LINE else "base64"
