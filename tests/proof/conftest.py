from __future__ import annotations

import pytest

from tests.proof.tried import PROOFS, table


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of what was tried and what differed."""
    if PROOFS:
        terminalreporter.section("what was tried")
        for line in table():
            terminalreporter.write_line(line)
