"""Letters as files: one whole file for each letter, whatever crashed in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.letters import Letters
from activities.outbox import Effect, EffectState
from adapters.eml import EmlMailer
from adapters.post_room import mailers
from adapters.sql.register import SqlRegister
from letters.preview import example_order
from letters.wording import read_folder
from messages.deeds import LetterOrder, LetterReceipt
from policies.firm import Firm
from tests.letters.test_contracts import order_under

ORDER = example_order("apology_regret", "ja")
NOON = datetime(2026, 4, 28, 3, 0, tzinfo=UTC)
NIGHT = datetime(2026, 4, 28, 13, 30, tzinfo=UTC)
"""22:30 in Tokyo."""


class Crash(BaseException):
    """The process dies here."""


class CrashesBeforeTheReceipt(SqlRegister):
    """An outbox whose process dies between the sending of a letter and its receipt, as often as told."""

    crashes = 1

    async def settle(self, mine: Effect, state: EffectState, receipt: dict[str, object]) -> Effect:
        if self.crashes:
            self.crashes -= 1
            raise Crash
        return await super().settle(mine, state, receipt)


async def deliver(letters: Letters, order: LetterOrder = ORDER) -> LetterReceipt:
    return await ActivityEnvironment().run(letters.deliver_letter, order)


def files(data: Path) -> list[str]:
    return sorted(
        path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file() and "outbox" in path.parts
    )


async def test_a_letter_that_says_what_is_not_written_to_customers_never_leaves_and_does_so_with_other_words(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON, words=read_folder())
    rude = ORDER.model_copy(update={"personal": (ORDER.personal or {}) | {"words": "普通は壊れません。"}})

    with pytest.raises(ApplicationError) as refusal:
        await deliver(letters, rude)
    assert (refusal.value.type, refusal.value.non_retryable) == ("WordsRefused", True)
    assert "'普通は' is not written to customers; write instead:" in str(refusal.value)
    assert files(tmp_path) == []

    assert (await deliver(letters)).state == "sent"


async def test_a_letter_becomes_one_file_that_a_mail_program_reads(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)

    receipt = await deliver(letters)

    assert (receipt.state, receipt.where) == ("sent", "outbox/K-1042+apology_regret+1.eml")
    assert files(tmp_path) == [receipt.where]
    message = message_from_bytes((tmp_path / receipt.where).read_bytes(), policy=SMTP)
    assert message["To"] == "見本 花子 <hanako@example.com>"
    assert message["Message-ID"] == receipt.message_id
    assert "「トースターの使用中に煙が出て" in (tmp_path / receipt.where).read_text(encoding="utf-8")


async def test_a_crash_between_letter_and_receipt_leaves_one_file_and_its_receipt(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    crashing = CrashesBeforeTheReceipt(outbox.engine)
    with pytest.raises(Crash):
        await deliver(Letters(crashing, mailers(tmp_path, None), firm, clock=lambda: NOON))
    written = (tmp_path / "outbox/K-1042+apology_regret+1.eml").stat().st_mtime_ns

    receipt = await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON + timedelta(hours=1)))

    assert (receipt.state, receipt.sent_at) == ("sent", NOON)
    assert (tmp_path / receipt.where).stat().st_mtime_ns == written
    assert files(tmp_path) == [receipt.where]


async def test_a_crash_before_the_file_is_there_loses_no_letter(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    mine = await outbox.claim_effect(ORDER.effect_id, ORDER.kind, ORDER.reference, NOON)
    assert mine is not None
    await outbox.hand_over(mine)

    receipt = await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON))

    assert receipt.state == "sent"
    assert files(tmp_path) == [receipt.where]


async def test_many_attempts_at_once_make_one_file(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)

    answers = await asyncio.gather(*(deliver(letters) for _ in range(8)), return_exceptions=True)

    sent = [answer for answer in answers if isinstance(answer, LetterReceipt)]
    put_off = [answer for answer in answers if isinstance(answer, ApplicationError)]
    assert sent
    assert len(sent) + len(put_off) == 8
    assert all(failure.type == "NotSent" and not failure.non_retryable for failure in put_off)
    assert files(tmp_path) == ["outbox/K-1042+apology_regret+1.eml"]
    assert await deliver(letters) == sent[0]


class Slow(EmlMailer):
    """Waits before the gate until it is told to go on."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        self.reached.set()
        await self.go_on.wait()
        return await super().send(message, file_name, gate)


