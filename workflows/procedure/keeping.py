"""How a long case is kept small. It travels whole from run to run and is shown whole, and a payload over 2 MB bricks it.

What is over and old goes first: it lies in the workflow's history and, letters and payments, in the register. What is open,
what the present round rests on, and every breach stays, with its words; so a command that would make too much of that is refused
(room.py). The bounds of each list are in bounds.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.beside import Beside
from domain.case import Case, Entry, Letter
from workflows.procedure.bounds import BESIDE, CASE, UNTOLD, Bound, untold

ALL = 420_000
"""Bytes a case may have, without the orders of its letters: it is shown whole, in a view of at most 490 kB."""
QUIET = 100_000
"""Bytes up to which nothing is taken from a case: most never get there."""
MOST_ENTRIES = CASE["timeline"].most
"""Lines of the timeline that are kept at most."""
LINES = 45_000
"""Bytes the timeline's sentences may have together; the oldest go first."""
WORDS = 200_000
"""Bytes of people's words on a case, the intake's included, beyond which words of what is over go, the oldest first."""
LEAST = 24_000
"""Bytes of words besides the intake's that are kept in any case."""
LONGEST_LINE = 600
"""Longest sentence of one line, in characters. The command with the whole of it lies in the history."""
UNTOLD_BYTES = 100_000
"""Bytes of the orders of notices that wait for a way out; of older ones their problem speaks."""
POSTED = 60_000
"""Bytes of the orders of letters on paper that were posted: the newest can be sent anew from them when they come back."""
PRESSURE = (1.0, 0.5, 0.25, 0.0)
"""How much of what is over is kept, where the case is still too large with all of it; the newest of each sort is, always."""


