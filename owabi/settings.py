"""The environment, read once: every entry point makes one `Settings` and hands values on; nobody else reads it.

OWABI_DATA …                 everything below, prefix OWABI_
DATABASE_URL                 the register; default is SQLite in the data folder
TEMPORAL_ADDRESS, …          the SDK's own configuration (address, namespace, API key, TLS, profile file)
TEMPORAL_CLI                 the `temporal` program for the embedded server
"""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import DirectoryPath, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from temporalio.envconfig import ClientConfigProfile, ClientConnectConfig

PROJECT = Path(__file__).resolve().parent.parent
"""The folder that holds `samples/`."""


class SettingsError(Exception):
    """A setting is wrong; the message names it and says what it may be, never its value."""


class Settings(BaseSettings):
    """Everything the outside may set, with what holds when it does not."""

    model_config = SettingsConfigDict(
        env_prefix="OWABI_", frozen=True, extra="ignore", hide_input_in_errors=True, populate_by_name=True
    )

    data: Path = Path("var")
    """The data folder: Temporal's store, the register (unless DATABASE_URL), the outbox, logs."""
    port: int = Field(default=7233, ge=1, le=65535)
    """The embedded server's gRPC port."""
    ui_port: int | None = Field(default=None, ge=1, le=65535)
    """The Temporal UI's port; 1000 above `port` when not set."""
    ui_url: str = ""
    """Where the Temporal UI of a server of one's own is, for links; the embedded one's is known."""
    temporal_cli: Path | None = Field(default=None, validation_alias="TEMPORAL_CLI")
    database_url: SecretStr = Field(default=SecretStr(""), validation_alias="DATABASE_URL")
    """SQLAlchemy URL, e.g. postgresql+psycopg://user@host/owabi; empty: SQLite in the data folder."""

    smtp_host: str = ""
    """Empty: letters are written as .eml files under `outbox/` of the data folder."""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    """`tls`: encrypted from the first byte; `none`: only for a relay on the same machine."""
    sender: str = ""
    """Address letters come from; empty: the firm file's."""

    team_file: Path | None = None
    known_issues_file: Path | None = None
    triage_file: Path | None = None
    categories_file: Path | None = None
    """What complaints are about, in two levels, as the firm names it."""
    firm_file: Path | None = None
    customer_file: Path | None = None
    """How customers want to be reached, as a CSV file that another system writes."""
    parallel_file: Path | None = None
    """Which obligations beside a complaint are proposed, and when."""
    words: DirectoryPath | None = None
    """The folder of the firm's own word lists for letters (`ja.yaml`, `en.yaml`), instead of those that are shipped."""
    packs: DirectoryPath | None = None
    """The folder of the firm's own policy packs (overlays), one `<id>.yaml` each, read beside those that are shipped."""
    default_policy: str = "iso-10002"
    firm_calendar: str = "weekdays"
    """Calendar of packs that leave it to the firm: `weekdays` (Monday to Friday), `JP-GOV`, `GB-ENG`."""
    firm_zone: str = ""
    """Time zone (IANA) of packs that leave it to the firm; empty: the calendar's own."""
    closures: list[date] = []
    """The firm's own closed days, as a JSON list of dates: OWABI_CLOSURES='["2026-08-13", "2026-08-14"]'."""
    retention_days: int = Field(default=3650, ge=1)
    """How long Temporal keeps finished workflows, in days; never less than the packs' `record_retention`."""
    customer_key: SecretStr = SecretStr("")
    """Secret for the keyed hash of customer ids; empty: made once and kept in the data folder."""
    customer_key_id: str = "k1"
    continue_after: int = Field(default=0, ge=0)
    """Test setting: continue as new after so many turns; 0 leaves it to the server's suggestion."""
    lenient_sandbox: bool = False
    """Run workflows without the SDK's sandbox: halves replay cost; the tests keep it on."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    temporal: ClientConnectConfig = Field(default_factory=lambda: ClientConnectConfig(), exclude=True, repr=False)
    """What the SDK's own configuration says; empty without TEMPORAL_ADDRESS or a profile."""

    @field_validator("smtp_password", "database_url", "customer_key", mode="before")
    @classmethod
    def _stripped(cls, value: Any) -> Any:
        # A secret read from a file by a shell often carries the file's last newline.
        return value.strip() if isinstance(value, str) else value

    @field_validator("packs", "words", mode="before")
    @classmethod
    def _none_when_empty(cls, value: Any) -> Any:
        return value if value != "" else None  # an empty path would be the folder one happens to be in

    @classmethod
    def from_env(cls, **overrides: Any) -> Settings:
        """Read the environment; `overrides` (options of the command line) win, those that are None do not count.

        Raises SettingsError naming the variable that is wrong.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        try:
            temporal = ClientConfigProfile.load().to_client_connect_config()
        except Exception as error:  # the SDK raises RuntimeError and ValueError alike for an unreadable profile
            raise SettingsError(
                f"the Temporal profile cannot be read ({error}): mend it or unset TEMPORAL_CONFIG_FILE"
            ) from error
        try:
            return cls(temporal=temporal, **given)
        except ValidationError as error:
            first = error.errors()[0]
            name = "_".join(str(part) for part in first["loc"]) or "settings"
            variable = name if name.isupper() else f"OWABI_{name.upper()}"
            raise SettingsError(f"{variable}: {first['msg'].lower()}; correct it and try again") from error

    @property
    def external(self) -> bool:
        """Whether a Temporal server of one's own is set (TEMPORAL_ADDRESS or a profile)."""
        return bool(self.temporal.get("target_host"))

    @property
    def namespace(self) -> str:
        """The Temporal namespace everything lives in."""
        return self.temporal.get("namespace", "default") if self.external else "default"

    @property
    def effective_ui_port(self) -> int:
        """The UI's port, following the gRPC port when not set."""
        if self.ui_port is not None:
            return self.ui_port
        return self.port + 1000 if self.port + 1000 <= 65535 else self.port - 1000

    @property
    def database(self) -> str:
        """The register's SQLAlchemy URL (async)."""
        return self.database_url.get_secret_value() or f"sqlite+aiosqlite:///{(self.data / 'owabi.db').resolve()}"

    @property
    def outbox(self) -> Path:
        """Where letters lie as .eml files."""
        return self.data / "outbox"

    @property
    def effective_smtp_port(self) -> int:
        """The port that goes with the kind of encryption, unless set."""
        return self.smtp_port or {"tls": 465, "starttls": 587, "none": 25}[self.smtp_tls]

    def customer_secret(self) -> bytes:
        """The key of the customer hash; made on first use and kept in the data folder, readable by its owner only.

        Whoever starts a second machine must carry it over (or set OWABI_CUSTOMER_KEY), else one customer becomes two.
        """
        if self.customer_key.get_secret_value():
            return self.customer_key.get_secret_value().encode()
        path = self.data / "customer.key"
        if not path.exists():
            self._write_secret(path)
        return path.read_bytes().strip()

    def _write_secret(self, path: Path) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)  # fails where another process was first: its key is the key
        except FileExistsError:
            pass
        finally:
            draft.unlink()


def environment_for_server() -> dict[str, str]:
    """The environment the embedded server runs in: ours without TEMPORAL_*, which would point its program elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
