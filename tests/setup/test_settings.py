from __future__ import annotations

import stat
from pathlib import Path

import pytest

from owabi.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "TEMPORAL_ADDRESS",
        "TEMPORAL_NAMESPACE",
        "TEMPORAL_PROFILE",
        "DATABASE_URL",
        "OWABI_DATA",
        "TEMPORAL_CLI",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_without_anything_set_all_lies_in_the_data_folder() -> None:
    settings = Settings.from_env()
    assert settings.data == Path("var")
    assert settings.database.endswith("/var/owabi.db")
    assert not settings.external
    assert (settings.port, settings.effective_ui_port) == (7233, 8233)
    assert settings.retention_days == 3650


def test_options_win_over_the_environment_and_none_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWABI_PORT", "7000")
    assert Settings.from_env(port=None).port == 7000
    assert Settings.from_env(port=7100).port == 7100


def test_the_ui_follows_the_servers_port_and_stays_a_port() -> None:
    assert Settings.from_env(port=17000).effective_ui_port == 18000
    assert Settings.from_env(port=65000).effective_ui_port == 64000
    assert Settings.from_env(port=65000, ui_port=9000).effective_ui_port == 9000


def test_the_sdks_own_configuration_names_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.example:7233")
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "complaints")
    monkeypatch.setenv("TEMPORAL_API_KEY", "not-to-be-shown")
    settings = Settings.from_env()
    assert settings.external
    assert settings.namespace == "complaints"
    assert settings.temporal["target_host"] == "temporal.example:7233"
    assert "not-to-be-shown" not in repr(settings)


@pytest.mark.parametrize(
    "name, value", [("OWABI_PORT", "seventy"), ("OWABI_SMTP_TLS", "perhaps"), ("OWABI_RETENTION_DAYS", "0")]
)
def test_a_wrong_setting_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_env()
    assert value == "0" or value not in str(refused.value)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWABI_SMTP_PASSWORD", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://owabi:hunter2@db/owabi\n")
    settings = Settings.from_env()
    assert "hunter2" not in repr(settings)
    assert settings.database == "postgresql://owabi:hunter2@db/owabi"


def test_the_customer_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings.from_env(data=tmp_path / "var")
    first = settings.customer_secret()
    assert len(first) == 64
    assert settings.customer_secret() == first
    mode = stat.S_IMODE((tmp_path / "var/customer.key").stat().st_mode)
    assert mode == 0o600
    assert list((tmp_path / "var").iterdir()) == [tmp_path / "var/customer.key"]


def test_a_customer_key_that_is_set_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OWABI_CUSTOMER_KEY", "carried over")
    assert Settings.from_env(data=tmp_path).customer_secret() == b"carried over"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tls, port", [("tls", 465), ("starttls", 587), ("none", 25)])
def test_the_mail_port_goes_with_the_encryption(monkeypatch: pytest.MonkeyPatch, tls: str, port: int) -> None:
    monkeypatch.setenv("OWABI_SMTP_TLS", tls)
    assert Settings.from_env().effective_smtp_port == port
