"""Reads tables as Athena does: through the partitions in the Glue catalog.

Uses only what the catalog contains: the location of the partition, its SerDe and the parameters of
the SerDe. So a day without a partition has no rows, and a partition with other parameters than its
table has other rows. Knows only the format of our tables.
"""

import csv
from typing import Any
from urllib.parse import urlsplit

from .account import Account
from .console import Failure
from .dialect import LINE_END

Row = dict[str, str]

TEXT = "org.apache.hadoop.mapred.TextInputFormat"
OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde"


class Catalog:
    """One database of the Glue catalog."""

    def __init__(self, account: Account, database: str) -> None:
        self._glue = account.client("glue")
        self._s3 = account.client("s3")
        self._database = database

    def partition(self, table: str, date: str) -> dict[str, Any] | None:
        """The partition of a day, or None if it is not registered."""
        pages = self._glue.get_paginator("get_partitions").paginate(
            DatabaseName=self._database, TableName=table, Expression=f"snapshot_date = '{date}'"
        )
        # The emulator ignores the expression.
        found = [one for page in pages for one in page["Partitions"] if one["Values"] == [date]]
        if len(found) > 1:
            raise Failure(f"{self._database}.{table} has {len(found)} partitions of {date}")
        return found[0] if found else None

    def rows(self, table: str, date: str) -> list[Row]:
        """The rows of a day, in the order of the files' keys; empty without a partition."""
        partition = self.partition(table, date)
        if partition is None:
            return []
        where = f"{self._database}.{table}, {date}"
        definition = self._glue.get_table(DatabaseName=self._database, Name=table)["Table"]
        reader = PartitionReader(where, definition, partition)
        return [
            row
            for key, body in self._files(reader.location)
            for row in reader.rows(body, f"{where}: {key}")
        ]

    def crawled(self, crawler: str) -> bool:
        """Whether a crawler of the account has crawled."""
        found = self._glue.get_crawler(Name=crawler)["Crawler"]
        return found["State"] != "READY" or "LastCrawl" in found

    def _files(self, location: str) -> list[tuple[str, bytes]]:
        place = urlsplit(location)
        prefix = place.path.lstrip("/").rstrip("/") + "/"
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=place.netloc, Prefix=prefix
        )
        keys = sorted(one["Key"] for page in pages for one in page.get("Contents", []))
        return [
            (key, self._s3.get_object(Bucket=place.netloc, Key=key)["Body"].read()) for key in keys
        ]


class PartitionReader:
    """Reads the files of a partition with the parameters of the catalog.

    `table` and `partition` are as Glue returns them. Raises a Failure if Athena could not read the
    partition, or would read other columns than those of the table.
    """

    def __init__(self, where: str, table: dict[str, Any], partition: dict[str, Any]) -> None:
        storage = partition["StorageDescriptor"]
        serde = storage["SerdeInfo"]
        self.location: str = storage["Location"]
        for name, found, wanted in (
            ("InputFormat", storage["InputFormat"], TEXT),
            ("SerDe", serde["SerializationLibrary"], OPEN_CSV),
            ("columns", _columns(storage), _columns(table["StorageDescriptor"])),
        ):
            if found != wanted:
                raise Failure(f"{where}: the partition has the {name} {found}, expected {wanted}")
        self._where = where
        self._columns = [name for name, _ in _columns(storage)]
        keys = [one["Name"] for one in table["PartitionKeys"]]
        self._values = dict(zip(keys, partition["Values"], strict=True))
        # Hive and Trino read this parameter of the table, and the SerDe of the partition.
        self._header_lines = int(table["Parameters"].get("skip.header.line.count", "0"))
        parameters = serde["Parameters"]
        # The defaults of OpenCSVSerde.
        self._separator: str = parameters.get("separatorChar", ",")
        self._quote: str = parameters.get("quoteChar", '"')
        self._escape: str = parameters.get("escapeChar", "\\")

    def rows(self, body: bytes, file: str) -> list[Row]:
        """The rows of a file, with the values of the partition keys."""
        lines = LINE_END.split(body.decode("utf-8"))
        if lines[-1] == "":
            lines.pop()
        return [self._row(line, file) for line in lines[self._header_lines :]]

    def _row(self, line: str, file: str) -> Row:
        try:
            [fields] = csv.reader(
                [line],
                delimiter=self._separator,
                quotechar=self._quote,
                escapechar=self._escape,
                strict=True,
            )
        except csv.Error as error:
            raise Failure(f"{file} has a line that is not CSV ({error}): {line[:80]!r}") from error
        if len(fields) != len(self._columns):
            raise Failure(
                f"{file} has a line with {len(fields)} fields, expected {len(self._columns)}:"
                f" {line[:80]!r}"
            )
        return dict(zip(self._columns, fields, strict=True)) | self._values


def _columns(storage: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["Name"], one["Type"]) for one in storage["Columns"]]
