"""Whether there is room for what a command adds: what is open is never dropped, so there cannot be any amount of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from domain.case import Case
from domain.errors import IllegalCommand
from messages.commands import MAX_BYTES
from workflows.procedure.bounds import CASE, WITHIN, Bound
from workflows.procedure.keeping import ALL, orders_bytes, shown_bytes, trim

ORDERS = 300_000
"""Bytes the orders of letters that have not left may have together."""
SMALL = 1_500
"""What a command that only notes or ends something adds, in bytes: there is a reserve for those."""
RESERVE = 40_000
"""Bytes beyond the bounds that are left to such commands, and to what comes by itself."""
ADDED = 4 * MAX_BYTES
"""More bytes than one command adds, wherever its words are kept: measuring a whole case takes longer than all the rest."""
ENDING = ("close", "withdraw", "merge")
"""Commands that end the case: they are never refused for want of room."""


def check(before: Case, draft: Case, name: str) -> None:
    """Refuse what would make the record too large to be carried on, and say how to make room.

    Args:
        before: the case as it stood; what is too large already may be worked on, not added to.
        draft: the case with what the command has added; it is kept within its bounds here.
        name: the command.
    """
    if name in ENDING:
        return
    for what, bound, had, has in _counted(before, draft):
        if has > bound.most and has > had and bound.do:
            raise IllegalCommand(f"{name}: {what}: {bound.most} are the most; {bound.do}")
    if len(draft.letters) > len(before.letters) and _grown(orders_bytes(before), orders_bytes(draft), ORDERS):
        raise IllegalCommand(
            f"{name}: too many long letters wait to leave: {CASE['letters'].do}; or write a shorter one"
        )
    if (before.kept_bytes or ALL) + ADDED > ALL and shown_bytes(draft) > ALL:
        trim(draft)
        if _grown(shown_bytes(before), draft.kept_bytes, ALL):
            raise IllegalCommand(
                f"{name}: the record is full ({ALL // 1000} kB of what is open): finish what is open first (questions, promises, "
                "inquiries, goods, offers), write it shorter and keep long texts as documents, or split what has nothing to do "
                "with the rest"
            )


def _grown(had: int, has: int, most: int) -> bool:
    return has > had and has > most + (RESERVE if has - had <= SMALL else 0)


def _counted(before: Case, draft: Case) -> Iterator[tuple[str, Bound, int, int]]:
    """Every list that is long: what it is called, its bound, how many open records it had and has."""
    for name, bound in CASE.items():
        if len(getattr(draft, name)) > bound.most:
            yield name, bound, _open(before, name, bound), _open(draft, name, bound)
    for name, lists in _LISTS_WITHIN.items():
        for record in getattr(draft, name):
            for inner, bound in lists:
                if (has := len(getattr(record, inner))) > bound.most:
                    had = next((len(getattr(one, inner)) for one in getattr(before, name) if _same(one, record)), 0)
                    yield f"{inner} of {_named(record)}", bound, had, has


def _named(record: Any) -> str:
    return str(getattr(record, "id", "") or record.head)


def _same(one: Any, other: Any) -> bool:
    return _named(one) == _named(other) and getattr(one, "round", 0) == getattr(other, "round", 0)


def _open(case: Case, name: str, bound: Bound) -> int:
    return sum(not any(over(one, case) for over, _ in bound.goes) for one in getattr(case, name))


def _lists_within() -> dict[str, list[tuple[str, Bound]]]:
    found: dict[str, list[tuple[str, Bound]]] = {}
    for name in CASE:
        sort: Any = next(iter(get_args(Case.model_fields[name].annotation)), None)
        lists = [
            (inner, bound)
            for key, bound in WITHIN.items()
            for of, _, inner in [key.partition(".")]
            if bound.do and of == getattr(sort, "__name__", "")
        ]
        if lists:
            found[name] = lists
    return found


_LISTS_WITHIN = _lists_within()
