"""The output: one line for each step, its duration, and one message at the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Failure(Exception):
    """A failed check. The message says what failed, where, and what to do."""


class Console:
    """Numbers the steps, measures their duration, and prints both."""

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
        print(f"    {self._pending_notes()}{time.monotonic() - begin:.1f} s", flush=True)

    def note(self, text: str) -> None:
        """Adds a text to the line with the duration of the current step."""
        self._notes.append(text)

    def print(self, text: str = "") -> None:
        print(text, flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self._start

    def _pending_notes(self) -> str:
        notes, self._notes = self._notes, []
        return "".join(note + "; " for note in notes)


def check(holds: bool, error: str) -> None:
    """Raises a Failure with this message if the condition doesn't hold."""
    if not holds:
        raise Failure(error)


def wait_for(what: str, seconds: float, find: Callable[[], T | None]) -> T:
    """Calls a function until it returns something other than None, and returns that.

    Raises a Failure that contains `what` after the given seconds.
    """
    end = time.monotonic() + seconds
    while True:
        found = find()
        if found is not None:
            return found
        if time.monotonic() > end:
            raise Failure(f"{what}: timeout after {seconds:.0f} s")
        time.sleep(0.25)
