"""What kind of contact has arrived, and the one date that a contact has which is no complaint. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from domain.words import ContactKind
from messages.decisions import DateDecided

ANSWER = "contact_answer"
"""The wait for the answer to an enquiry, a request, a suggestion, a praise: owed by no pack, and all the same not forgotten."""


def kind_of(intake: dict[str, Any], *, in_doubt: bool = False) -> ContactKind:
    """What the sender says it is; in doubt, and where somebody or something was hurt, it is a complaint."""
    harmed = in_doubt or any((intake.get("harm") or {}).values())
    return "complaint" if harmed else cast("ContactKind", intake.get("kind") or "complaint")


def answer_only(dates: Sequence[DateDecided]) -> list[DateDecided]:
    """Of the dates that follow from a receipt those of a contact that is no complaint: nothing is owed by it."""
    return [one for one in dates if one.level == "wait"]
