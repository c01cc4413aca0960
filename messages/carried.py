"""What a complaint carries from run to run."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.case import Case
from messages.decisions import PolicySnapshot
from messages.receipts import Received


class Carried(BaseModel):
    """The whole state of the workflow at continue-as-new."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    case: Case
    policy: PolicySnapshot
    content_hash: str
    first_answer: Received | None = None
    answered: dict[str, dict[str, Any]] = {}
    published: dict[str, Any] = {}
    continue_after: int = 0
