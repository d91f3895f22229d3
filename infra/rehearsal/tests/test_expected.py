"""Tests the second implementation of the tables."""

import json
import unittest
from typing import Any

from rehearsal import dialect, expected, project

GOLDEN = project.ROOT / "transform-lambda/src/test/resources/golden"

# Columns that don't follow from Spotify's responses, but from how the snapshot is stored.
STORED = {"extracted_at", "raw_key", "detail"}


def entry(**content: Any) -> dict[str, Any]:
    return {"added_at": "2026-01-01T00:00:00Z", "item": {"type": "track", **content}}


class ExpectedTest(unittest.TestCase):
    def test_every_entry_is_a_song_a_duplicate_or_a_reject(self) -> None:
        entries = [
            entry(id="a", name="A", duration_ms=1000),
            {"item": None},
            entry(id="a", name="again"),
            entry(id="", name="gone"),
            entry(id="e", type="episode"),
            {"is_local": True, "item": {"uri": "spotify:local:x"}},
        ]
        found = expected.tables("p", entries, {})

        self.assertEqual(
            [row["reason"] for row in found["rejects"]],
            ["unavailable", "missing_id", "episode", "local_file"],
        )
        self.assertEqual([row["position"] for row in found["rejects"]], ["2", "4", "5", "6"])
        [song] = found["songs"]
        self.assertEqual((song["position"], song["occurrences"]), ("1", "2"))
        [summary] = found["playlists"]
        self.assertEqual((summary["items_read"], summary["duplicates"]), ("6", "1"))

    def test_artists_of_songs_and_of_albums_are_listed(self) -> None:
        own = [{"id": "x", "name": "X"}, {"name": "nobody"}]
        album = {"id": "l", "name": "L", "artists": [{"id": "y", "name": "Y"}]}
        found = expected.tables("p", [entry(id="a", artists=own, album=album)], {})

        self.assertEqual(
            [(row["artist_id"], row["songs_on_playlist"]) for row in found["artists"]],
            [("x", "1"), ("y", "0")],
        )
        self.assertEqual([row["artist_position"] for row in found["song_artists"]], ["1"])
        self.assertEqual(found["songs"][0]["artist_names"], "X; nobody")

    def test_a_track_without_an_id_has_the_one_of_its_uri(self) -> None:
        entries = [
            entry(uri="spotify:track:a"),
            entry(id=None, uri="spotify:track:b", linked_from={"id": "c"}),
            entry(id="", uri="spotify:track:d"),
            entry(id="e\x00", uri="spotify:track:f"),
            {"item": {"uri": "spotify:chapter:g"}},
            {"item": {"type": "audiobook", "id": "h"}},
        ]
        found = expected.tables("p", entries, {"images": [{"url": "i"}, {"url": "j", "width": 1}]})

        self.assertEqual(
            [(row["song_id"], row["linked_from_id"]) for row in found["songs"]],
            [("a", ""), ("b", "c")],
        )
        self.assertEqual(
            [row["reason"] for row in found["rejects"]],
            ["missing_id", "missing_id", "episode", "episode"],
        )
        [summary] = found["playlists"]
        self.assertEqual((summary["unreadable"], summary["image_url"]), ("2", "j"))

    def test_control_characters_and_line_breaks_are_replaced(self) -> None:
        self.assertEqual(expected.text("a\r\n\t\u2028b\x07\x7f\x9fc\\\ud83d"), "a bc\\\ufffd")

    def test_both_readings_of_the_golden_document_agree_in_every_column(self) -> None:
        snapshot = json.loads((GOLDEN / "snapshot.json").read_text("utf-8"))
        details = snapshot["playlist"]
        entries = [entry for page in snapshot["pages"] for entry in page["items"]]
        wanted = expected.tables(details["id"], entries, details)

        for table, rows in wanted.items():
            path = GOLDEN / f"{table}.csv"
            golden = dialect.rows(path.read_bytes(), str(path))
            self.assertEqual(
                {*rows[0]},
                {*golden[0]} - STORED,
                f"columns of {table}: teach infra/rehearsal/expected.py each column of {path.name}",
            )
            for row, found in zip(rows, golden, strict=True):
                where = f"expected.py (first) and {path.name} (second)"
                self.assertEqual(row, {name: found[name] for name in row}, where)


if __name__ == "__main__":
    unittest.main()