def trim(case: Case) -> None:
    """Keep a case within its bounds."""
    _give_up_notices(case.letters)
    _forget_posted(case)
    case.kept_bytes = shown_bytes(case)
    for share in PRESSURE if case.kept_bytes > QUIET else ():
        room = max(LEAST, WORDS - size_of(case.personal))
        _timeline(case, int(LINES * max(share, 0.2)), int(room // 4 * share))
        for name, bound in CASE.items():
            setattr(case, name, _kept(case, name, bound, share))
        _words(case, int(room * share))
        case.kept_bytes = shown_bytes(case)
        if case.kept_bytes <= ALL:
            break


def trim_beside(record: Beside) -> None:
    """Keep a task or an obligation within its bounds."""
    _timeline(record, LINES, 0)
    _give_up_notices(record.notices)
    record.notices = [notice for notice in record.notices if notice.order is not None]
    record.problems = _without(record.problems, _over(record, record.problems, BESIDE["problems"], 1.0))


def shown_bytes(case: Case) -> int:
    """How large the case is without what is not shown: the orders of its letters, and what it was told at receipt.

    The words of a letter that waits for an approval are shown.
    """
    to_approve = sum(size_of(letter.order) for letter in case.letters if letter.state == "awaiting_approval")
    return len(_CASE.dump_json(case, exclude=_NOT_SHOWN)) + to_approve


_CASE = TypeAdapter(Case)
_NOT_SHOWN: Any = {"letters": {"__all__": {"order": True, "post": {"order"}}}, "parallel": True, "team_names": True}


def orders_bytes(case: Case) -> int:
    """How large the orders of the letters to the customer are that have not left."""
    waiting = (letter for letter in case.letters if letter.order is not None and letter.kind != "notice")
    return sum(size_of(letter.order) for letter in waiting)


# --- lists ----------------------------------------------------------------------------------------------------------------


def _over(of: Any, records: list[Any], bound: Bound, share: float) -> list[Any]:
    """Those that go: of each sort that may, the oldest beyond the number that is kept."""
    found: list[Any] = []
    for over, kept in bound.goes:
        able = [record for record in records if over(record, of)]
        found += able[: max(0, len(able) - max(1, int(kept * share)))]
    return found


def _kept(case: Case, name: str, bound: Bound, share: float) -> list[Any]:
    records: list[Any] = getattr(case, name)
    if not bound.goes or not (gone := _over(case, records, bound, share)):
        return records
    if name == "letters":
        case.letters_dropped += len(gone)
    return _without(records, gone)


def _without(records: list[Any], gone: list[Any]) -> list[Any]:
    marked = {id(record) for record in gone}
    return [record for record in records if id(record) not in marked]


def _give_up_notices(letters: list[Letter]) -> None:
    """Where the way to the staff is broken for long, the newest notices wait for it; of the older ones their problem speaks."""
    room = UNTOLD_BYTES
    for number, letter in enumerate(letter for letter in reversed(letters) if untold(letter)):
        room -= size_of(letter.order)
        if room < 0 or number >= UNTOLD:
            letter.order, letter.next_try = None, None


def _forget_posted(case: Case) -> None:
    """The newest letters that were posted keep their orders."""
    room = POSTED
    for letter in reversed(case.letters):
        if letter.post is not None and letter.post.order is not None:
            room -= size_of(letter.post.order)
            if room < 0:
                letter.post.order = None


# --- words ----------------------------------------------------------------------------------------------------------------


def _words(case: Case, room: int) -> None:
    """Words of what is over go, the oldest first, until the rest fits; contacts have a room of their own."""
    _shorten(list(_worded(case, ["contacts"])), room // 4)
    _shorten(list(_worded(case, _WORDY)), room // 2)


_WORDY = [name for name in CASE if name not in ("contacts", "timeline", "letters")]


def _worded(case: Case, names: list[str]) -> Iterator[tuple[bool, datetime, Any]]:
    """Whatever holds words: whether it is open, and since when."""
    for name in names:
        for record in getattr(case, name):
            has = getattr(record, "__dict__", {})  # asking a record for a field that it has not is slow
            open_ = not any(over(record, case) for over, _ in CASE[name].goes) if "personal" in has else False
            if has.get("personal") is not None:
                yield open_, _since(record), record
            for step in has.get("steps", ()):
                if step.personal is not None:
                    yield open_, step.at, step


def _since(record: Any) -> datetime:
    """When a record was made."""
    for name in ("at", "asked_at", "made_at", "ended_at", "since"):
        if (at := record.__dict__.get(name)) is not None:
            return at  # type: ignore[no-any-return]
    raise AttributeError(f"{type(record).__name__} does not say when it was made")


def _shorten(records: list[tuple[bool, datetime, Any]], room: int) -> None:
    """Take the words from what is over, the oldest first; what is open keeps its own, whatever room is left."""
    for open_, _, record in sorted(records, key=lambda one: (one[0], one[1]), reverse=True):
        room -= size_of(record.personal)
        if room < 0 and not open_:
            record.personal = None


# --- the timeline ---------------------------------------------------------------------------------------------------------


def _timeline(of: Case | Beside, lines: int, words: int) -> None:
    """Lines are shared between drafts, so a shorter line is a new one."""
    kept: list[Entry] = []
    cut = False
    for entry in reversed(of.timeline[-MOST_ENTRIES:]):
        line = _line(entry)
        lines -= size_of(line.what)
        if lines < 0:
            break
        words -= size_of(line.personal)
        if words < 0 and line.personal is not None:
            line = line.model_copy(update={"personal": None})
        cut = cut or line is not entry
        kept.append(line)
    if cut or len(kept) < len(of.timeline):
        of.timeline_dropped += len(of.timeline) - len(kept)
        of.timeline = kept[::-1]


def _line(entry: Entry) -> Entry:
    if len(entry.what) <= LONGEST_LINE:
        return entry
    return entry.model_copy(update={"what": f"{entry.what[: LONGEST_LINE - 2]} …"})


def size_of(value: Any) -> int:
    """About how long a value is as JSON, in bytes."""
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode(errors="replace"))
    if isinstance(value, dict):
        return sum(len(key) + 6 + size_of(inner) for key, inner in value.items())
    return sum(size_of(inner) + 3 for inner in value) if isinstance(value, list) else 6
