"""`make demo` as a newcomer runs it: in a process of its own, beside whatever else runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(300)


def run_demo(temporary: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    temporary.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "owabi.demo", *arguments],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "TMPDIR": str(temporary), **environment},
        check=False,
    )


def test_the_demo_tells_a_whole_life_and_leaves_nothing_behind(tmp_path: Path) -> None:
    ended = run_demo(
        tmp_path / "tmp",
        # The firm's own settings do not leak in: nothing is mailed, no other database or server is touched.
        OWABI_SMTP_HOST="mail.invalid",
        DATABASE_URL="postgresql+psycopg://nobody@db.invalid/owabi",
        TEMPORAL_ADDRESS="temporal.invalid:7233",
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stderr == ""
    for told in (
        "We have received your complaint (DEMO-1)",
        "Our questions about your complaint (DEMO-1)",
        "offer O1 rejected",
        "offer O2 approved by",
        "refund done: receipt",
        "Our apology (DEMO-1)",
        "closed: accepted",
        "returned: a poster reminds",
        "effectiveness_90: effective",
        "refused, ComplaintSettled",
        "Closed and settled as it should",
    ):
        assert told in ended.stdout
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_letters_can_be_japanese(tmp_path: Path) -> None:
    ended = run_demo(tmp_path / "tmp", "--customer", "ja", "--letters")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "受付番号 DEMO-1" in ended.stdout
    assert "policy jp-standard" in ended.stdout


def test_a_wrong_option_is_misuse(tmp_path: Path) -> None:
    ended = run_demo(tmp_path / "tmp", "--customer", "fr")

    assert ended.returncode == 2
    assert "en or ja" in ended.stderr
