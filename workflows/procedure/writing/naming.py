"""Who may be named to this customer: whoever handles the case and whoever writes; no other colleague, and no supplier."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.errors import WordsRefused
from letters.naming import names_in
from messages.commands import Command
from workflows.procedure.act import Act
from workflows.procedure.staff.restricted import active
from workflows.procedure.writing.letter_order import suppliers
from workflows.procedure.writing.wording import written


def check(act: Act, name: str, command: Command) -> None:
    """Refuse a command whose words for the customer name a colleague or a supplier; quotations of the customer are theirs.

    Raises:
        WordsRefused: naming the field, and not the name.
    """
    case = act.case
    if not (texts := written(case, name, command)):
        return
    names = [*_colleagues(act), *suppliers(case)]
    customers = list(_customers_own(case))
    for field, text in texts.items():
        for one in names_in(text, names, customers, case.locale)[:1]:
            raise WordsRefused(f"{name}: {field}: {one.told}")


def _colleagues(act: Act) -> Iterator[str]:
    case = act.case
    restriction = active(case)
    may_be_named = {case.handler, act.by.id, restriction.person if restriction else ""} - set(case.complained_of)
    for staff, names in case.team_names.items():
        if staff not in may_be_named:
            yield from (name for name in names.values() if name)


def _customers_own(case: Case) -> Iterator[str]:
    personal = case.personal or {}
    for who in ("customer", "representative"):
        if name := (personal.get(who) or {}).get("name"):
            yield str(name)
