"""Tests that a second delivery of a schedule is noticed if it starts a statement again."""

import json
import unittest
from typing import Any

from rehearsal import schedules
from rehearsal.athena import Executions
from rehearsal.console import Failure

TIME = "2026-01-02T03:04:05Z"


def schedule(token: str | None, **target: Any) -> dict[str, Any]:
    tokens = {"ClientRequestToken": token} if token else {}
    text = json.dumps({"QueryString": "VACUUM song_history"} | tokens)
    return {
        "Name": "history-vacuum",
        "Arn": "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/history-vacuum",
        "Target": {"Arn": schedules.TARGET, "Input": text} | target,
    }


class Athena:
    """Starts statements without a server."""

    def __init__(self) -> None:
        self.executions = Executions()

    def start_query_execution(self, **request: Any) -> dict[str, Any]:
        return self.executions.start(request)


class SchedulesTest(unittest.TestCase):
    def setUp(self) -> None:
        self._athena = Athena()

    def _start_twice(self, token: str | None, time: str = TIME) -> str:
        return schedules.start_twice(schedule(token), time, self._athena)

    def test_a_token_with_the_scheduled_time_starts_one_statement(self) -> None:
        token = "playlist-lake-history-vacuum-<aws.scheduler.scheduled-time>"
        started = self._start_twice(token)
        self.assertEqual([one.id for one in self._athena.executions.all()], [started])

        later = self._start_twice(token, "2026-01-09T03:04:05Z")
        self.assertNotEqual(later, started)

    def test_a_schedule_without_a_token_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "history-vacuum starts its statement again"):
            self._start_twice(None)

    def test_a_token_that_differs_between_deliveries_fails(self) -> None:
        for attribute in ("execution-id", "attempt-number"):
            token = f"playlist-lake-history-vacuum-prefix-<aws.scheduler.{attribute}>"
            with self.subTest(attribute), self.assertRaisesRegex(Failure, "again"):
                self._start_twice(token)

    def test_another_target_fails(self) -> None:
        other = schedule(None, Arn="arn:aws:sqs:eu-central-1:123456789012:q")
        with self.assertRaisesRegex(Failure, "target arn:aws:sqs"):
            schedules.request(other, TIME, 1)

    def test_an_input_that_is_not_json_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "history-vacuum is not JSON"):
            schedules.request(schedule(None, Input="{"), TIME, 1)


if __name__ == "__main__":
    unittest.main()
