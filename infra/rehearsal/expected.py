"""Computes the expected rows of the tables from the responses of Spotify's API.

This is a second implementation of docs/tables.md, written without the transform's code. The check
compares the results of both.
"""

import re
from collections.abc import Iterator
from typing import Any

BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
UNPAIRED = re.compile("[\ud800-\udfff]")
RELEASE_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
OTHER_MEDIA = ("episode", "show", "chapter", "audiobook")
UNREADABLE = ("unavailable", "malformed", "missing_id")
TRACK = "spotify:track:"

Row = dict[str, str]
Rows = dict[str, list[Row]]


def tables(playlist: str, entries: list[Any], details: dict[str, Any]) -> Rows:
    """The rows of each table, with all columns that follow from Spotify's responses.

    Details are the playlist's own object. It is empty for saved songs, which lack its columns.
    """
    found: Rows = {name: [] for name in ("songs", "albums", "artists", "song_artists", "rejects")}
    songs: dict[str, Row] = {}
    albums: dict[str, Row] = {}
    artists: dict[str, Row] = {}
    for position, entry in enumerate(entries, start=1):
        content = content_of(entry)
        reason = reject_reason(entry, content)
        if reason:
            found["rejects"].append(_reject(position, reason, entry, content))
            continue
        song_id = _song_id(content)
        if song_id in songs:
            song = songs[song_id]
            song["occurrences"] = str(int(song["occurrences"]) + 1)
            continue
        songs[song_id] = _song(position, entry, content)
        found["song_artists"] += _credits(content)
        _count_album(albums, content)
        _count_artists(artists, content)
    found["songs"] = list(songs.values())
    found["albums"] = list(albums.values())
    found["artists"] = list(artists.values())
    for rows in found.values():
        for row in rows:
            row["playlist_id"] = playlist
    found["playlists"] = [_summary(playlist, len(entries), found) | _details(details)]
    return found


def content_of(entry: Any) -> dict[str, Any]:
    if isinstance(entry, dict):
        for name in ("item", "track"):
            if isinstance(entry.get(name), dict):
                content: dict[str, Any] = entry[name]
                return content
    return {}


def reject_reason(entry: Any, content: dict[str, Any]) -> str:
    """Why an entry is not a song; empty for a song."""
    if not content:
        parts = [entry] if not isinstance(entry, dict) else [entry.get("item"), entry.get("track")]
        return "unavailable" if all(part is None for part in parts) else "malformed"
    local = entry.get("is_local") is True or content.get("is_local") is True
    uri = str(content.get("uri") or "")
    if local or uri.startswith("spotify:local:"):
        return "local_file"
    if content.get("type") in OTHER_MEDIA or uri.startswith(
        tuple(f"spotify:{word}:" for word in OTHER_MEDIA)
    ):
        return "episode"
    return "" if _song_id(content) else "missing_id"


def _song_id(content: dict[str, Any]) -> str:
    uri = str(content.get("uri") or "")
    if content.get("id") is None and uri.startswith(TRACK):
        return _id({"id": uri.removeprefix(TRACK)})
    return _id(content)


def _song(position: int, entry: dict[str, Any], content: dict[str, Any]) -> Row:
    credits = _objects(content.get("artists"))
    return {
        "song_id": _song_id(content),
        "song_name": text(content.get("name")),
        "position": str(position),
        "occurrences": "1",
        "added_at": _instant(entry.get("added_at")),
        "added_by": _id(entry.get("added_by")),
        "album_id": _id(content.get("album")),
        "artist_id": _id(credits[0]) if credits else "",
        "artist_names": _names(credits),
        "artist_count": str(len(credits)),
        "duration_ms": text(content.get("duration_ms")),
        "explicit": text(content.get("explicit")),
        "popularity": text(content.get("popularity")),
        "disc_number": text(content.get("disc_number")),
        "track_number": text(content.get("track_number")),
        "isrc": text(_object(content.get("external_ids")).get("isrc")),
        "is_playable": text(content.get("is_playable")),
        "song_url": _url(content),
        "linked_from_id": _id(content.get("linked_from")),
    }


def _reject(position: int, reason: str, entry: Any, content: dict[str, Any]) -> Row:
    return {
        "position": str(position),
        "reason": reason,
        "item_type": text(content.get("type")),
        "item_id": _id(content),
        "item_name": text(content.get("name")),
        "artist_names": _names(_objects(content.get("artists"))),
        "added_at": _instant(_object(entry).get("added_at")),
        "uri": text(content.get("uri")),
    }


