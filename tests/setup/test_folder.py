from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from owabi.failing import Failed
from owabi.folder import DataFolder, Running, is_alive

HOLD = """
import os, subprocess, sys, time
from pathlib import Path
from owabi.folder import DataFolder, Running
folder = DataFolder(Path(sys.argv[1]))
folder.prepare(); folder.claim()
store = str(folder.store.resolve())
command = [sys.executable, "-c", "import time; time.sleep(60)", store if len(sys.argv) > 2 else "another"]
server = subprocess.Popen(command, pass_fds=(folder.server_lock,), start_new_session=True)
folder.write(Running(pid=os.getpid(), port=7000, ui_port=8000, server_pid=server.pid))
print(server.pid, flush=True)
time.sleep(60)
"""


def holder(path: Path, *more: str) -> tuple[subprocess.Popen[str], int]:
    """Another process that runs on the folder, with a pretended server; both, and the server's pid."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), *more], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def gone(pid: int) -> bool:
    until = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_alive(pid)


def test_a_second_claim_is_refused_and_says_who_has_it(tmp_path: Path) -> None:
    other, server = holder(tmp_path)
    try:
        with pytest.raises(Failed, match=f"already running on .* \\(process {other.pid}, port 7000\\)"):
            DataFolder(tmp_path).claim()
        live = DataFolder(tmp_path).live()
        assert live is not None
        assert (live.pid, live.port) == (other.pid, 7000)
    finally:
        other.kill()
        other.wait()
        os.kill(server, signal.SIGKILL)


def test_after_a_sigkill_the_orphaned_server_is_ended_first(tmp_path: Path) -> None:
    other, server = holder(tmp_path, "with the store's path")
    other.kill()
    other.wait()
    assert DataFolder(tmp_path).live() is None, "its owner is gone"
    assert is_alive(server)
    folder = DataFolder(tmp_path)
    folder.claim()
    assert gone(server)
    folder.release()


def test_a_stranger_with_the_orphans_number_is_left_alone(tmp_path: Path) -> None:
    bystander = subprocess.Popen(["sleep", "60"])
    (tmp_path / "running.json").write_text(
        Running(pid=1_999_999_999 % 4_000_000, port=1, ui_port=2, server_pid=bystander.pid).model_dump_json()
    )
    try:
        folder = DataFolder(tmp_path)
        folder.claim()
        folder.release()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_released_folder_can_be_claimed_again(tmp_path: Path) -> None:
    first = DataFolder(tmp_path)
    first.claim()
    first.write(Running(pid=os.getpid(), port=1, ui_port=2))
    first.release()
    assert DataFolder(tmp_path).read() is None
    second = DataFolder(tmp_path)
    second.claim()
    second.release()


def test_who_reads_while_it_is_said_anew_sees_one_of_the_two(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.claim()
    folder.write(Running(pid=os.getpid(), port=1, ui_port=2))
    over = threading.Event()

    def say() -> None:
        while not over.is_set():
            for port in (1, 70_000):
                folder.write(Running(pid=os.getpid(), port=port, ui_port=2))

    saying = threading.Thread(target=say)
    saying.start()
    try:
        seen = [DataFolder(tmp_path).read() for _ in range(3_000)]
    finally:
        over.set()
        saying.join()
        folder.release()
    assert {one.port if one else None for one in seen} <= {1, 70_000}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failed, match=r"cannot write to .*file.*choose a folder with --data DIR"):
        DataFolder(tmp_path / "file" / "var").prepare()


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failed, match="file is a file: choose a folder with --data DIR"):
        DataFolder(tmp_path / "file").prepare()


def test_what_nobody_can_read_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "running.json").write_text("{half of it")
    assert DataFolder(tmp_path).read() is None
