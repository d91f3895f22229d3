package dev.playlistlake.model;

import static dev.playlistlake.model.Column.booleanOrEmpty;
import static dev.playlistlake.model.Column.integer;
import static dev.playlistlake.model.Column.integerOrEmpty;
import static dev.playlistlake.model.Column.text;
import static dev.playlistlake.model.Column.timestamp;

import java.util.List;

/// The schema: every table and column of the processed bucket. It defines the headers and values of
/// the CSV files. Every other list of columns is generated from it or tested against it. New
/// columns may only be appended.
public final class Tables {
  public static final Table<Song> SONGS =
      Table.of(
          "songs",
          "one distinct song of the snapshot, in playlist order",
          List.of(
              text("song_id", "Spotify track id", Song::id).asKey(),
              text("song_name", "may be empty at Spotify", Song::name),
              integer(
                  "position",
                  "1-based position of the first occurrence among all entries",
                  Song::position),
              integer(
                  "occurrences",
                  "how often the playlist contains the song, ≥ 1",
                  Song::occurrences),
              timestamp("added_at", "of the first occurrence; empty for 1970-01-01", Song::addedAt)
                  .opt(),
              text("added_by", "`added_by.id`", Song::addedBy).opt(),
              text("album_id", "id of the song's album", Song::albumId).opt(),
              text("artist_id", "id of the first credit, which may be empty", Song::artistId).opt(),
              text("artist_names", "all credits in order, joined by `; `", Song::artistNames),
              integer("artist_count", "number of credits", song -> song.credits().count()),
              integerOrEmpty("duration_ms", "length in milliseconds", Song::durationMs),
              booleanOrEmpty("explicit", "marked for explicit lyrics", Song::explicit),
              integerOrEmpty(
                  "popularity",
                  "0-100; Spotify doesn't send it to Development Mode apps",
                  Song::popularity),
              integerOrEmpty("disc_number", "1-based, on the album", Song::discNumber),
              integerOrEmpty("track_number", "1-based, on the disc", Song::trackNumber),
              text("isrc", "`external_ids.isrc`", Song::isrc).opt(),
              booleanOrEmpty("is_playable", "playable in the user's market", Song::isPlayable),
              text("song_url", "`external_urls.spotify`", Song::url).opt(),
              text(
                      "linked_from_id",
                      "`linked_from.id`: the track that was added, if Spotify plays another one"
                          + " in its place",
                      Song::linkedFromId)
                  .opt()));

  public static final Table<Album> ALBUMS =
      Table.of(
          "albums",
          "one distinct album id of the songs, with the values of its first song",
          List.of(
              text("album_id", "Spotify album id", Album::id).asKey(),
              text("album_name", "may be empty at Spotify", Album::name),
              text("album_type", "album, single or compilation", Album::type).opt(),
              text("release_date", "as sent: 1981, 1981-12 or 1981-12-04", Album::releaseDate)
                  .opt(),
              text("release_date_precision", "year, month or day", Album::releaseDatePrecision)
                  .opt(),
              integerOrEmpty(
                  "release_year",
                  "year of `release_date`; empty if it has no valid year",
                  Album::releaseYear),
              integerOrEmpty("total_tracks", "number of tracks on the album", Album::totalTracks),
              text("artist_id", "id of the album's first credit", Album::artistId).opt(),
              text(
                  "artist_names",
                  "the album's credits in order, joined by `; `",
                  Album::artistNames),
              integer(
                  "songs_on_playlist", "rows of `songs` with this album", Album::songsOnPlaylist),
              text("album_url", "`external_urls.spotify`", Album::url).opt(),
              text("image_url", "the widest image", Album::imageUrl).opt()));

  public static final Table<Artist> ARTISTS =
      Table.of(
          "artists",
          "one distinct artist id among the credits of the songs and of their albums",
          List.of(
              text("artist_id", "Spotify artist id", Artist::id).asKey(),
              text("artist_name", "name in the first credit", Artist::name),
              integer(
                  "songs_on_playlist",
                  "rows of `songs` that credit the artist; 0 if only albums do",
                  Artist::songsOnPlaylist),
              text("artist_url", "`external_urls.spotify`", Artist::url).opt()));

