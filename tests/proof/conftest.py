from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.proof.tried import PROOFS, table


@pytest.fixture(autouse=True)
def midday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proofs run in real time: their customers live where it is about noon, so that no letter waits for the morning."""
    east = 12 - datetime.now(UTC).hour
    monkeypatch.setenv(
        "OWABI_FIRM_ZONE", f"Etc/GMT{-east:+d}" if east else "Etc/GMT"
    )  # POSIX: the sign is turned round


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of what was tried and what differed."""
    if PROOFS:
        terminalreporter.section("what was tried")
        for line in table():
            terminalreporter.write_line(line)
