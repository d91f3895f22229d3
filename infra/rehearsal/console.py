"""What a person sees: one line for each step, with its seconds, and one message when it ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Failure(Exception):
    """A check that failed: what was seen, where, and what to do next."""


class Console:
    """Numbers the steps and times them."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._step = 0
        self._notes: list[str] = []

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self._step += 1
        begin = time.monotonic()
        print(f"{self._step:2d}  {title} ...", flush=True)
        try:
            yield
        except Failure as failure:
            raise Failure(f"step {self._step} ({title}): {failure}") from failure
        print(f"    {self._told()}{time.monotonic() - begin:.1f} s", flush=True)

    def note(self, text: str) -> None:
        """Stands with the seconds of the step that is running."""
        self._notes.append(text)

    def say(self, text: str = "") -> None:
        print(text, flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self._start

    def _told(self) -> str:
        notes, self._notes = self._notes, []
        return "".join(note + "; " for note in notes)


def check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failure(otherwise)


def wait_for(what: str, seconds: float, found: Callable[[], T | None]) -> T:
    """Asks until there is an answer.

    Raises a Failure that says what never came.
    """
    end = time.monotonic() + seconds
    while True:
        answer = found()
        if answer is not None:
            return answer
        if time.monotonic() > end:
            raise Failure(f"{what} didn't come within {seconds:.0f} s")
        time.sleep(0.25)
