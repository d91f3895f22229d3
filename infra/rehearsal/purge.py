"""Deletes the content of a playlist with `purge`, and shows that nothing of it is left."""

from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest

from . import project
from .account import Account, Key
from .athena import RecordingAthena
from .console import check
from .lake import TABLES, Lake, raw_key, table_key
from .processes import run
from .stack import Stack

SUNDAY = 6
HISTORY = ("song_history", "song_detail_history", "credit_history", "snapshot_history")


def statements(playlist: str) -> list[str]:
    """The statements that erase the rows of a playlist.

    OPTIMIZE must rewrite every file with a deleted row, and VACUUM must not keep the versions with
    these rows for longer than a day. VACUUM never deletes the current version, so there must be a
    later one: a row of 1970 is added and deleted.
    """
    properties = (
        "'optimize_rewrite_data_file_threshold' = '1',"
        " 'optimize_rewrite_delete_file_threshold' = '1',"
        " 'vacuum_max_snapshot_age_seconds' = '86400'"
    )
    return [
        statement
        for table in HISTORY
        for statement in (
            f"ALTER TABLE {table} SET TBLPROPERTIES ({properties})",
            f"DELETE FROM {table} WHERE playlist_id IN ('{playlist}')",
            f"OPTIMIZE {table} REWRITE DATA USING BIN_PACK",
            f"INSERT INTO {table} (snapshot_date, snapshot_day, playlist_id)"
            " VALUES ('1970-01-01', DATE '1970-01-01', '')",
            f"DELETE FROM {table} WHERE snapshot_date = '1970-01-01'",
            f"VACUUM {table}",
        )
    ]


def gone_on(end: datetime) -> date:
    """The day on which the last file with rows that were deleted until `end` is gone.

    The VACUUM of Sunday 03:40 UTC deletes files that no version of the last day needs. The bucket
    keeps them for seven more days. S3 rounds their end up to the next midnight UTC.
    """
    vacuum = end.replace(hour=3, minute=40, second=0, microsecond=0)
    while vacuum.weekday() != SUNDAY or vacuum < end + timedelta(days=1):
        vacuum += timedelta(days=1)
    return vacuum.date() + timedelta(days=8)


class PurgeCheck:
    """Purges one playlist of a stack. Athena's part is recorded."""

    def __init__(self, account: Account, stack: Stack, lake: Lake) -> None:
        self._account = account
        self._stack = stack
        self._lake = lake
        self._s3 = account.client("s3")

    def run(self, playlist: str, days: list[str], key: Key) -> str:
        """Purges a playlist that has snapshots of some days. Returns the number of versions.

        `key` is the key with which the command runs.
        """
        names = self._stack.names
        wanted = {f"{names.raw}/{raw_key(day, playlist)}" for day in days} | {
            f"{names.processed}/{table_key(table, day, playlist)}"
            for table in TABLES
            for day in days
        }
        before = self._versions()
        own = [version for version in before if version[0] in wanted]
        check(
            {place for place, _, _ in own} == wanted,
            f"the playlist {playlist} lacks objects before the purge",
        )
        athena = RecordingAthena()
        begin = datetime.now(UTC)
        try:
            output = self._purge(playlist, key, athena.endpoint)
            executions = athena.executions.all()
        finally:
            athena.stop()
        after = self._versions()
        left = [version for version in after if playlist in version[0]]
        check(not left, f"purge left versions or delete markers: {left[:3]}")
        lost = [version for version in before if version not in own and version not in after]
        check(not lost, f"purge deleted versions of other objects: {lost[:3]}")
        workgroup = self._stack.outputs()["HistoryWorkgroup"]
        expected = [(workgroup, names.database, one) for one in statements(playlist)]
        found = [(one.workgroup, one.database, one.statement) for one in executions]
        for number, (one, other) in enumerate(zip_longest(found, expected), start=1):
            check(one == other, f"statement {number} of purge is {one}, expected {other}")
        days_gone = {gone_on(begin), gone_on(datetime.now(UTC))}
        check(
            any(f"expires on {day} (UTC)" in output for day in days_gone),
            f"purge doesn't print that the last file expires on {days_gone}: {output}",
        )
        return f"{len(own)} versions and delete markers, {len(found)} statements"

    def _versions(self) -> list[tuple[str, str, str]]:
        """The place, ID and kind of every version and delete marker in both buckets."""
        pages = self._s3.get_paginator("list_object_versions")
        return [
            (f"{bucket}/{one['Key']}", one["VersionId"], kind)
            for bucket in (self._stack.names.raw, self._stack.names.processed)
            for page in pages.paginate(Bucket=bucket)
            for kind in ("Versions", "DeleteMarkers")
            for one in page.get(kind, [])
        ]

    def _purge(self, playlist: str, key: Key, athena: str) -> str:
        command = [str(project.COMMAND), "purge", "--stack", self._stack.name]
        log = self._stack.log.with_name("purge.log")
        environment = {**self._account.environment(key), "AWS_ENDPOINT_URL_ATHENA": athena}
        return run([*command, "--playlist", playlist, "--yes"], log, environment, project.ROOT)
