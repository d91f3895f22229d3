"""Tests the reader of the tables' CSV."""

import unittest

from rehearsal import dialect
from rehearsal.console import Failure


class DialectTest(unittest.TestCase):
    def test_doubled_quotes_and_backslashes_are_single_ones(self) -> None:
        data = b'"a","b"\n"say ""hi""","c:\\\\dir,"\n"",""\n'

        self.assertEqual(
            dialect.rows(data, "f"), [{"a": 'say "hi"', "b": "c:\\dir,"}, {"a": "", "b": ""}]
        )

    def test_a_file_with_only_a_header_has_no_rows(self) -> None:
        self.assertEqual(dialect.rows(b'"a"\n', "f"), [])

    def test_invalid_csv_fails(self) -> None:
        invalid = {
            "a field without quotes": b'"a"\nx\n',
            "a single backslash": b'"a"\n"x\\y"\n',
            "a single quote": b'"a"\n"x"y"\n',
            "a line break inside": b'"a"\n"x\ny"\n',
            "an empty line": b'"a"\n\n',
            "a comma at the end": b'"a"\n"x",\n',
            "no line break at the end": b'"a"\n"x"',
            "more fields than the header": b'"a"\n"x","y"\n',
        }
        for name, data in invalid.items():
            with self.subTest(name), self.assertRaises(Failure):
                dialect.rows(data, "f")


if __name__ == "__main__":
    unittest.main()
