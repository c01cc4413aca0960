"""How a long case is kept small. It travels whole from run to run and is shown whole, and a payload over 2 MB bricks it.

What is settled and old goes first: it lies in the workflow's history and, letters and payments, in the register. What is open,
what the present round rests on, and every breach stays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.case import Case, Entry

MOST_ENTRIES = 400
"""Letters and lines of the timeline that are kept at most."""
MOST_SETTLED = 40
"""Settled records of one sort (questions, contacts, problems, …) that are kept at most."""
MOST_VOID_OFFERS = 6
"""Offers that were sent back or became void; each can have thirty parts."""
LINES = 45_000
"""Bytes the timeline's sentences may have together; the oldest go first."""
WORDS = 200_000
"""Bytes of people's words on a case, the intake's included; of the others the oldest go first."""
LEAST = 24_000
"""Bytes of words besides the intake's that are kept in any case."""
LONGEST_LINE = 600
"""Longest sentence of one line, in characters. The command with the whole of it lies in the history."""


def trim(case: Case) -> None:
    """Keep a case within its bounds."""
    room = max(LEAST, WORDS - _bytes(case.personal))
    _timeline(case, room // 4)
    case.letters = _kept(case, "letters", lambda x: x.order is None and x.kind not in _PROOF, MOST_ENTRIES)
    now = case.round
    settled: dict[str, Callable[[Any], bool]] = {
        "questions": lambda question: question.state in ("answered", "withdrawn"),
        "contacts": lambda contact: not contact.after_closing or contact.meaning != "" or contact.direction == "out",
        "offers": lambda offer: offer.state in ("declined", "superseded"),
        "apologies": lambda apology: apology.state == "declined" or (apology.round < now and apology.state == "made"),
        "causes": lambda cause: cause.round < now,
        "decisions": lambda decision: decision.round < now,
        "waivers": lambda waiver: waiver.round < now,
        "problems": lambda problem: problem.resolved_at is not None,
        "conduct": lambda flag: flag.state not in ("reported", "set"),
        "restrictions": lambda restriction: restriction.state != "active",
        "deadlines": lambda deadline: deadline.state in ("met", "cancelled"),
    }
    for name, is_settled in settled.items():
        setattr(case, name, _kept(case, name, is_settled, MOST_VOID_OFFERS if name == "offers" else MOST_SETTLED))
    _shorten(case.contacts, room // 4)
    words = [
        (name not in settled or not settled[name](record), record) for name in _WORDY for record in getattr(case, name)
    ]
    _shorten([record for _, record in sorted(words, key=lambda one: (one[0], _since(one[1])))], room // 2)


_PROOF = ("final_response", "not_upheld")
"""Letters that a later act asks for: whether they were delivered is what closing on `no_answer` rests on."""
_WORDY = ("questions", "offers", "apologies", "causes", "decisions", "waivers", "prevention", "conduct", "restrictions")


def _since(record: Any) -> datetime:
    """When a record was made: what is settled goes before what is open, and the older before the newer."""
    at: datetime = getattr(record, "at", None) or record.asked_at
    return at


def _kept(case: Case, name: str, settled: Callable[[Any], bool], most: int) -> list[Any]:
    """The records without the oldest settled ones beyond `most`."""
    records: list[Any] = getattr(case, name)
    over = sum(settled(record) for record in records) - most
    if over <= 0:
        return records
    if name == "letters":
        case.letters_dropped += over
    kept = []
    for record in records:
        if over > 0 and settled(record):
            over -= 1
        else:
            kept.append(record)
    return kept


def _timeline(case: Case, words: int) -> None:
    """Lines are shared between drafts, so a shorter line is a new one."""
    kept: list[Entry] = []
    lines, cut = LINES, False
    for entry in reversed(case.timeline[-MOST_ENTRIES:]):
        line = _line(entry)
        lines -= _bytes(line.what)
        if lines < 0:
            break
        words -= _bytes(line.personal)
        if words < 0 and line.personal is not None:
            line = line.model_copy(update={"personal": None})
        cut = cut or line is not entry
        kept.append(line)
    if cut or len(kept) < len(case.timeline):
        case.timeline_dropped += len(case.timeline) - len(kept)
        case.timeline = kept[::-1]


def _line(entry: Entry) -> Entry:
    if len(entry.what) <= LONGEST_LINE:
        return entry
    return entry.model_copy(update={"what": f"{entry.what[: LONGEST_LINE - 2]} …"})


def _shorten(records: list[Any], room: int) -> None:
    """Take the words from the first records until the rest fits; the records themselves stay."""
    for record in reversed(records):
        if record.personal is not None:
            room -= _bytes(record.personal)
            if room < 0:
                record.personal = None


def _bytes(value: Any) -> int:
    """About how long a value is as JSON."""
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode(errors="replace"))
    if isinstance(value, dict):
        return sum(len(key) + 6 + _bytes(inner) for key, inner in value.items())
    return sum(_bytes(inner) + 3 for inner in value) if isinstance(value, list) else 6
