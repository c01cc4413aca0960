"""One letter by SMTP, whatever the mail server does: sent once, or known not to be sent, or owned up to as unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.letters import Letters
from activities.outbox import Effect
from adapters.post_room import mailers
from adapters.smtp import SmtpMailer, SmtpSettings
from adapters.sql.register import SqlRegister
from letters.preview import example_order
from letters.rendering import render
from messages.deeds import LetterReceipt
from policies.firm import Firm
from tests.adapters.certificate import self_signed
from tests.adapters.mail_server import DROP, HANG, MailServer
from tests.adapters.postgres import free_port

ORDER = example_order("acknowledgement", "ja")
PERSONAL = ("hanako", "見本", "example.com")


def letters_by(server: MailServer, outbox: SqlRegister, firm: Firm, data: Path) -> Letters:
    settings = SmtpSettings(host="127.0.0.1", port=server.port, security="none", opening_seconds=1, text_seconds=1)
    return Letters(outbox, mailers(data, settings), firm, clock=lambda: datetime(2026, 4, 28, 2, 0, tzinfo=UTC))


async def deliver(letters: Letters) -> LetterReceipt:
    return await ActivityEnvironment().run(letters.deliver_letter, ORDER)


async def test_an_accepted_letter_is_sent_once_however_often_it_is_ordered(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with MailServer().running() as server:
        letters = letters_by(server, outbox, firm, tmp_path)
        first = await deliver(letters)
        again = await deliver(letters)

    assert (first.state, first.where, first.message_id) == ("sent", "smtp", "<K-1042+acknowledgement+1@example.com>")
    assert first.sent_at == datetime(2026, 4, 28, 2, 0, tzinfo=UTC)
    assert again == first
    assert len(server.accepted) == 1


@pytest.mark.parametrize("eight_bit", [True, False])
async def test_the_text_arrives_as_it_was_written(
    eight_bit: bool, outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with MailServer(eight_bit=eight_bit).running() as server:
        await deliver(letters_by(server, outbox, firm, tmp_path))

    assert eight_bit or server.accepted[0].isascii()
    plain = message_from_bytes(server.accepted[0], policy=SMTP).get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == render(ORDER, firm).text


@pytest.mark.parametrize(
    "server",
    [
        MailServer(greeting=HANG),
        MailServer(greeting=DROP),
        MailServer(greeting="421 later"),
        MailServer(greeting="554 go away"),
        MailServer(mail="451 later"),
        MailServer(mail="550 not you"),
        MailServer(rcpt=["450 greylisted"]),
        MailServer(rcpt=[HANG]),
        MailServer(rcpt=[DROP]),
        MailServer(data="451 later"),
        MailServer(text=["451 later"]),
    ],
    ids=lambda server: f"{server.greeting}-{server.mail}-{server.rcpt[0]}-{server.data}-{server.text[0]}",
)
async def test_what_was_not_accepted_is_tried_again_and_goes_out_once(
    server: MailServer, outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with server.running():
        with pytest.raises(ApplicationError) as failure:
            await deliver(letters_by(server, outbox, firm, tmp_path))
    async with MailServer().running() as mended:
        receipt = await deliver(letters_by(mended, outbox, firm, tmp_path))

    assert failure.value.type == "NotSent"
    assert not failure.value.non_retryable
    assert not [word for word in PERSONAL if word in str(failure.value)]
    assert receipt.state == "sent"
    assert len(server.accepted) + len(mended.accepted) == 1


async def test_a_server_that_cannot_be_reached_is_tried_again(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    async with MailServer().running() as server:
        pass

    with pytest.raises(ApplicationError, match="could not be reached") as failure:
        await deliver(letters_by(server, outbox, firm, tmp_path))

    assert not failure.value.non_retryable


@pytest.mark.parametrize(
    "server", [MailServer(rcpt=["550 hanako@example.com unknown"]), MailServer(text=["554 hanako: spam"])]
)
async def test_a_refusal_for_good_waits_for_a_person_and_can_be_ordered_again(
    server: MailServer, outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with server.running():
        with pytest.raises(ApplicationError) as failure:
            await deliver(letters_by(server, outbox, firm, tmp_path))
    blocked = await outbox.find_effect(ORDER.effect_id)
    async with MailServer().running() as mended:
        receipt = await deliver(letters_by(mended, outbox, firm, tmp_path))

    assert (failure.value.type, failure.value.non_retryable) == ("Undeliverable", True)
    assert not [word for word in PERSONAL if word in str(failure.value)]
    assert blocked is not None
    assert (blocked.state, "hanako" in str(blocked.receipt)) == ("blocked", False)
    assert receipt.state == "sent"


@pytest.mark.parametrize("silence", [HANG, DROP])
async def test_silence_after_the_text_is_unknown_and_never_sent_again(
    silence: str, outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with MailServer(text=[silence, "250 accepted"]).running() as server:
        letters = letters_by(server, outbox, firm, tmp_path)
        first = await deliver(letters)
        again = await deliver(letters)

    assert first.state == again.state == "unknown"
    assert first.sent_at is None
    assert server.texts_seen == 1


async def test_a_crash_before_the_gate_loses_no_letter(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    await outbox.claim_effect(ORDER.effect_id, ORDER.kind, ORDER.reference, ORDER.at)

    async with MailServer().running() as server:
        receipt = await deliver(letters_by(server, outbox, firm, tmp_path))

    assert receipt.state == "sent"
    assert len(server.accepted) == 1


async def test_a_crash_behind_the_gate_sends_no_second_letter(outbox: SqlRegister, firm: Firm, tmp_path: Path) -> None:
    mine = await outbox.claim_effect(ORDER.effect_id, ORDER.kind, ORDER.reference, ORDER.at)
    assert mine is not None
    await outbox.hand_over(mine)

    async with MailServer().running() as server:
        receipt = await deliver(letters_by(server, outbox, firm, tmp_path))

    assert receipt.state == "unknown"
    assert server.connections == 0


class Overtaken(SqlRegister):
    """An outbox in which another attempt takes over while this one is still talking to the mail server."""

    async def hand_over(self, mine: Effect) -> None:
        await self.reclaim(mine, ORDER.at)
        await super().hand_over(mine)


async def test_an_attempt_that_was_overtaken_hands_over_no_text(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with MailServer().running() as server:
        with pytest.raises(ApplicationError, match="Another attempt"):
            await deliver(letters_by(server, Overtaken(outbox.engine), firm, tmp_path))

    assert server.connections == 1
    assert server.texts_seen == 0


async def test_a_notice_goes_by_mail_to_a_colleague_with_an_address(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    notice = example_order("notice", "en")
    unaddressed = notice.model_copy(
        update={"effect_id": "K-2017/notice/2", "facts": notice.facts | {"to": {"id": "s-03", "name": "Robin"}}}
    )
    async with MailServer().running() as server:
        letters = letters_by(server, outbox, firm, tmp_path)
        mailed = await ActivityEnvironment().run(letters.deliver_letter, notice)
        filed = await ActivityEnvironment().run(letters.deliver_letter, unaddressed)

    assert mailed.where == "smtp"
    assert filed.where == "outbox/staff/K-2017+notice+2.eml"


class Keeps:
    """Keeps the texts it accepts."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.texts.append(envelope.content)  # type: ignore[attr-defined]
        return "250 accepted"


