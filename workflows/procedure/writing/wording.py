"""What people write to the customer in a command, and what its words ask for: other words, a date, a lead's approval.

The words were looked up in the firm's lists when the turn was recorded; here is judged what follows from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, cast

from domain.authority import below
from domain.case import Case
from domain.errors import WordsRefused
from domain.words import STAFF
from messages.commands import Command
from messages.commands.base import Oral
from messages.commands.handling import SendLetter
from messages.commands.substance import Apologise, ResolveNow
from messages.decisions import WordFound
from messages.deeds import LetterOrder
from workflows.procedure.act import Act
from workflows.procedure.oral import spoken
from workflows.procedure.writing.letter_receipts import find_letter

WRITTEN: dict[str, tuple[str, ...]] = {
    "agree_summary": ("matter",),
    "add_prevention_task": ("to_customer",),
    "ask_customer": ("questions",),
    "apologise": ("wrong", "because", "words", "enclosures"),
    "decide": ("found", "weighed", "reasons"),
    "resolve_now": ("remedy",),
    "offer_remedy": ("descriptions", "words"),
    "promise": ("to_customer",),
    "refer": ("words",),
    "forward": ("why", "words"),
    "request_item": ("what", "packaging"),
    "restrict_contact": ("words",),
    "send_update": ("message",),
    "send_letter": (
        *("words", "subject", "reasons_for_delay", "decision", "offer_still_open", "findings", "open", "tests"),
        *("unknown", "goods", "condition", "basis", "reasons", "alternative", "because", "enclosures"),
    ),
    "send_final_response": (
        *("apology", "alternative", "words", "complaint_definition", "how_considered", "remedy"),
        *("outstanding_actions", "steps_taken", "enclosures"),
    ),
}
"""Under which keys of a command's `personal` somebody of the desk words what the customer will read."""
AGAIN = tuple(dict.fromkeys(key for keys in WRITTEN.values() for key in keys))
"""The same for a letter that is sent again, whatever its kind."""


def written(case: Case, name: str, command: Command) -> dict[str, str]:
    """What the command would have the customer read, by field; nothing where it records what was said by word of mouth."""
    if name not in WRITTEN or case.anonymous or _only_said(command):
        return {}
    if isinstance(command, SendLetter) and command.effect_id:
        return _sent_again(case, command)
    texts = dict(_texts("personal", command.personal or {}, WRITTEN[name]))
    if isinstance(command, Apologise) and (ours := _as_if_ours(command)):
        texts[_TOLD] = ours
    return texts


def _only_said(command: Command) -> bool:
    """Whether the customer heard it and will not read it; what a remedy agreed on the spot means is read in its letter."""
    return isinstance(command, Oral) and not isinstance(command, ResolveNow) and spoken(command)


_TOLD = "personal.told_us"
_OURS = re.compile(r"弊社|当社|私ども|わたくしども|\b(?:our|we)\b", re.IGNORECASE)
_THEIRS = re.compile(r"御社|貴社|お店|そちら|\byour?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[。！？!?.])\s*|\n+")


def _as_if_ours(command: Apologise) -> str:
    """What of a customer's account is told as we would say it of ourselves: there an admission of ours would hide."""
    told = str((command.personal or {}).get("told_us") or "")
    mine = [one for one in _SENTENCE.split(told) if _OURS.search(one) and not _THEIRS.search(one)]
    return "\n".join(mine)


def _sent_again(case: Case, command: SendLetter) -> dict[str, str]:
    letter = find_letter(case, command.effect_id or "")
    if letter is None or letter.order is None or command.then != "again":
        return {}
    before = LetterOrder.model_validate(letter.order).personal or {}
    keys = tuple(key for key in AGAIN if key != "subject" or letter.kind == "individual")
    return dict(_texts("personal", {**before, **(command.personal or {})}, keys))


def _texts(path: str, value: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The texts below a key that is the desk's; `keys` empty: below one already."""
    if isinstance(value, str) and not keys:
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(f"{path}.{key}", part, () if key in keys else keys)
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from _texts(f"{path}.{n}", part, keys)


def judge(act: Act, name: str) -> None:
    """Refuse what is not written to customers; keep who must approve the text, and the hints for whoever wrote it.

    Raises:
        WordsRefused: naming the field, the words and what to write instead, and nothing of the text around them.
    """
    covered = _covers(act.case, name)
    found = [one for one in act.words if not covered.intersection(one.covered_by) and _counts(one)]
    if name != "offer_remedy" and not _settling(act.case):
        _no_settlement(name, found)
    stops = [f"{one.field}: {one.told}" for one in found if one.kind in ("blocked", "needs_date")]
    if stops:
        raise WordsRefused(f"{name}: {'; '.join(dict.fromkeys(stops))}")
    asked = {one.approver for one in found if one.kind == "needs_approval"}
    if asked and act.case.approver == "manager":
        asked.add("manager")
    needed = max(asked, key=STAFF.index, default="")
    if below(act.by.role, needed):
        act.approver = cast('Literal["", "lead", "manager"]', needed)
    worth_saying = ("style", "needs_approval") if act.approver else ("style",)
    act.hints = list(dict.fromkeys(one.told for one in found if one.kind in worth_saying))


def _counts(found: WordFound) -> bool:
    """Of what the customer told us nothing counts but an admission of ours."""
    return found.field != _TOLD or "responsibility" in found.covered_by


def _no_settlement(name: str, found: list[WordFound]) -> None:
    """Refuse the words of a settlement where none is on record: it is an offer, of a manager, with its document."""
    if told := [
        f"{one.field}: {one.told}" for one in found if one.kind == "needs_approval" and one.approver == "manager"
    ]:
        raise WordsRefused(f"{name}: {'; '.join(dict.fromkeys(told))}")


def _settling(case: Case) -> bool:
    """Whether a settlement was offered in this round, or agreed: letters may speak of it, with a manager's approval."""
    return any(one.settlement and one.round == case.round and one.state in _OFFERED for one in case.offers)


def _covers(case: Case, name: str) -> set[str]:
    """What is on record, or is this very act, and so covers the words that say it."""
    found = {"decision"} if name in ("decide", "send_final_response") else set()
    if name in ("offer_remedy", "resolve_now") or _offered(case):
        found.add("remedy")
    if any(a.kind == "responsibility" and a.round == case.round and a.state in _APPROVED for a in case.apologies):
        found.add("responsibility")
    return found


_APPROVED = ("approved", "made")
_OFFERED = ("offered", "accepted")


def _offered(case: Case) -> bool:
    return any(offer.round == case.round and offer.state in _OFFERED for offer in case.offers)
