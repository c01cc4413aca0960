"""Letters that are given up: before the gate they never leave, behind it they do and their receipt counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.letters import Letters
from adapters.eml import EmlMailer
from adapters.post_room import mailers
from adapters.sql.register import SqlRegister
from messages.deeds import CallOff
from policies.firm import Firm
from tests.adapters.test_eml_letters import NOON, ORDER, deliver, files

CALL = CallOff(effect_id=ORDER.effect_id, reference=ORDER.reference, kind=ORDER.kind, at=NOON)


async def call_off(letters: Letters) -> str:
    return await ActivityEnvironment().run(letters.call_off_letter, CALL)


class CalledOffBefore(EmlMailer):
    """A mailer that is slow: the letter is called off while it is about to write."""

    letters: Letters

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        assert await call_off(self.letters) == "called_off"
        return await super().send(message, file_name, gate)


async def test_a_letter_called_off_before_its_first_attempt_never_leaves(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)
    assert await call_off(letters) == "called_off"

    with pytest.raises(ApplicationError) as failure:
        await deliver(letters)

    assert (failure.value.type, failure.value.non_retryable) == ("CalledOff", True)
    assert files(tmp_path) == []


async def test_an_attempt_under_way_is_stopped_at_its_gate(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    slow = CalledOffBefore(tmp_path)
    letters = slow.letters = Letters(outbox, {"email": slow}, firm, clock=lambda: NOON)

    with pytest.raises(ApplicationError, match="Another attempt"):
        await deliver(letters)
    with pytest.raises(ApplicationError, match="called off"):
        await deliver(letters)

    assert files(tmp_path) == []


async def test_a_letter_that_has_left_cannot_be_called_off(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)
    receipt = await deliver(letters)

    assert await call_off(letters) == "sent"
    assert await deliver(letters) == receipt
    assert files(tmp_path) == [receipt.where]


async def test_calling_off_twice_is_calling_off_once(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)

    assert [await call_off(letters), await call_off(letters)] == ["called_off", "called_off"]
