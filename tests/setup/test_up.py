"""`owabi up` as a newcomer starts it, in processes of its own: what is filed survives whatever is killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from owabi.folder import DataFolder, is_alive

pytestmark = pytest.mark.timeout(240)
INTAKE = {
    "reference": "T-1",
    "received_at": datetime.now(UTC).isoformat(),
    "channel": "email",
    "category": "billing.charged_twice",
    "policy": "iso-10002",
    "personal": {
        "customer": {"id": "C-1", "name": "Sam Specimen", "email": "sam@example.com", "locale": "en"},
        "subject": "Charged twice",
        "description": "Two payments for one order.",
    },
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Engine:
    """One data folder, with ports nobody else has."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.ports = ["--port", str(free_port()), "--ui-port", str(free_port())]
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> dict[str, Any]:
        """Start it; the line that says it is ready."""
        command = [sys.executable, "-m", "owabi", "up", "--data", str(self.data), *self.ports, "--json"]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        ready: dict[str, Any] = json.loads(line)
        return ready

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "owabi", *arguments, "--data", str(self.data)]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=90, check=False)

    def asked(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def told(self, number: int) -> int:
        """Send the signal as a terminal does, to the whole group; the exit code."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        return self.process.wait(timeout=60)

    @property
    def server(self) -> int:
        running = DataFolder(self.data).read()
        assert running is not None
        return running.server_pid


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(tmp_path / "var")
    yield made
    server = DataFolder(made.data).read()
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()
    if server is not None and server.server_pid and is_alive(server.server_pid):
        os.kill(server.server_pid, signal.SIGKILL)


def intake(engine: Engine) -> str:
    path = engine.data.parent / "intake.json"
    path.write_text(json.dumps(INTAKE))
    return str(path)


def acknowledged(engine: Engine) -> dict[str, Any]:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        case: dict[str, Any] = engine.asked("show", "T-1")
        if case["stage"] == "acknowledged":
            return case
        time.sleep(0.5)
    raise AssertionError("never acknowledged")


def test_everything_goes_on_where_it_was_whatever_is_killed(engine: Engine) -> None:
    ready = engine.start()
    assert ready["samples_filed"] == 12
    first = engine.asked("file", intake(engine))
    assert first["reference"] == "T-1"
    assert engine.asked("file", intake(engine)) == first, "a repeat gets the first answer"
    before = acknowledged(engine)

    refused = engine.run("up", "--port", str(free_port()))
    assert refused.returncode == 1
    assert "already running on" in refused.stderr
    assert refused.stderr.count("\n") == 1

    assert engine.process is not None
    engine.process.kill()  # the Python process alone: its server is an orphan now
    engine.process.wait()
    orphan = engine.server
    assert is_alive(orphan)
    assert engine.start()["samples_filed"] == 0
    assert not is_alive(orphan)
    assert engine.asked("show", "T-1")["deadlines"] == before["deadlines"]

    server = engine.server  # and now everything; its owner first, who would start it again
    engine.told(signal.SIGKILL)
    if is_alive(server):
        os.kill(server, signal.SIGKILL)
    engine.start()
    after = engine.asked("show", "T-1")
    assert after["deadlines"] == before["deadlines"]
    assert [letter["effect_id"] for letter in after["letters"]] == ["T-1/acknowledgement/1"]
    assert len(list((engine.data / "outbox").glob("T-1*"))) == 1

    server = engine.server
    assert engine.told(signal.SIGINT) == 0
    assert not is_alive(server), "the server stops last, but it stops"
    assert DataFolder(engine.data).read() is None


def test_a_second_ctrl_c_skips_the_waiting(engine: Engine) -> None:
    engine.start()
    server = engine.server
    assert engine.process is not None
    os.killpg(engine.process.pid, signal.SIGTERM)
    time.sleep(0.2)
    code = engine.told(signal.SIGINT)
    assert code in {0, 130}, "0 where there was nothing to wait for"
    assert not is_alive(server)


def test_the_server_is_started_again_when_it_ends_by_itself(engine: Engine) -> None:
    engine.start()
    engine.asked("file", intake(engine))
    first = engine.server
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 60
    while engine.server == first and time.monotonic() < until:
        time.sleep(0.2)
    assert acknowledged(engine)["reference"] == "T-1"
    assert engine.told(signal.SIGINT) == 0


@pytest.mark.parametrize("option", ["--port", "--ui-port"])
def test_a_port_that_is_taken_is_named_with_its_option(engine: Engine, option: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        engine.ports[engine.ports.index(option) + 1] = taken
        done = engine.run("up", *engine.ports)
    assert done.returncode == 1
    assert done.stderr == f"owabi: port {taken} is taken: stop what uses it, or choose another with {option} N\n"


def test_the_doctor_is_content_with_a_running_engine_and_not_with_a_killed_one(engine: Engine) -> None:
    engine.start()
    looked = engine.asked("doctor")
    assert looked["well"], [one for one in looked["findings"] if one["state"] == "wrong"]
    assert engine.process is not None
    engine.process.kill()
    engine.process.wait()
    done = engine.run("doctor", "--json")
    assert done.returncode == 1
    wrong = [one["name"] for one in json.loads(done.stdout)["findings"] if one["state"] == "wrong"]
    assert wrong == ["owabi up"]


def test_an_import_files_every_row_once(engine: Engine, tmp_path: Path) -> None:
    engine.start()
    lines = ["Date received,Product,Issue,Submitted via,Complaint ID"]
    lines += [f"3/{day}/2017,Mortgage,Escrow,{'Pigeon' if day == 3 else 'Phone'},{100 + day}" for day in range(1, 6)]
    (tmp_path / "export.csv").write_text("\n".join(lines) + "\n")
    command = ["import", "cfpb", str(tmp_path / "export.csv"), "--policy", "iso-10002", "--json"]
    first, second = engine.run(*command), engine.run(*command)
    assert (first.returncode, second.returncode) == (1, 1), "a row was refused"
    told, again = json.loads(first.stdout), json.loads(second.stdout)
    assert (told["rows"], told["filed"], told["already_there"], told["refused"]) == (5, 4, 0, 1)
    assert (again["filed"], again["already_there"]) == (0, 4)
    assert told["refusals"][0]["line"] == 4
    assert told["overdue_at_filing"]["complaints"] == 4
    assert (again["acknowledged"], again["acknowledgements_sent"]) == (4, 4)
    assert engine.asked("show", "cfpb-101")["breached"]


def test_an_interrupted_import_goes_on_and_files_nothing_twice(engine: Engine, tmp_path: Path) -> None:
    engine.start()
    today = datetime.now(UTC).date() - timedelta(days=3)
    lines = ["date_received,product,issue,submitted_via,complaint_id"]
    lines += [f"{today},Mortgage,Escrow,Phone,{number}" for number in range(150)]
    (tmp_path / "export.csv").write_text("\n".join(lines) + "\n")
    command = ["import", "cfpb", str(tmp_path / "export.csv"), "--json", "--data", str(engine.data)]
    importing = subprocess.Popen(
        [sys.executable, "-m", "owabi", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=engine.environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite run in the background ignores it
    )
    with sqlite3.connect(engine.data / "owabi.db") as register:
        while register.execute("SELECT count(*) FROM complaints").fetchone()[0] < 12 + 5:
            time.sleep(0.05)
    importing.send_signal(signal.SIGINT)
    output, error = importing.communicate(timeout=60)
    assert importing.returncode == 130, error
    assert json.loads(output)["interrupted"]
    assert error == "owabi: interrupted; the same command again goes on, and nothing is filed twice\n"

    told = engine.asked("import", "cfpb", str(tmp_path / "export.csv"))
    assert told["filed"] + told["already_there"] == 150
    assert told["already_there"] >= 5
    assert (told["acknowledged"], told["acknowledgements_sent"]) == (150, 150)
