"""Reads the buckets and the catalog of a stack, and compares them with the expected rows."""

import gzip
import json
from typing import Any

from . import dialect, expected
from .account import Account
from .catalog import Catalog
from .console import Failure, check
from .names import Names
from .spotify import Spotify

TABLES = ("songs", "albums", "artists", "song_artists", "rejects", "playlists")


class Lake:
    """The buckets of a stack, and its database in the catalog."""

    def __init__(self, account: Account, names: Names, spotify: Spotify) -> None:
        self._s3 = account.client("s3")
        self.names = names
        self.catalog = Catalog(account, names.database)
        self._spotify = spotify

    def raw_keys(self, date: str) -> set[str]:
        return set(self.objects(self.names.raw, f"playlists/snapshot_date={date}/"))

    def objects(self, bucket: str, prefix: str = "") -> dict[str, str]:
        """The keys with a prefix, and the entity tag of each."""
        pages = self._pages("list_objects_v2", bucket, prefix)
        return {one["Key"]: one["ETag"] for page in pages for one in page.get("Contents", [])}

    def all(self) -> dict[str, str]:
        """Every object of both buckets, with its version and entity tag.

        Two results are equal if no object was changed or written again.
        """
        return {
            f"{bucket}/{one['Key']}": f"{one['VersionId']} {one['ETag']}"
            for bucket in (self.names.raw, self.names.processed)
            for page in self._pages("list_object_versions", bucket, "")
            for one in page.get("Versions", [])
            if one["IsLatest"]
        }

    def _pages(self, operation: str, bucket: str, prefix: str) -> list[dict[str, Any]]:
        from botocore.exceptions import ClientError

        try:
            return list(self._s3.get_paginator(operation).paginate(Bucket=bucket, Prefix=prefix))
        except ClientError as error:
            raise Failure(f"s3://{bucket} can't be listed: {error}") from error

    def versions(self, key: str) -> int:
        """The number of versions of a file of a table."""
        pages = self._pages("list_object_versions", self.names.processed, key)
        return sum(one["Key"] == key for page in pages for one in page.get("Versions", []))

    def put_raw(self, key: str, body: bytes) -> None:
        self._s3.put_object(
            Bucket=self.names.raw, Key=key, Body=body, ContentType="application/json"
        )

    def delete_raw(self, key: str) -> None:
        self._s3.delete_object(Bucket=self.names.raw, Key=key)

    def raw(self, key: str) -> bytes:
        body: bytes = self._s3.get_object(Bucket=self.names.raw, Key=key)["Body"].read()
        return body

    def complete(self, date: str, playlists: list[str]) -> bool:
        """Whether every snapshot has a row in `playlists` that is from its current raw object.

        The table `playlists` is written last.
        """
        if not {raw_key(date, one) for one in playlists} <= self.raw_keys(date):
            return False
        found = self.objects(self.names.processed, "playlists/")
        return all(
            table_key("playlists", date, one) in found and self._is_current(date, one)
            for one in playlists
        )

    def _is_current(self, date: str, playlist: str) -> bool:
        envelope = json.loads(gzip.decompress(self.raw(raw_key(date, playlist))))
        row = self.rows("playlists", date, playlist)[0]
        return bool(row["extracted_at"] == envelope["extracted_at"])

    def rows(self, table: str, date: str, playlist: str) -> list[dict[str, str]]:
        key = table_key(table, date, playlist)
        body = self._s3.get_object(Bucket=self.names.processed, Key=key)["Body"].read()
        return dialect.rows(body, f"s3://{self.names.processed}/{key}")

    def verify(self, date: str, playlists: list[str]) -> str:
        """Compares the tables of a day with the simulated Spotify. Returns their totals as text."""
        self._verify_keys(date, playlists)
        totals = dict.fromkeys(("items_read", "songs", "duplicates", "rejects"), 0)
        for playlist in playlists:
            found = {table: self.rows(table, date, playlist) for table in TABLES}
            self._verify_rows(f"{playlist}, {date}", playlist, found)
            [summary] = found["playlists"]
            self._verify_summary(date, playlist, summary)
            for name in totals:
                totals[name] += int(summary[name])
        return (
            f"{totals['items_read']} entries = {totals['songs']} songs + {totals['duplicates']}"
            f" duplicates + {totals['rejects']} rejects in {6 * len(playlists)} tables"
        )

    def registered(self, date: str) -> bool:
        """Whether the catalog contains the day in every table."""
        return all(self.catalog.partition(table, date) for table in TABLES)

    def verify_in_catalog(self, date: str, playlists: list[str]) -> str:
        """Compares the same rows, read through the catalog. Returns their number as text."""
        found = {table: self.catalog.rows(table, date) for table in TABLES}
        for table in TABLES:
            _equal(
                f"the playlists of {date} in the catalog's {table}",
                sorted({row["playlist_id"] for row in found[table]} - set(playlists)),
                [],
            )
        for playlist in playlists:
            own = {
                table: [row for row in rows if row["playlist_id"] == playlist]
                for table, rows in found.items()
            }
            self._verify_rows(f"{playlist}, {date} in the catalog", playlist, own)
        return f"{sum(map(len, found.values()))} rows through the catalog"

    def _verify_keys(self, date: str, playlists: list[str]) -> None:
        _equal(
            f"the keys of {date} in {self.names.raw}",
            sorted(self.raw_keys(date)),
            sorted(raw_key(date, one) for one in playlists),
        )
        part = f"/snapshot_date={date}/"
        _equal(
            f"the keys of {date} in {self.names.processed}",
            sorted(key for key in self.objects(self.names.processed) if part in key),
            sorted(table_key(table, date, one) for table in TABLES for one in playlists),
        )

    def _verify_rows(
        self, where: str, playlist: str, found: dict[str, list[dict[str, str]]]
    ) -> None:
        details = self._spotify.playlist(playlist)
        wanted = expected.tables(playlist, self._spotify.entries(playlist), details)
        for table in TABLES:
            _same_rows(f"{table} of {where}", found[table], wanted[table])

    def _verify_summary(self, date: str, playlist: str, row: dict[str, str]) -> None:
        parts = sum(int(row[name]) for name in ("songs", "duplicates", "rejects"))
        _equal(f"songs + duplicates + rejects of {playlist}", parts, int(row["items_read"]))
        _equal(f"raw_key of {playlist}", row["raw_key"], raw_key(date, playlist))


def raw_key(date: str, playlist: str) -> str:
    return f"playlists/snapshot_date={date}/{playlist}.json.gz"


def table_key(table: str, date: str, playlist: str) -> str:
    return f"{table}/snapshot_date={date}/{playlist}.csv"


def _same_rows(where: str, found: list[dict[str, str]], wanted: list[dict[str, str]]) -> None:
    check(
        len(found) == len(wanted),
        f"{where} has {len(found)} rows, expected {len(wanted)}",
    )
    for number, (row, wanted_row) in enumerate(zip(found, wanted, strict=True), start=1):
        for column, value in wanted_row.items():
            _equal(f"{column} in row {number} of {where}", row[column], value)


def _equal(what: str, found: Any, wanted: Any) -> None:
    if found != wanted:
        raise Failure(f"{what}: found {_shown(found)}, expected {_shown(wanted)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 400 else text[:397] + "..."
