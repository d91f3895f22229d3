"""The two buckets as they are found, and as they should be."""

import gzip
import json
from typing import Any

from . import dialect, expected
from .account import Account
from .console import Failure, check
from .names import Names
from .spotify import Spotify

TABLES = ("songs", "albums", "artists", "song_artists", "rejects", "playlists")


class Lake:
    """Reads the buckets of a stack."""

    def __init__(self, account: Account, names: Names, spotify: Spotify) -> None:
        self._s3 = account.client("s3")
        self.names = names
        self._spotify = spotify

    def raw_keys(self, date: str) -> set[str]:
        return set(self.objects(self.names.raw, f"playlists/snapshot_date={date}/"))

    def objects(self, bucket: str, prefix: str = "") -> dict[str, str]:
        """Every key below a prefix with its entity tag."""
        from botocore.exceptions import ClientError

        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        try:
            return {one["Key"]: one["ETag"] for page in pages for one in page.get("Contents", [])}
        except ClientError as gone:
            raise Failure(f"s3://{bucket} can't be listed: {gone}") from gone

    def all(self) -> dict[str, str]:
        """Every object of both buckets: two of these are equal when nothing was changed."""
        return {
            f"{bucket}/{key}": tag
            for bucket in (self.names.raw, self.names.processed)
            for key, tag in self.objects(bucket).items()
        }

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
        """Whether every snapshot has its row in `playlists`, which is written last.

        And whether that row was made of the raw object as it is now.
        """
        if not {raw_key(date, one) for one in playlists} <= self.raw_keys(date):
            return False
        there = self.objects(self.names.processed, "playlists/")
        return all(
            table_key("playlists", date, one) in there and self._is_current(date, one)
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
        """Compares the tables of a day with what Spotify serves; gives their sums."""
        self._verify_keys(date, playlists)
        totals = dict.fromkeys(("items_read", "songs", "duplicates", "rejects"), 0)
        for playlist in playlists:
            summary = self._verify_playlist(date, playlist)
            for name in totals:
                totals[name] += int(summary[name])
        return (
            f"{totals['items_read']} entries = {totals['songs']} songs + {totals['duplicates']}"
            f" duplicates + {totals['rejects']} rejects in {6 * len(playlists)} tables"
        )

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

    def _verify_playlist(self, date: str, playlist: str) -> dict[str, str]:
        details = self._spotify.playlist(playlist)
        wanted = expected.tables(playlist, self._spotify.entries(playlist), details)
        found = {table: self.rows(table, date, playlist) for table in TABLES}
        for table in TABLES:
            _same_rows(f"{table} of {playlist}, {date}", found[table], wanted[table])
        summary = found["playlists"][0]
        self._verify_summary(date, playlist, summary)
        return summary

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
        f"{where} has {len(found)} rows; Spotify's answers make {len(wanted)}",
    )
    for number, (is_there, should) in enumerate(zip(found, wanted, strict=True), start=1):
        for column, value in should.items():
            _equal(f"{column} in row {number} of {where}", is_there[column], value)


def _equal(what: str, found: Any, wanted: Any) -> None:
    if found != wanted:
        raise Failure(f"{what}: found {_shown(found)}, want {_shown(wanted)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 400 else text[:397] + "..."
