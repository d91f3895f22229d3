"""Programs that run beside the rehearsal, and end with it whatever happens."""

import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from .console import Failure

PATIENCE = 10.0


def free_port() -> int:
    """A port that nobody listens at on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def bare_environment(home: Path) -> dict[str, str]:
    """What programs get of our own environment.

    No AWS profile, endpoint or key of the person's, and no setting of the functions': nothing that
    runs here may reach a real account.
    """
    kept = ("PATH", "LANG", "LC_ALL", "JAVA_HOME", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {"PYTHONUTF8": "1", **found, "HOME": str(home), "TMPDIR": str(home)}


class Program:
    """A program in a process group of its own, so that its children end with it."""

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

    def refuse_if_ended(self) -> None:
        code = self._process.poll()
        if code is not None:
            raise Failure(f"{self.name} ended with exit code {code}: see {self.log}")

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        # Children may outlive their parent.
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def run(command: list[str], log: Path, env: dict[str, str], cwd: Path) -> str:
    """Runs a program to its end and gives what it printed, which its log keeps too."""
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
        last = "\n".join(_without_progress(done.stdout).splitlines()[-8:])
        raise Failure(f"{' '.join(command[:3])} … failed: {last}\nAll of it is in {log}")
    return done.stdout


def _without_progress(text: str) -> str:
    """SAM CLI rewrites a line for each part that it sent."""
    lines = (line.rsplit("\r", 1)[-1] for line in text.split("\n"))
    return "\n".join(line.rstrip() for line in lines)
