"""Python's tools read a lake: pyarrow and DuckDB from exports, and Trino's client through `serve`.

.ci/tools runs these tests. They create a lake of three days with the command demo.
"""

import contextlib
import csv
import datetime
import os
import re
import signal
import subprocess
import tempfile
import unittest
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import trino

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = ROOT / "playlist-lake"

QUERIES = (
    "top_artists",
    "churn",
    "playlist_overlap",
    "reconciliation",
    "trouble_counts",
    "troubled_snapshots",
    "release_decades",
    "artist_pairs",
    "who_added_what",
    "explicit_share",
)

CHANGES = (
    "DROP TABLE songs",
    "DELETE FROM song_history",
    "EXECUTE IMMEDIATE 'DROP VIEW songs_typed'",
    "CREATE TABLE copy AS SELECT * FROM songs",
    "CALL system.runtime.kill_query(query_id => 'x', message => 'y')",
)

# The types of docs/tables.md, and how the text of a CSV field is read.
TYPES: dict[str, tuple[pa.DataType, Callable[[str], Any]]] = {
    "string": (pa.string(), str),
    "integer": (pa.int64(), int),
    "boolean": (pa.bool_(), {"true": True, "false": False}.__getitem__),
    "timestamp": (
        pa.timestamp("ms"),
        lambda text: datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
    ),
}

Row = tuple[Any, ...]


class Lake:
    """A lake, its exports and a server. All tests use it."""

    def __init__(self, folder: Path) -> None:
        self.lake = folder / "lake"
        self.tables = folder / "tables"
        self.database = folder / "lake.duckdb"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            # requests would use these certificates instead of the one that verify names.
            if name not in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
        } | {
            # Without its cache, the engine starts no background process that outlives the tests.
            "PLAYLIST_LAKE_ENGINE_CACHE": "off",
            "XDG_STATE_HOME": str(folder / "state"),
        }
        self.finish(self.start("demo", "--days", "3", "--no-report"))
        # At the same time, because each of them waits for the start of an engine.
        self.server = self.start("serve", "--port", "0")
        exports = [
            self.start("export", "--format", "parquet", "--out", str(self.tables)),
            self.start("export", "--format", "duckdb", "--out", str(self.database)),
        ]
        for export in exports:
            self.finish(export)
        self.printed = self.until_ready()

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        # A build in the background ignores Ctrl-C, and its child processes would, too.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return subprocess.Popen(
            [SCRIPT, *arguments, "--lake", str(self.lake)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self, process: subprocess.Popen[str]) -> None:
        printed, _ = process.communicate()
        if process.returncode != 0:
            raise AssertionError(f"{process.args} failed:\n{printed}")

    def until_ready(self) -> list[str]:
        lines: list[str] = []
        while not lines or not lines[-1].startswith("Ready after "):
            line = self.server.stdout.readline()
            if not line:
                raise AssertionError("serve ended:\n" + "".join(lines))
            lines.append(line)
        return lines

    def value(self, label: str) -> str:
        return next(
            line.removeprefix(label).strip() for line in self.printed if line.startswith(label)
        )

    def connection(self, password: str | None = None) -> trino.dbapi.Connection:
        """Connects with the lines that serve prints, or with another password.

        Reads the file of the password itself, so that it is closed.
        """
        start = next(i for i, line in enumerate(self.printed) if line.strip() == "import trino")
        code = "".join(line for line in self.printed[start + 1 :] if line.startswith("   ")).strip()
        read = f"open({self.value('password     in ')!r}).readline().strip()"
        if read not in code:
            raise AssertionError(f"{read} is not in {code}")
        secret = password or Path(self.value("password     in ")).read_text().strip()
        return eval(code.replace(read, repr(secret)), {"trino": trino})

    def stop(self) -> int:
        """Stops the server as Ctrl-C does, and returns its exit code."""
        self.server.send_signal(signal.SIGINT)
        self.server.communicate(timeout=60)
        return self.server.returncode


lake: Lake


def setUpModule() -> None:
    global lake
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        os.environ.pop(name, None)
    folder = unittest.enterModuleContext(tempfile.TemporaryDirectory())
    lake = Lake(Path(folder))
    unittest.addModuleCleanup(lake.server.kill)


def documented() -> dict[str, dict[str, str]]:
    """Returns the type of each column of each table in docs/tables.md."""
    tables: dict[str, dict[str, str]] = {}
    for section in (ROOT / "docs" / "tables.md").read_text("utf-8").split("\n## ")[1:]:
        columns = re.findall(r"^\| (\w+)(?: \*key\*)? \| (\w+)(?:, opt)? \|", section, re.MULTILINE)
        types = {name: kind for name, kind in columns if kind in TYPES}
        if types:
            tables[section.split("\n")[0]] = types
    return tables


def expected(table: str, columns: dict[str, str]) -> Counter[Row]:
    """Reads the CSV files of a table with types, in the columns of its export."""
    rows: Counter[Row] = Counter()
    for file in (lake.lake / "processed" / table).glob("*/*.csv"):
        date = file.parent.name.removeprefix("snapshot_date=")
        with file.open(encoding="utf-8", newline="") as lines:
            for fields in csv.DictReader(lines, strict=True):
                row: list[Any] = [date, datetime.date.fromisoformat(date)]
                for name, kind in columns.items():
                    text = fields[name]
                    if name == "release_date_precision":
                        day = fields["release_date"] if text == "day" else ""
                        row.append(datetime.date.fromisoformat(day) if day else None)
                    row.append(TYPES[kind][1](text) if text else None)
                rows[tuple(row)] += 1
    return rows


