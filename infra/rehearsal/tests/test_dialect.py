"""Tests the reader of the tables' CSV."""

import unittest

from rehearsal import dialect
from rehearsal.console import Failure


class DialectTest(unittest.TestCase):
    def test_a_doubled_quote_is_one_and_a_backslash_is_itself(self) -> None:
        data = rb'''"a","b"
"say ""hi""","c:\\dir\,"
"\",""""
"",""
'''

        self.assertEqual(
            dialect.rows(data, "f"),
            [
                {"a": 'say "hi"', "b": "c:\\\\dir\\,"},
                {"a": "\\", "b": '"'},
                {"a": "", "b": ""},
            ],
        )

    def test_a_file_with_only_a_header_has_no_rows(self) -> None:
        self.assertEqual(dialect.rows(b'"a"\n', "f"), [])

    def test_invalid_csv_fails(self) -> None:
        invalid = {
            "a field without quotes": b'"a"\nx\n',
            "a tab": b'"a"\n"x\ty"\n',
            "a control character": b'"a"\n"x\x07y"\n',
            "a control character of two bytes": b'"a"\n"x\xc2\x85y"\n',
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
