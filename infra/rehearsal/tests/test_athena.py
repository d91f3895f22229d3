"""Tests that the substitute for Athena keeps to Athena's documented rules."""

import unittest
from typing import Any

from rehearsal.account import ROOT, create_client
from rehearsal.athena import Executions, InvalidRequest, RecordingAthena

TOKEN = "playlist-lake-history-merge-2026-01-02T03:04:05Z"
REQUEST: dict[str, Any] = {
    "QueryString": "VACUUM song_history",
    "WorkGroup": "playlist-lake-prod-history",
    "QueryExecutionContext": {"Database": "playlist_lake_prod"},
}


class ExecutionsTest(unittest.TestCase):
    def setUp(self) -> None:
        self._executions = Executions()

    def _start(self, **changes: Any) -> str:
        found: str = self._executions.start(REQUEST | changes)["QueryExecutionId"]
        return found

    def test_a_statement_is_recorded_with_its_workgroup_and_database(self) -> None:
        started = self._start()

        [execution] = self._executions.all()
        self.assertEqual(execution.id, started)
        self.assertEqual(execution.workgroup, "playlist-lake-prod-history")
        self.assertEqual(execution.database, "playlist_lake_prod")
        self.assertEqual(execution.statement, "VACUUM song_history")

    def test_the_same_token_starts_a_statement_once(self) -> None:
        first = self._start(ClientRequestToken=TOKEN)
        second = self._start(ClientRequestToken=TOKEN)

        self.assertEqual(first, second)
        self.assertEqual(len(self._executions.all()), 1)

    def test_another_token_starts_the_statement_again(self) -> None:
        first = self._start(ClientRequestToken=TOKEN)
        second = self._start(ClientRequestToken=TOKEN.replace("2026", "2027"))

        self.assertNotEqual(first, second)
        self.assertEqual(len(self._executions.all()), 2)

    def test_the_same_token_with_another_parameter_is_rejected(self) -> None:
        self._start(ClientRequestToken=TOKEN)

        for change in (
            {"QueryString": "VACUUM credit_history"},
            {"WorkGroup": "primary"},
            {"QueryExecutionContext": {"Database": "other"}},
        ):
            with self.subTest(change), self.assertRaisesRegex(InvalidRequest, "do not match"):
                self._start(ClientRequestToken=TOKEN, **change)
        self.assertEqual(len(self._executions.all()), 1)

    def test_a_token_has_32_to_128_characters(self) -> None:
        for length in (31, 129):
            with self.subTest(length), self.assertRaisesRegex(InvalidRequest, "32 to 128"):
                self._start(ClientRequestToken="t" * length)
        for length in (32, 128):
            self._start(ClientRequestToken="t" * length)

    def test_an_empty_statement_is_rejected(self) -> None:
        with self.assertRaisesRegex(InvalidRequest, "QueryString ''"):
            self._start(QueryString="")


class RecordingAthenaTest(unittest.TestCase):
    """Sends requests with AWS's own client."""

    _athena: RecordingAthena
    _client: Any

    @classmethod
    def setUpClass(cls) -> None:
        cls._athena = RecordingAthena()
        cls._client = create_client("athena", cls._athena.endpoint, ROOT)

    @classmethod
    def tearDownClass(cls) -> None:
        cls._client.close()
        cls._athena.stop()

    def test_every_statement_is_successful_and_has_no_rows(self) -> None:
        started = self._client.start_query_execution(**REQUEST)["QueryExecutionId"]

        found = self._client.get_query_execution(QueryExecutionId=started)["QueryExecution"]
        self.assertEqual(found["Status"]["State"], "SUCCEEDED")
        self.assertEqual(found["Query"], "VACUUM song_history")
        results = self._client.get_query_results(QueryExecutionId=started)
        self.assertEqual(results["ResultSet"]["Rows"], [])

    def test_errors_are_those_of_athena(self) -> None:
        with self.assertRaisesRegex(
            self._client.exceptions.InvalidRequestException, "QueryExecution x was not found"
        ):
            self._client.get_query_execution(QueryExecutionId="x")
        with self.assertRaisesRegex(Exception, "AmazonAthena.ListWorkGroups is not supported"):
            self._client.list_work_groups()


if __name__ == "__main__":
    unittest.main()