def schema(columns: dict[str, str]) -> list[tuple[str, pa.DataType]]:
    fields = [("snapshot_date", pa.string()), ("snapshot_day", pa.date32())]
    for name, kind in columns.items():
        if name == "release_date_precision":
            fields.append(("released_on", pa.date32()))
        fields.append((name, TYPES[kind][0]))
    return fields


def rows_of(read: pa.Table) -> Counter[Row]:
    return Counter(zip(*(column.to_pylist() for column in read.columns), strict=True))


def saved_query(name: str) -> str:
    queries = (ROOT / "athena" / "queries.sql").read_text("utf-8")
    found = re.search(rf"^-- name: {name}\n(.*?);\n", queries, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def comparable(row: Row) -> Row:
    """The engines return numbers with other types and scales."""
    return tuple(
        value
        if value is None or isinstance(value, (str, bool, datetime.date))
        else round(float(value), 9)
        for value in row
    )


def run_documented(tool: str, *replacements: tuple[str, str]) -> None:
    """Runs the lines of a tool in docs/tools.md, in the folder of the exports."""
    page = (ROOT / "docs" / "tools.md").read_text("utf-8")
    section = rf"^### {tool} \(run, [^\n]*\n.*?^```(\w+)\n(.*?)^```"
    found = re.search(section, page, re.MULTILINE | re.DOTALL)
    assert found, tool
    language, code = found.groups()
    for old, new in replacements:
        assert old in code, old
        code = code.replace(old, new)
    with contextlib.chdir(lake.tables.parent):
        if language == "sql":
            with duckdb.connect() as database:
                database.execute(code).fetchall()
        else:
            exec(code, {})


class ExportTest(unittest.TestCase):
    def test_pyarrow_reads_the_rows_of_the_tables_with_their_types(self) -> None:
        tables = documented()
        self.assertEqual(len(tables), 6)
        for table, columns in tables.items():
            with self.subTest(table):
                read = pq.read_table(lake.tables / table / f"{table}.parquet")

                self.assertEqual(
                    [(field.name, field.type) for field in read.schema], schema(columns)
                )
                rows = rows_of(read)
                self.assertTrue(rows)
                self.assertEqual(rows, expected(table, columns))

    def test_duckdb_reads_the_rows_of_the_tables_from_both_formats(self) -> None:
        with duckdb.connect(lake.database, read_only=True) as database:
            for table, columns in documented().items():
                for source in (table, f"'{lake.tables}/{table}/*.parquet'"):
                    with self.subTest(source):
                        rows = Counter(database.execute(f"SELECT * FROM {source}").fetchall())

                        self.assertEqual(rows, expected(table, columns))

    def test_the_troubles_are_the_same_in_both_formats(self) -> None:
        read = pq.read_table(lake.tables / "snapshot_troubles" / "snapshot_troubles.parquet")
        with duckdb.connect(lake.database, read_only=True) as database:
            rows = Counter(database.execute("SELECT * FROM snapshot_troubles").fetchall())

        self.assertEqual(rows_of(read), rows)
        self.assertEqual(rows.total(), expected("playlists", documented()["playlists"]).total())

    def test_the_documented_lines_run(self) -> None:
        run_documented("pyarrow")
        run_documented("DuckDB")

    def test_a_macro_of_duckdb_has_the_parameters_of_its_saved_query(self) -> None:
        with duckdb.connect(lake.database, read_only=True) as database:
            self.assertEqual(
                len(database.execute("SELECT * FROM top_artists(top := 5)").fetchall()), 5
            )


class ServeTest(unittest.TestCase):
    @classmethod
    def tearDownClass(cls) -> None:
        files = Path(lake.value("certificate")).parent
        assert files.is_dir(), files
        assert lake.stop() == 130, lake.server.returncode
        assert not files.exists(), files

    def test_trino_returns_the_results_of_ten_saved_queries_that_duckdb_returns(self) -> None:
        with (
            lake.connection() as connection,
            duckdb.connect(lake.database, read_only=True) as database,
        ):
            for name in QUERIES:
                with self.subTest(name):
                    rows = connection.cursor().execute(saved_query(name)).fetchall()
                    of_duckdb = database.execute(f"SELECT * FROM {name}()").fetchall()

                    self.assertTrue(rows or name == "troubled_snapshots")
                    self.assertEqual(
                        [comparable(row) for row in rows], [comparable(row) for row in of_duckdb]
                    )

    def test_the_documented_lines_run(self) -> None:
        run_documented(
            "Python with Trino's client",
            (
                "/home/you/.local/state/playlist-lake/serve-8443",
                str(Path(lake.value("certificate")).parent),
            ),
            ("8443", lake.value("JDBC URL").split(":")[3].split("/")[0]),
        )

    def test_trino_returns_typed_values_and_binds_parameters(self) -> None:
        with lake.connection() as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT snapshot_day, added_at, explicit, position FROM songs_typed"
                " WHERE position = ? AND added_at IS NOT NULL LIMIT 1",
                (1,),
            )
            (row,) = cursor.fetchall()

            self.assertEqual(
                [type(value) for value in row], [datetime.date, datetime.datetime, bool, int]
            )

    def test_rejects_statements_that_change_something(self) -> None:
        with lake.connection() as connection:
            for sql in CHANGES:
                with (
                    self.subTest(sql),
                    self.assertRaisesRegex(trino.exceptions.TrinoUserError, "Access Denied"),
                ):
                    connection.cursor().execute(sql).fetchall()

    def test_rejects_a_wrong_password(self) -> None:
        with lake.connection("wrong password") as connection:
            with self.assertRaisesRegex(trino.exceptions.HttpError, "401"):
                connection.cursor().execute("SELECT 1").fetchall()


if __name__ == "__main__":
    unittest.main()
