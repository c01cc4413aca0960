"""Find the server a command talks to: TEMPORAL_ADDRESS when set, else the embedded one of the same data folder."""

from __future__ import annotations

from temporalio.client import Client
from temporalio.envconfig import ClientConnectConfig

from domain.errors import ComplaintError
from owabi.embedded import HOST
from owabi.failing import Failed
from owabi.folder import DataFolder
from owabi.settings import Settings


def address_of(settings: Settings) -> ClientConnectConfig:
    """How to reach the server.

    Raises Failed when none is set and none runs on the data folder.
    """
    if settings.external:
        return settings.temporal
    running = DataFolder(settings.data).live()
    if running is None:
        raise Failed(
            f"nothing runs on {settings.data}: start it with `make run` (or `owabi up`), or set TEMPORAL_ADDRESS"
        )
    return ClientConnectConfig(target_host=f"{HOST}:{running.port}")


def ui_of(settings: Settings) -> str:
    """The base URL of the Temporal UI."""
    if settings.ui_url:
        return settings.ui_url.rstrip("/")
    running = None if settings.external else DataFolder(settings.data).live()
    return f"http://localhost:{running.ui_port if running else settings.effective_ui_port}"


async def reach(settings: Settings) -> Client:
    """A client of that server. Raises Failed when it does not answer."""
    from workflows.client import connect

    address = address_of(settings)
    try:
        return await connect(address)
    except ComplaintError:
        raise
    except (RuntimeError, OSError) as error:
        what = "TEMPORAL_ADDRESS" if settings.external else "`make run`"
        raise Failed(f"no Temporal server answers at {address.get('target_host')}: check {what}") from error
