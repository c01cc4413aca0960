from __future__ import annotations

import pytest

from tests.procedure.case_book import CaseBook


@pytest.fixture
def book() -> CaseBook:
    """A complaint just received; its acknowledgement is under way."""
    return CaseBook()
