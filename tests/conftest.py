from __future__ import annotations

import pytest

from owabi.leaving import leave

_STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    # The suite ran workers in this process: it leaves like every such process of ours, or ends by SIGSEGV now and then.
    if _STATUS in config.stash:
        leave(config.stash[_STATUS])
