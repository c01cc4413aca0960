"""Whether the packs that complaints are handled by can be read, and are as strict as the law they stand on."""

from __future__ import annotations

from datetime import date

from domain.errors import ComplaintError
from owabi.checks.finding import Finding, note, ok, wrong
from owabi.deadlines.command import packs_of
from owabi.policies.linting import findings, firm_of, roles_of, unlisted_in
from owabi.settings import Settings

_DO = "`owabi policy lint` says where and what to do; complaints filed meanwhile carry the pack as it is"


async def policies(settings: Settings) -> list[Finding]:
    """One line for all packs, or one for each that is wrong."""
    try:
        today = date.today()  # noqa: DTZ011  (the day where the command is called)
        packs = packs_of(settings)
        found = findings(packs, [], roles_of(settings), today, firm_of(settings))
        count, slips = len(packs.ids()), unlisted_in(settings)
    except ComplaintError as error:
        return [wrong("policy packs", str(error), "mend the file; complaints cannot be opened under it")]
    bad = {one.pack: one for one in reversed(found) if one.severity == "error"}
    if bad:
        return [wrong("policy pack", f"{pack}: {one.key}: {one.what}", _DO) for pack, one in sorted(bad.items())]
    said = [note("categories", f"{one.pack}: {one.key}: {one.what}", one.todo) for one in slips]
    return [ok("policy packs", f"{count} can be read and hold"), *said]
