"""Asking for what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import ComplaintError, IllegalCommand
from tests.procedure.case_book import CaseBook


def refused(
    book: CaseBook,
    name: str,
    /,
    role: str = "handler",
    who: str = "",
    *,
    because: type[ComplaintError] = IllegalCommand,
    **body: Any,
) -> str:
    """The refusal's sentence; the case is as it was before."""
    before = book.case.model_dump_json()
    with pytest.raises(because) as told:
        book.do(name, role, who, **body)
    assert book.case.model_dump_json() == before
    return str(told.value)
