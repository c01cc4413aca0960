"""The invented firm that all letters of the tests come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.firm import Firm, read

FIRM_FILE = Path(__file__).parents[2] / "policies" / "data" / "firm.yaml"


@pytest.fixture(scope="session")
def firm() -> Firm:
    return read(FIRM_FILE.read_text(encoding="utf-8"), "firm.yaml")
