"""Letters by SMTP: what the server said, or did not say, decides whether a letter may be tried again."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import getaddresses
from typing import Literal

import aiosmtplib

from activities.mailing import NotSent, OutcomeUnknown, Undeliverable
from messages.base import Message

Security = Literal["starttls", "tls", "none"]


class SmtpSettings(Message):
    """How the mail server is reached."""

    host: str
    port: int = 587
    security: Security = "starttls"
    """`starttls`: nothing is sent when the server offers none. `tls`: from the first byte. `none`: trusted network."""
    user: str = ""
    """Empty: no login."""
    password: str = ""
    sender: str = ""
    """Envelope sender for bounces; empty: the address in the letter's `From`."""
    opening_seconds: float = 40.0
    """Longest time from connecting to the accepted recipient."""
    text_seconds: float = 40.0
    """Longest time for the text and its answer."""


class SmtpMailer:
    """One connection for each letter. What was sent by SMTP cannot be looked up."""

    def __init__(self, settings: SmtpSettings, tls: ssl.SSLContext | None = None) -> None:
        """`tls`: a context of one's own, for a private certificate authority."""
        self._settings = settings
        self._tls = tls

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        """Send the message; answers `smtp`."""
        server = self._server()
        try:
            await self._open(server, message)
            await gate()
            await self._hand_over(server, message)
        finally:
            # Not QUIT: the server has answered for the letter, and a slow farewell must not cost the receipt.
            server.close()
        return "smtp"

    async def look_up(self, message: EmailMessage, file_name: str) -> str | None:
        """Nobody can ask a mail server whether it has a letter: always raises OutcomeUnknown."""
        raise OutcomeUnknown("SMTP cannot be asked")

    def _server(self) -> aiosmtplib.SMTP:
        settings = self._settings
        return aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._tls,
            timeout=settings.opening_seconds,
        )

    async def _open(self, server: aiosmtplib.SMTP, message: EmailMessage) -> None:
        """Everything before the text: nothing has left yet, so every failure is a plain "not sent"."""
        settings = self._settings
        sender = settings.sender or _only_address(message, "From")
        try:
            async with asyncio.timeout(settings.opening_seconds):
                await server.connect()
                if settings.user:
                    await server.login(settings.user, settings.password)
                elif settings.security == "none":
                    await server.ehlo()
                await server.mail(sender, options=["BODY=8BITMIME"] if server.supports_extension("8bitmime") else None)
                await server.rcpt(_only_address(message, "To"))
        except aiosmtplib.SMTPRecipientRefused as answer:
            if 500 <= answer.code < 600:
                raise Undeliverable(f"the mail server refused the recipient ({answer.code})") from None
            raise NotSent(f"the mail server put the recipient off ({answer.code})") from None
        except aiosmtplib.SMTPResponseException as answer:
            raise NotSent(f"the mail server said no before the text ({answer.code})") from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as problem:
            raise NotSent(f"the mail server could not be reached or broke off ({type(problem).__name__})") from None

    async def _hand_over(self, server: aiosmtplib.SMTP, message: EmailMessage) -> None:
        """The text. A clear answer is an answer; silence leaves everything open."""
        try:
            async with asyncio.timeout(self._settings.text_seconds):
                await server.data(_on_the_wire(message, server))
        except aiosmtplib.SMTPDataError as answer:
            if 500 <= answer.code < 600:
                raise Undeliverable(f"the mail server refused the text ({answer.code})") from None
            if 400 <= answer.code < 500:
                raise NotSent(f"the mail server put the text off ({answer.code})") from None
            raise OutcomeUnknown(f"the mail server answered {answer.code}") from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            raise OutcomeUnknown(f"no answer to the text ({type(problem).__name__})") from None


def _on_the_wire(message: EmailMessage, server: aiosmtplib.SMTP) -> bytes:
    eight_bit = server.supports_extension("8bitmime")
    return message.as_bytes(policy=WIRE.clone(cte_type="8bit" if eight_bit else "7bit"))


def _only_address(message: EmailMessage, header: str) -> str:
    addresses = [address for _, address in getaddresses([str(message[header] or "")]) if address]
    if len(addresses) != 1 or re.search(r"[\r\n\x00 ]", addresses[0]):
        raise Undeliverable(f"the letter has no single address in its header {header}")
    return addresses[0]