@pytest.mark.parametrize(
    "security, password, accepted", [("starttls", "right", 1), ("starttls", "wrong", 0), ("tls", "right", 1)]
)
async def test_encrypted_and_logged_in(
    security: str, password: str, accepted: int, outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    ours, theirs = self_signed(tmp_path)
    keeps = Keeps()

    def check(_server: object, _session: object, _envelope: object, _mechanism: str, login: object) -> AuthResult:
        return AuthResult(success=login.password == b"right", handled=False)  # type: ignore[attr-defined]

    tls = {"ssl_context": theirs} if security == "tls" else {"tls_context": theirs, "require_starttls": True}
    controller = Controller(
        keeps,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=check,
        auth_required=True,
        auth_require_tls=security != "tls",
        **tls,
    )
    controller.start()
    settings = SmtpSettings.model_validate(
        {"host": "localhost", "port": controller.port, "security": security, "user": "desk", "password": password}
    )
    try:
        letters = Letters(outbox, {"email": SmtpMailer(settings, tls=ours)}, firm)
        if accepted:
            assert (await deliver(letters)).state == "sent"
        else:
            with pytest.raises(ApplicationError, match="535"):
                await deliver(letters)
    finally:
        controller.stop()
    assert len(keeps.texts) == accepted


async def test_nothing_is_sent_in_clear_where_encryption_is_asked_for(
    outbox: SqlRegister, firm: Firm, tmp_path: Path
) -> None:
    async with MailServer().running() as server:
        settings = SmtpSettings(host="127.0.0.1", port=server.port, security="starttls", opening_seconds=1)
        with pytest.raises(ApplicationError) as failure:
            await deliver(Letters(outbox, mailers(tmp_path, settings), firm))

    assert failure.value.type == "NotSent"
    assert server.accepted == []
