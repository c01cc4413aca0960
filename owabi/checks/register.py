"""What the register and the mail server say."""

from __future__ import annotations

import asyncio

import aiosmtplib
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.migrations import configuration
from adapters.sql.engine import async_engine
from adapters.sql.tables import ComplaintTableRow, EffectRow
from owabi.checks.finding import Finding, note, ok, wrong
from owabi.settings import Settings

_SHOWN = 10


async def register(settings: Settings) -> list[Finding]:
    """The database: reachable, migrated, and which letters wait for a person."""
    if not settings.database_url.get_secret_value() and not (settings.data / "owabi.db").exists():
        return [note("register", f"no owabi.db in {settings.data} yet", "made by the first worker")]
    try:
        engine = async_engine(settings.database)
    except Exception as error:  # an unknown scheme is a ValueError, an unreadable URL SQLAlchemy's own
        return [
            wrong("register", f"DATABASE_URL: {type(error).__name__}", "sqlite:///path or postgresql://user@host/name")
        ]
    try:
        async with asyncio.timeout(10), engine.connect() as connection:
            behind = await connection.run_sync(_behind)
            if behind:
                return [
                    wrong(
                        "register",
                        f"its tables are older than this release ({behind})",
                        "start a worker: it brings them up to date",
                    )
                ]
            complaints = await connection.scalar(select(func.count()).select_from(ComplaintTableRow))
            asked = (
                select(EffectRow.effect_id)
                .where(EffectRow.state.in_(("blocked", "unknown")))
                .order_by(EffectRow.claimed_at)
            )
            waiting = list((await connection.scalars(asked)).all())
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        return [
            wrong(
                "register", f"not reachable ({type(error).__name__})", "check DATABASE_URL and that the database runs"
            )
        ]
    finally:
        await engine.dispose()
    return [ok("register", f"{engine.dialect.name}, {complaints} complaints"), _waiting(waiting)]


def _behind(connection: Connection) -> str:
    """Which version the database has, when that is not the newest."""
    current = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    return "" if current == newest else f"{current or 'nothing'}, not {newest}"


def _waiting(waiting: list[str]) -> Finding:
    if not waiting:
        return ok("letters and payments", "none waits for a person")
    shown = ", ".join(waiting[:_SHOWN]) + (" …" if len(waiting) > _SHOWN else "")
    return wrong(
        "letters and payments", f"{len(waiting)} wait for a person: {shown}", "`owabi show REF` says what each lacks"
    )


async def mail(settings: Settings) -> list[Finding]:
    """The mail server, when one is set: reached and greeted, nothing sent."""
    if not settings.smtp_host:
        return [note("mail", f"no SMTP set: letters are .eml files in {settings.outbox}", "OWABI_SMTP_HOST sends them")]
    where = f"{settings.smtp_host}:{settings.effective_smtp_port}"
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.effective_smtp_port,
        use_tls=settings.smtp_tls == "tls",
        start_tls=settings.smtp_tls == "starttls",
        timeout=10,
    )
    try:
        await client.connect()
        if settings.smtp_user:
            await client.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        await client.quit()
    except (aiosmtplib.SMTPException, OSError) as error:
        do = "check OWABI_SMTP_HOST, _PORT, _TLS, _USER and _PASSWORD; letters wait meanwhile"
        return [wrong("mail", f"{where}: {type(error).__name__}", do)]
    finally:
        client.close()
    return [ok("mail", f"{where} answers ({settings.smtp_tls})")]
