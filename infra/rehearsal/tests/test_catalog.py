"""Tests that tables are read with the parameters of their partition."""

import copy
import unittest
from typing import Any

from rehearsal.catalog import OPEN_CSV, TEXT, PartitionReader
from rehearsal.console import Failure

STORAGE: dict[str, Any] = {
    "Location": "s3://b/songs/snapshot_date=2026-01-02/",
    "InputFormat": TEXT,
    "Columns": [{"Name": "song_id", "Type": "string"}, {"Name": "song_name", "Type": "string"}],
    "SerdeInfo": {
        "SerializationLibrary": OPEN_CSV,
        "Parameters": {"separatorChar": ",", "quoteChar": '"', "escapeChar": "\t"},
    },
}
TABLE: dict[str, Any] = {
    "StorageDescriptor": {**STORAGE, "Location": "s3://b/songs/"},
    "PartitionKeys": [{"Name": "snapshot_date", "Type": "string"}],
    "Parameters": {"skip.header.line.count": "1"},
}
FILE = b'"song_id","song_name"\n"a","one, ""two"" \\ three"\n"b",""\n'


def reader(**storage: Any) -> PartitionReader:
    partition = {"Values": ["2026-01-02"], "StorageDescriptor": copy.deepcopy(STORAGE) | storage}
    return PartitionReader("db.songs", TABLE, partition)


def serde(**parameters: str) -> dict[str, Any]:
    return {"SerializationLibrary": OPEN_CSV, "Parameters": parameters}


class PartitionReaderTest(unittest.TestCase):
    def test_a_row_has_the_columns_and_the_partition_key(self) -> None:
        self.assertEqual(
            reader().rows(FILE, "f"),
            [
                {"song_id": "a", "song_name": 'one, "two" \\ three', "snapshot_date": "2026-01-02"},
                {"song_id": "b", "song_name": "", "snapshot_date": "2026-01-02"},
            ],
        )

    def test_the_location_is_that_of_the_partition(self) -> None:
        self.assertEqual(reader().location, "s3://b/songs/snapshot_date=2026-01-02/")

    def test_the_parameters_of_the_serde_are_those_of_the_partition(self) -> None:
        # Without the parameter, the escape character of OpenCSVSerde is a backslash.
        partition = reader(SerdeInfo=serde(separatorChar=",", quoteChar='"'))
        [row, _] = partition.rows(FILE, "f")
        self.assertEqual(row["song_name"], 'one, "two"  three')

        semicolons = reader(SerdeInfo=serde(separatorChar=";", escapeChar="\t"))
        with self.assertRaisesRegex(Failure, "f has a line"):
            semicolons.rows(FILE, "f")

    def test_another_serde_format_or_column_fails(self) -> None:
        lazy = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
        for change, error in (
            ({"SerdeInfo": {"SerializationLibrary": lazy, "Parameters": {}}}, "SerDe .*Lazy"),
            ({"InputFormat": "other"}, "InputFormat other"),
            ({"Columns": STORAGE["Columns"][:1]}, "columns "),
            ({"Columns": STORAGE["Columns"][::-1]}, "columns "),
        ):
            with self.subTest(change), self.assertRaisesRegex(Failure, error):
                reader(**change)

    def test_a_line_with_too_few_fields_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "1 fields, expected 2"):
            reader().rows(FILE + b'"c"\n', "f")


if __name__ == "__main__":
    unittest.main()
