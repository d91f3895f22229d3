"""Converts playlist JSON to CSV with pandas, as a baseline of the transform's benchmark.

usage: pandas_baseline.py DOCUMENT

Reads a playlist object as apps with Extended Quota receive it, and writes songs.csv, albums.csv
and artists.csv into a new folder next to the document. Runs once as a warm-up and then five times.
Prints the milliseconds of each of the five runs, from load to last write and without imports, and
then the number of rows of each table.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

RUNS = 5


def transform(document, folder):
    with open(document, encoding="utf-8") as file:
        playlist = json.load(file)

    songs = []
    albums = []
    artists = []
    for entry in playlist["tracks"]["items"]:
        track = entry["track"]
        album = track["album"]
        songs.append(
            {
                "song_id": track["id"],
                "song_name": track["name"],
                "duration_ms": track["duration_ms"],
                "explicit": track["explicit"],
                "popularity": track["popularity"],
                "song_url": track["external_urls"].get("spotify"),
                "added_at": entry["added_at"],
                "album_id": album["id"],
                "artist_id": track["artists"][0]["id"],
            }
        )
        albums.append(
            {
                "album_id": album["id"],
                "album_name": album["name"],
                "release_date": album["release_date"],
                "total_tracks": album.get("total_tracks"),
                "album_url": album["external_urls"].get("spotify"),
            }
        )
        for artist in track["artists"]:
            artists.append(
                {
                    "artist_id": artist["id"],
                    "artist_name": artist["name"],
                    "artist_url": artist["external_urls"].get("spotify"),
                }
            )

    tables = {
        "songs": pd.DataFrame(songs).drop_duplicates(subset=["song_id"]),
        "albums": pd.DataFrame(albums).drop_duplicates(subset=["album_id"]),
        "artists": pd.DataFrame(artists).drop_duplicates(subset=["artist_id"]),
    }
    for name, table in tables.items():
        # Song names can contain unpaired surrogates.
        table.to_csv(folder / f"{name}.csv", index=False, errors="replace")
    return {name: len(table) for name, table in tables.items()}


def timed(document):
    with tempfile.TemporaryDirectory(dir=document.parent) as folder:
        start = time.perf_counter()
        rows = transform(document, Path(folder))
        return (time.perf_counter() - start) * 1000, rows


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    document = Path(sys.argv[1])

    timed(document)
    runs = [timed(document) for _ in range(RUNS)]
    print(*(f"{ms:.1f}" for ms, _ in runs))
    print(*(f"{table}={count}" for table, count in runs[-1][1].items()))


if __name__ == "__main__":
    main()
