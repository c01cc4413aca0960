"""Which way the letters of each medium leave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

from activities.mailing import Mailer
from adapters.eml import EmlMailer
from adapters.smtp import SmtpMailer, SmtpSettings


def mailers(data: Path, smtp: SmtpSettings | None) -> dict[str, Mailer]:
    """The mailer of each medium. Without SMTP everything is written below `<data>/outbox`; what people carry out always is."""
    notices = EmlMailer(data, "outbox/staff")
    by_hand: dict[str, Mailer] = {way: EmlMailer(data, f"outbox/{way}") for way in ("post", "public", "message")}
    if smtp is None:
        return by_hand | {"email": EmlMailer(data), "staff": notices}
    server = SmtpMailer(smtp)
    return by_hand | {"email": server, "staff": _MailedIfAddressed(server, notices)}


class _MailedIfAddressed:
    """Notices go by mail to colleagues with an address, and into a folder for the others."""

    def __init__(self, mailed: Mailer, filed: Mailer) -> None:
        self._mailed = mailed
        self._filed = filed

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        return await self._way(message).send(message, file_name, gate)

    async def look_up(self, message: EmailMessage, file_name: str) -> str | None:
        return await self._way(message).look_up(message, file_name)

    def _way(self, message: EmailMessage) -> Mailer:
        return self._mailed if message["To"] else self._filed
