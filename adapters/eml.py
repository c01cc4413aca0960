"""Letters as files: the default way out, and the way to the printer for customers who cannot be mailed."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

from activities.mailing import NotSent


class EmlMailer:
    """Writes each message as one `.eml` file, whole or not at all. Such a letter can always be looked up."""

    def __init__(self, data: Path, folder: str = "outbox") -> None:
        """`data`: the data folder. `folder`: where below it the letters go."""
        self._data = data
        self._folder = data / folder

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        """Write the file and answer its path below the data folder; raises NotSent when it cannot be written."""
        content = message.as_bytes()
        await gate()
        try:
            await asyncio.to_thread(_write_whole, self._folder / file_name, content)
        except OSError as problem:
            raise NotSent(f"the folder for outgoing letters cannot be written ({problem.strerror})") from None
        return self._where(file_name)

    async def look_up(self, message: EmailMessage, file_name: str) -> str | None:
        """The file's path below the data folder when it is there."""
        there = await asyncio.to_thread((self._folder / file_name).exists)
        return self._where(file_name) if there else None

    def _where(self, file_name: str) -> str:
        return (self._folder / file_name).relative_to(self._data).as_posix()


def _write_whole(path: Path, content: bytes) -> None:
    """Write to a temporary name, flush to the disk, rename: whoever looks sees no file or the whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
