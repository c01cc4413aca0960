"""What must outlive a complaint's workflow."""

from __future__ import annotations

from typing import Protocol

from temporalio import activity

from messages.deeds import Archive


class Archives(Protocol):
    """The register's table of complaints, as far as endings are concerned."""

    async def archive(self, ending: Archive) -> None:
        """Write stage, remedies, causes and view over what is there. Doing it twice changes nothing.

        An ending that is older than what is there is ignored: a Reset repeats old ones.
        """
        ...


class Register:
    """Writes endings into the register."""

    def __init__(self, archives: Archives) -> None:
        self._archives = archives

    @activity.defn(name="archive_case")
    async def archive_case(self, ending: Archive) -> None:
        """Keep what is known of the complaint at this end of it."""
        await self._archives.archive(ending)
