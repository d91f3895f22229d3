"""Starts programs, and stops them when the rehearsal ends for any reason."""

import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from .console import Failure

STOP_TIMEOUT = 10.0


def free_port() -> int:
    """A port of this machine that is not in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def bare_environment(home: Path) -> dict[str, str]:
    """The environment of the programs: a few variables of our own, and `home` as their home.

    Contains no AWS profile, endpoint or key and no setting of the functions, so that no program can
    use a real account.
    """
    kept = ("PATH", "LANG", "LC_ALL", "JAVA_HOME", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {"PYTHONUTF8": "1", **found, "HOME": str(home), "TMPDIR": str(home)}


class Program:
    """A running program in its own process group, so that its children are stopped with it."""

    def __init__(self, name: str, command: list[str], log: Path, env: dict[str, str]) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=env,
                start_new_session=True,
            )

    def fail_if_ended(self) -> None:
        code = self._process.poll()
        if code is not None:
            raise Failure(f"{self.name} ended with exit code {code}. See {self.log}.")

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_TIMEOUT)
        # Children may outlive their parent.
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def run(command: list[str], log: Path, env: dict[str, str], cwd: Path) -> str:
    """Runs a program, waits for its end, and returns its output. Appends the output to `log`."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    shown = f"$ {' '.join(command)}\n{_without_progress(done.stdout)}\n"
    with log.open("a", encoding="utf-8") as out:
        out.write(shown)
    if done.returncode != 0:
        end = "\n".join(_without_progress(done.stdout).splitlines()[-8:])
        raise Failure(f"{' '.join(command[:3])} … failed: {end}\nAll output is in {log}.")
    return done.stdout


def _without_progress(text: str) -> str:
    """The text without lines that a carriage return overwrites, such as SAM CLI's progress."""
    lines = (line.rsplit("\r", 1)[-1] for line in text.split("\n"))
    return "\n".join(line.rstrip() for line in lines)
