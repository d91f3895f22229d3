package dev.playlistlake.athena.independent;

import dev.playlistlake.athena.independent.Songs.Credit;
import dev.playlistlake.athena.independent.Songs.Song;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The views of all days of the lake and of the history tables, which are empty.
record AllDays(Snapshots snapshots, Songs songs) {
  private static final Credit NOBODY = new Credit(null, null, null);

  List<Row> snapshotsOfAllDays() {
    return snapshots.complete().stream()
        .map(
            snapshot ->
                Row.of("snapshot_date", snapshot.date(), "snapshot_day", snapshot.day())
                    .and("playlist_id", snapshot.playlist())
                    .and("playlist_name", snapshots.name(snapshot.playlist()))
                    .and("snapshot_number", snapshots.number(snapshot))
                    .and("previous_date", snapshots.previousDate(snapshot))
                    .and("is_latest", snapshots.isLatest(snapshot))
                    .and("songs_in_history", false))
        .toList();
  }

  private Row song(Song song) {
    Snapshot snapshot = song.snapshot();
    return Row.of("snapshot_date", snapshot.date(), "snapshot_day", snapshot.day())
        .and("playlist_id", snapshot.playlist())
        .and("playlist_name", snapshots.name(snapshot.playlist()))
        .and("snapshot_number", snapshots.number(snapshot))
        .and("is_latest", snapshots.isLatest(snapshot))
        .and("original_id", song.original(), "song_id", song.id(), "song_name", song.name());
  }

  List<Row> songsOfAllDays() {
    return snapshots.complete().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .map(
            song ->
                song(song)
                    .and("artist_names", song.artistNames(), "position", song.position())
                    .and("occurrences", song.row().number("occurrences"))
                    .and("added_at", song.row().time("added_at"))
                    .and("added_by", song.row().text("added_by"))
                    .and("album_id", song.row().text("album_id"))
                    .and("duration_ms", song.row().number("duration_ms"))
                    .and("explicit", song.row().flag("explicit"))
                    .and("popularity", song.row().number("popularity"))
                    .and("isrc", song.row().text("isrc"))
                    .and("is_playable", song.row().flag("is_playable")))
        .toList();
  }

  List<Row> creditsOfAllDays() {
    return snapshots.complete().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .flatMap(
            song ->
                song.credits().stream()
                    .map(
                        credit ->
                            song(song)
                                .and("position", song.position(), "artist_id", credit.artist())
                                .and("artist_name", credit.name())
                                .and("artist_position", credit.position())))
        .toList();
  }

  /// A song without an artist has one row.
  List<Row> creditedSongsOfAllDays() {
    return snapshots.complete().stream()
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .flatMap(
            song ->
                (song.credits().isEmpty() ? List.of(NOBODY) : song.credits())
                    .stream()
                        .map(
                            credit ->
                                song(song)
                                    .and("artist_names", song.artistNames())
                                    .and("position", song.position())
                                    .and("occurrences", song.row().number("occurrences"))
                                    .and("album_id", song.row().text("album_id"))
                                    .and("duration_ms", song.row().number("duration_ms"))
                                    .and("explicit", song.row().flag("explicit"))
                                    .and("isrc", song.row().text("isrc"))
                                    .and("artist_id", credit.artist())
                                    .and("artist_name", credit.name())
                                    .and("artist_position", credit.position())))
        .toList();
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("snapshots_of_all_days", _ -> snapshotsOfAllDays());
    all.put("songs_of_all_days", _ -> songsOfAllDays());
    all.put("credited_songs_of_all_days", _ -> creditedSongsOfAllDays());
    all.put("credits_of_all_days", _ -> creditsOfAllDays());
    return all;
  }
}