  public static final Table<SongArtist> SONG_ARTISTS =
      Table.of(
          "song_artists",
          "one credit of a song, in the order of `songs`",
          List.of(
              text("song_id", "Spotify track id", SongArtist::songId).asKey(),
              integer("artist_position", "1-based among the song's credits", SongArtist::position)
                  .asKey(),
              text("artist_id", "Spotify artist id", SongArtist::artistId)));

  public static final Table<Reject> REJECTS =
      Table.of(
          "rejects",
          "one entry that is not a song, in playlist order",
          List.of(
              integer("position", "1-based position among all entries", Reject::position).asKey(),
              text(
                  "reason",
                  "malformed, unavailable, local_file, episode or missing_id",
                  reject -> reject.reason().text()),
              text("item_type", "`type` of the content", Reject::itemType).opt(),
              text("item_id", "`id` of the content", Reject::itemId).opt(),
              text("item_name", "`name` of the content", Reject::itemName).opt(),
              text("artist_names", "all credits in order, joined by `; `", Reject::artistNames)
                  .opt(),
              timestamp("added_at", "of the entry; empty for 1970-01-01", Reject::addedAt).opt(),
              text("uri", "of the content", Reject::uri).opt(),
              text("detail", "JSON path of a malformed entry", Reject::detail).opt()));

  public static final Table<PlaylistSummary> PLAYLISTS =
      Table.of(
          "playlists",
          "one snapshot of one playlist; without this row the snapshot is not complete",
          List.of(
              text(
                  "playlist_name",
                  "empty if the document has no playlist object",
                  PlaylistSummary::name),
              text("description", "as sent, with HTML entities", PlaylistSummary::description)
                  .opt(),
              text("owner_id", "`owner.id`", PlaylistSummary::ownerId).opt(),
              text("owner_name", "`owner.display_name`", PlaylistSummary::ownerName).opt(),
              booleanOrEmpty("is_public", "`public`", PlaylistSummary::isPublic),
              booleanOrEmpty(
                  "is_collaborative", "`collaborative`", PlaylistSummary::isCollaborative),
              integerOrEmpty("followers", "`followers.total`", PlaylistSummary::followers),
              text("spotify_snapshot_id", "`snapshot_id`", PlaylistSummary::spotifySnapshotId)
                  .opt(),
              timestamp(
                  "extracted_at",
                  "time at which the playlist was read from Spotify",
                  PlaylistSummary::extractedAt),
              integerOrEmpty(
                  "items_declared", "`total` of the first page", PlaylistSummary::itemsDeclared),
              integer("items_read", "songs + duplicates + rejects", PlaylistSummary::itemsRead),
              integer("songs", "rows of `songs`", PlaylistSummary::songs),
              integer(
                  "duplicates", "entries whose song already occurred", PlaylistSummary::duplicates),
              integer("rejects", "rows of `rejects`", PlaylistSummary::rejects),
              integer("albums", "rows of `albums`", PlaylistSummary::albums),
              integer("artists", "rows of `artists`", PlaylistSummary::artists),
              Column.of(
                  "total_duration_ms",
                  Column.Type.INTEGER,
                  "sum of `duration_ms` over the rows of `songs`",
                  summary -> summary.totalDurationMs().toString()),
              integer(
                  "explicit_songs",
                  "rows of `songs` whose `explicit` is true",
                  PlaylistSummary::explicitSongs),
              text("playlist_url", "`external_urls.spotify`", PlaylistSummary::url).opt(),
              text("raw_key", "key or path of the raw document", PlaylistSummary::rawKey),
              text("image_url", "the widest image of the playlist", PlaylistSummary::imageUrl)
                  .opt(),
              integer(
                  "unreadable",
                  "rows of `rejects` with the reason unavailable, malformed or missing_id",
                  PlaylistSummary::unreadable)));

  /// The six tables in the order in which they are written. `playlists` is last, so that its row
  /// shows that all files of the snapshot were written.
  public static final List<Table<?>> ALL =
      List.of(SONGS, ALBUMS, ARTISTS, SONG_ARTISTS, REJECTS, PLAYLISTS);

  private Tables() {}
}
