"""Tests the day on which the last deleted row of the history is gone."""

import unittest
from datetime import UTC, date, datetime

from rehearsal import purge


class GoneOnTest(unittest.TestCase):
    def test_the_next_vacuum_that_is_a_day_later_counts(self) -> None:
        for end, gone in (
            # 2026-11-29 is a Sunday.
            (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), date(2026, 12, 7)),
            (datetime(2026, 11, 28, 3, 40, tzinfo=UTC), date(2026, 12, 7)),
            (datetime(2026, 11, 28, 3, 41, tzinfo=UTC), date(2026, 12, 14)),
            (datetime(2026, 11, 29, 12, 0, tzinfo=UTC), date(2026, 12, 14)),
        ):
            with self.subTest(end):
                self.assertEqual(purge.gone_on(end), gone)


if __name__ == "__main__":
    unittest.main()