def _credits(content: dict[str, Any]) -> Iterator[Row]:
    for position, credit in enumerate(_objects(content.get("artists")), start=1):
        if _id(credit):
            yield {
                "song_id": _song_id(content),
                "artist_position": str(position),
                "artist_id": _id(credit),
            }


def _count_album(albums: dict[str, Row], content: dict[str, Any]) -> None:
    album = _object(content.get("album"))
    if _id(album):
        _add_one(albums.setdefault(_id(album), _album(album)))


def _album(album: dict[str, Any]) -> Row:
    credits = _objects(album.get("artists"))
    released = text(album.get("release_date"))
    year = int(released[:4]) if RELEASE_DATE.fullmatch(released) else 0
    return {
        "album_id": _id(album),
        "album_name": text(album.get("name")),
        "album_type": text(album.get("album_type")),
        "release_date": released,
        "release_date_precision": text(album.get("release_date_precision")),
        "release_year": str(year) if year else "",
        "total_tracks": text(album.get("total_tracks")),
        "artist_id": _id(credits[0]) if credits else "",
        "artist_names": _names(credits),
        "songs_on_playlist": "0",
        "album_url": _url(album),
        "image_url": _widest_image(album),
    }


def _count_artists(artists: dict[str, Row], content: dict[str, Any]) -> None:
    own = _objects(content.get("artists"))
    for credit in own + _objects(_object(content.get("album")).get("artists")):
        if _id(credit):
            artists.setdefault(
                _id(credit),
                {
                    "artist_id": _id(credit),
                    "artist_name": text(credit.get("name")),
                    "songs_on_playlist": "0",
                    "artist_url": _url(credit),
                },
            )
    for artist in {_id(credit) for credit in own if _id(credit)}:
        _add_one(artists[artist])


def _summary(playlist: str, items: int, found: Rows) -> Row:
    songs, rejects = len(found["songs"]), len(found["rejects"])
    return {
        "playlist_id": playlist,
        "items_declared": str(items),
        "items_read": str(items),
        "songs": str(songs),
        "duplicates": str(items - songs - rejects),
        "rejects": str(rejects),
        "albums": str(len(found["albums"])),
        "artists": str(len(found["artists"])),
        "total_duration_ms": str(sum(int(song["duration_ms"] or 0) for song in found["songs"])),
        "explicit_songs": str(sum(song["explicit"] == "true" for song in found["songs"])),
        "unreadable": str(sum(reject["reason"] in UNREADABLE for reject in found["rejects"])),
    }


def _details(details: dict[str, Any]) -> Row:
    if not details:
        return {}
    owner = _object(details.get("owner"))
    return {
        "playlist_name": text(details.get("name")),
        "description": text(details.get("description")),
        "owner_id": _id(owner),
        "owner_name": text(owner.get("display_name")),
        "is_public": text(details.get("public")),
        "is_collaborative": text(details.get("collaborative")),
        "followers": text(_object(details.get("followers")).get("total")),
        "spotify_snapshot_id": text(details.get("snapshot_id")),
        "playlist_url": _url(details),
        "image_url": _widest_image(details),
    }


def text(value: Any) -> str:
    """A value as text in a table."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return UNPAIRED.sub("\ufffd", CONTROLS.sub("", BREAKS.sub(" ", str(value))))


def _id(value: Any) -> str:
    """The ID of an object. An ID that has to be cleaned counts as empty."""
    found = _object(value).get("id")
    return found if isinstance(found, str) and text(found) == found else ""


def _widest_image(value: dict[str, Any]) -> str:
    """The URL of the first image with the greatest width."""
    images = [one for one in _objects(value.get("images")) if one.get("url")]
    widest = max(images, key=lambda one: one.get("width") or 0, default={})
    return text(widest.get("url"))


def _instant(value: Any) -> str:
    shown = text(value)
    return "" if shown.startswith("1970-01-01") else shown


def _names(credits: list[dict[str, Any]]) -> str:
    return "; ".join(text(credit.get("name")) for credit in credits)


def _url(value: dict[str, Any]) -> str:
    return text(_object(value.get("external_urls")).get("spotify"))


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _add_one(row: Row) -> None:
    row["songs_on_playlist"] = str(int(row["songs_on_playlist"]) + 1)
