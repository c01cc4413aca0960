"""Mail servers that misbehave on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

HANG = "hang"
DROP = "drop"


@dataclass
class MailServer:
    """What the server says at each step: an answer, `HANG` (says nothing) or `DROP` (hangs up); what it accepted."""

    greeting: str = "220 mail.example.com"
    mail: str = "250 ok"
    rcpt: list[str] = field(default_factory=lambda: ["250 ok"])
    """One answer for each connection; the last one for all later ones."""
    data: str = "354 go on"
    text: list[str] = field(default_factory=lambda: ["250 accepted"])
    """Likewise, after the text."""
    eight_bit: bool = True
    accepted: list[bytes] = field(default_factory=list)
    texts_seen: int = 0
    connections: int = 0
    port: int = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[MailServer]:
        """The server, listening on a free port of its own (on the same one when it runs again)."""
        hung = asyncio.Event()
        server = await asyncio.start_server(lambda r, w: self._serve(r, w, hung), "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            hung.set()
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hung: asyncio.Event) -> None:
        self.connections += 1
        nth = self.connections - 1
        try:
            await self._say(writer, self.greeting, hung)
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"EHLO":
                    features = "250-mail.example.com\r\n250 8BITMIME" if self.eight_bit else "250 mail.example.com"
                    await self._say(writer, features, hung)
                elif word == b"MAIL":
                    await self._say(writer, self.mail, hung)
                elif word == b"RCPT":
                    await self._say(writer, self.rcpt[min(nth, len(self.rcpt) - 1)], hung)
                elif word == b"DATA":
                    await self._say(writer, self.data, hung)
                    text = await reader.readuntil(b"\r\n.\r\n")
                    self.texts_seen += 1
                    answer = self.text[min(nth, len(self.text) - 1)]
                    if answer.startswith("250") or answer in {HANG, DROP}:
                        self.accepted.append(text)
                    await self._say(writer, answer, hung)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, answer: str, hung: asyncio.Event) -> None:
        if answer == HANG:
            await hung.wait()
        if answer in {HANG, DROP}:
            raise ConnectionResetError
        writer.write(f"{answer}\r\n".encode())
        await writer.drain()
