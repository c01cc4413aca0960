"""News between workflows: told while the complaint listens, kept in the register when it has settled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from temporalio.client import Client

from activities.news import Messenger
from messages.news import News
from tests.activities.fakes import FakeRegister

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


class Silent:
    """A client nobody may ask: a workflow that has settled is sent no signal."""

    def get_workflow_handle(self, workflow_id: str) -> Any:
        raise AssertionError(f"{workflow_id} was signalled")


async def test_what_came_in_the_moment_of_settling_is_kept_without_a_signal() -> None:
    register = FakeRegister()
    news = News(to="CASE-1", at=AT, what="prevention", body={"task_id": "CASE-1-P1", "what": "ineffective"}, late=True)

    assert await Messenger(cast("Client", Silent()), register).tell_complaint(news) == "settled"
    assert [key for key in register.decisions if key.startswith("CASE-1/late-news/prevention/")]
