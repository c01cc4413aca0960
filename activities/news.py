"""Telling a complaint what another workflow has to say; a complaint that has settled is told in the register."""

from __future__ import annotations

from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.timetable import Claims
from messages.deeds import News
from messages.ids import complaint_id


class Messenger:
    """Carries news between workflows.

    Args:
        client: a client of the namespace the complaints live in.
        claims: the register, for news that come after the end.
    """

    def __init__(self, client: Client, claims: Claims) -> None:
        self._client = client
        self._claims = claims

    @activity.defn(name="tell_complaint")
    async def tell_complaint(self, news: News) -> str:
        """Tell it. Returns `told`, or `settled` where the complaint has ended and the register keeps the news.

        A signal straight from a workflow to one that has ended would fail its sender; so it goes through here.
        """
        try:
            await self._client.get_workflow_handle(complaint_id(news.to)).signal("news", news)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            key = f"{news.to}/late-news/{news.what}/{news.at.isoformat()}"
            await self._claims.claim(key, news.model_dump(mode="json"))
            return "settled"
        return "told"