async def test_an_attempt_that_was_overtaken_sends_nothing(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    slow = Slow(tmp_path / "slow")
    overtaken = asyncio.create_task(deliver(Letters(outbox, {"email": slow}, firm, clock=lambda: NOON)))
    await slow.reached.wait()

    receipt = await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON))
    slow.go_on.set()

    with pytest.raises(ApplicationError, match="Another attempt"):
        await overtaken
    assert files(tmp_path) == [receipt.where]


async def test_at_night_a_letter_waits_and_nothing_is_claimed(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    clock = iter([NIGHT, NIGHT + timedelta(hours=10)])
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: next(clock))

    waiting = await deliver(letters)
    assert (waiting.state, waiting.not_before) == ("waiting", datetime(2026, 4, 28, 23, 0, tzinfo=UTC))
    assert await outbox.find_effect(ORDER.effect_id) is None

    assert (await deliver(letters)).state == "sent"


async def test_the_later_of_the_cases_and_the_clocks_time_counts(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    weeks_ahead = ORDER.model_copy(update={"at": NOON + timedelta(weeks=5)})

    receipt = await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON), weeks_ahead)

    assert receipt.sent_at == NOON + timedelta(weeks=5)


async def test_who_cannot_be_mailed_gets_paper_and_staff_their_own_folder(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)

    paper = await deliver(letters, example_order("closing", "ja", "post"))
    notice = await deliver(letters, example_order("notice", "en"))

    assert paper.where == "outbox/post/K-1042+closing+1.eml"
    assert notice.where == "outbox/staff/K-2017+notice+1.eml"
    assert message_from_bytes((tmp_path / paper.where).read_bytes())["To"] is None


async def test_a_letter_that_lacks_something_is_refused_by_name_and_not_claimed(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    order = ORDER.model_copy(update={"personal": {"customer": {"email": "hanako@example.com"}, "subject": "煙"}})

    with pytest.raises(ApplicationError, match=r"personal\.told_us is missing") as refusal:
        await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON), order)

    assert (refusal.value.type, refusal.value.non_retryable) == ("MissingContent", True)
    assert "hanako" not in str(refusal.value)
    assert await outbox.find_effect(ORDER.effect_id) is None


async def test_a_folder_that_cannot_be_written_is_tried_again(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    letters = Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON)
    with pytest.raises(ApplicationError, match="cannot be written") as failure:
        await deliver(letters)
    (tmp_path / "outbox").unlink()

    assert failure.value.type == "NotSent"
    assert (await deliver(letters)).state == "sent"


async def test_a_final_response_leaves_only_with_what_the_law_asks_of_it(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    order = order_under("uk-fca-disp", "final_response", "en")
    empty = firm.model_copy(update={"texts": {}})
    with pytest.raises(ApplicationError) as refusal:
        await deliver(Letters(outbox, mailers(tmp_path, None), empty, clock=lambda: NOON), order)

    assert (refusal.value.type, refusal.value.non_retryable) == ("MissingContent", True)
    assert str(refusal.value.message) == (
        "final_response: referral_right is missing, which uk-fca-disp requires (FCA DISP 1.6.2R and Annex 3R); write "
        "texts.uk-fca-disp.referral_right.en in the firm file (OWABI_FIRM_FILE, or policies/data/firm.yaml), have a lawyer "
        "check it, and start the worker again"
    )
    assert files(tmp_path) == []
    assert await outbox.find_effect(order.effect_id) is None

    receipt = await deliver(Letters(outbox, mailers(tmp_path, None), firm, clock=lambda: NOON), order)
    body = message_from_bytes((tmp_path / receipt.where).read_bytes(), policy=SMTP).get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    for key in ("referral_right", "ombudsman_contact", "leaflet", "waiver_wording"):
        assert firm.texts["uk-fca-disp"][key].en in text
