package dev.playlistlake.athena.independent;

import dev.playlistlake.athena.independent.Songs.Credit;
import dev.playlistlake.athena.independent.Songs.Song;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The views of the songs and credits of each snapshot and of the latest ones.
record SongViews(Snapshots snapshots, Songs songs) {

  List<Row> distinctSongs() {
    return snapshots.troubles().keySet().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .map(
            song ->
                Row.of("snapshot_date", song.snapshot().date())
                    .and("snapshot_day", song.snapshot().day())
                    .and("playlist_id", song.snapshot().playlist(), "original_id", song.original())
                    .and("song_id", song.id(), "song_name", song.name())
                    .and("position", song.position())
                    .and("occurrences", song.row().number("occurrences"))
                    .and("added_at", song.row().time("added_at"))
                    .and("added_by", song.row().text("added_by"))
                    .and("album_id", song.row().text("album_id"))
                    .and("artist_id", song.row().text("artist_id"))
                    .and("artist_names", song.artistNames())
                    .and("artist_count", song.row().number("artist_count"))
                    .and(measures(song))
                    .and("song_url", song.row().text("song_url"))
                    .and("linked_from_id", song.row().text("linked_from_id")))
        .toList();
  }

  private static Object[] measures(Song song) {
    TableRow row = song.row();
    return new Object[] {
      "duration_ms", row.number("duration_ms"),
      "explicit", row.flag("explicit"),
      "popularity", row.number("popularity"),
      "isrc", row.text("isrc"),
      "is_playable", row.flag("is_playable")
    };
  }

  List<Row> playlistSongs() {
    return snapshots.complete().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .map(
            song -> {
              Snapshot snapshot = song.snapshot();
              return Row.of("snapshot_date", snapshot.date(), "snapshot_day", snapshot.day())
                  .and("is_latest", snapshots.isLatest(snapshot))
                  .and("playlist_id", snapshot.playlist())
                  .and("playlist_name", snapshots.summary(snapshot).text("playlist_name"))
                  .and(songAndAlbum(song));
            })
        .toList();
  }

  List<Row> playlistSongsNow() {
    return snapshots.latest().stream()
        .flatMap(
            latest ->
                songs.of(latest.snapshot()).stream()
                    .map(
                        song ->
                            Row.of("snapshot_date", latest.snapshot().date())
                                .and("snapshot_day", latest.snapshot().day())
                                .and("playlist_id", latest.snapshot().playlist())
                                .and("playlist_name", latest.name())
                                .and(songAndAlbum(song))
                                .and("days_old", latest.daysOld())
                                .and("days_behind", latest.daysBehind())))
        .toList();
  }

  private static Object[] songAndAlbum(Song song) {
    TableRow row = song.row();
    TableRow album = song.album() == null ? new TableRow(song.snapshot(), Map.of()) : song.album();
    return new Object[] {
      "position", song.position(),
      "occurrences", row.number("occurrences"),
      "song_id", song.id(),
      "song_name", song.name(),
      "artist_id", row.text("artist_id"),
      "artist_names", song.artistNames(),
      "artist_count", row.number("artist_count"),
      "album_id", row.text("album_id"),
      "album_name", album.text("album_name"),
      "album_type", album.text("album_type"),
      "release_date", album.text("release_date"),
      "released_on", album.releasedOn(),
      "release_year", album.number("release_year"),
      "added_at", row.time("added_at"),
      "added_by", row.text("added_by"),
      "duration_ms", row.number("duration_ms"),
      "explicit", row.flag("explicit"),
      "popularity", row.number("popularity"),
      "isrc", row.text("isrc"),
      "is_playable", row.flag("is_playable"),
      "song_url", row.text("song_url"),
      "image_url", album.text("image_url"),
      "linked_from_id", row.text("linked_from_id"),
      "original_id", song.original()
    };
  }

  List<Row> songCredits() {
    return snapshots.complete().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .flatMap(
            song ->
                song.credits().stream()
                    .map(
                        credit ->
                            Row.of("snapshot_date", song.snapshot().date())
                                .and("snapshot_day", song.snapshot().day())
                                .and("is_latest", snapshots.isLatest(song.snapshot()))
                                .and("playlist_id", song.snapshot().playlist())
                                .and("song_id", song.id(), "artist_id", credit.artist())
                                .and("artist_position", credit.position())
                                .and("original_id", song.original())))
        .toList();
  }

  List<Row> songCreditsNow() {
    return snapshots.latest().stream()
        .flatMap(
            latest ->
                songs.of(latest.snapshot()).stream()
                    .flatMap(song -> song.credits().stream().map(c -> creditNow(latest, song, c))))
        .toList();
  }

  private static Row creditNow(Snapshots.Latest latest, Song song, Credit credit) {
    return Row.of("snapshot_date", song.snapshot().date(), "snapshot_day", song.snapshot().day())
        .and("playlist_id", song.snapshot().playlist(), "playlist_name", latest.name())
        .and("song_id", song.id(), "artist_id", credit.artist(), "artist_name", credit.name())
        .and("artist_position", credit.position(), "original_id", song.original())
        .and("days_old", latest.daysOld(), "days_behind", latest.daysBehind());
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("distinct_songs", _ -> distinctSongs());
    all.put("playlist_songs", _ -> playlistSongs());
    all.put("playlist_songs_now", _ -> playlistSongsNow());
    all.put("song_credits", _ -> songCredits());
    all.put("song_credits_now", _ -> songCreditsNow());
    return all;
  }
}
