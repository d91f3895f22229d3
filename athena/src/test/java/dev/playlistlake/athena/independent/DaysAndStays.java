package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.max;
import static dev.playlistlake.athena.independent.Calculations.min;
import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsFirst;

import dev.playlistlake.athena.independent.Snapshots.Latest;
import dev.playlistlake.athena.independent.Songs.Song;
import dev.playlistlake.athena.independent.Stays.Stay;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Queries about the stays of songs on playlists.
record DaysAndStays(Snapshots snapshots, Songs songs, Stays stays) {

  /// The selected playlists with a complete snapshot.
  private Stream<String> playlists(Parameters parameters) {
    return snapshots.complete().stream()
        .map(Snapshot::playlist)
        .distinct()
        .filter(playlist -> parameters.select(playlist, snapshots.name(playlist)));
  }

  List<Row> songStays() {
    List<Row> rows = new ArrayList<>();
    stays
        .all()
        .forEach(
            (playlist, ofPlaylist) ->
                ofPlaylist.forEach(
                    (original, list) -> {
                      for (Stay stay : list) {
                        rows.add(
                            Row.of("playlist_id", playlist, "song_id", stay.last().id())
                                .and("stay_number", list.indexOf(stay) + 1)
                                .and("first_seen", stay.first().snapshot().date())
                                .and("last_seen", stay.last().snapshot().date())
                                .and("days", stay.songs().size())
                                .and("best_position", stay.bestPosition())
                                .and("days_at_number_1", stay.daysAtNumber1())
                                .and("is_now", stays.isNow(stay), "original_id", original)
                                .and("playlist_name", snapshots.name(playlist))
                                .and("song_name", stay.last().name())
                                .and("artist_names", stay.last().artistNames())
                                .and("first_number", snapshots.number(stay.first().snapshot()))
                                .and("last_number", snapshots.number(stay.last().snapshot())));
                      }
                    }));
    return rows;
  }

  List<Row> daysOnPlaylist(Parameters parameters) {
    Stream<Row> rows =
        playlists(parameters)
            .flatMap(
                playlist ->
                    stays.of(playlist).entrySet().stream()
                        .map(
                            entry -> {
                              List<Stay> list = entry.getValue();
                              Song last = list.getLast().last();
                              return Row.of("playlist_id", playlist)
                                  .and("playlist_name", snapshots.name(playlist))
                                  .and("song_id", last.id(), "song_name", last.name())
                                  .and("artist_names", last.artistNames())
                                  .and("days", list.stream().mapToLong(s -> s.songs().size()).sum())
                                  .and("first_seen", list.getFirst().first().snapshot().date())
                                  .and("last_seen", last.snapshot().date())
                                  .and("re_entries", list.size() - 1)
                                  .and("is_now", stays.isNow(list.getLast()))
                                  .and("original_id", entry.getKey());
                            }));
    return Row.sorted(rows, "playlist_id", "-days", "first_seen", "song_id", "original_id");
  }

  List<Row> reEntries(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    playlists(parameters)
        .forEach(
            playlist ->
                stays
                    .of(playlist)
                    .forEach(
                        (original, list) -> {
                          for (int i = 1; i < list.size(); i++) {
                            Song before = list.get(i - 1).last();
                            Song back = list.get(i).first();
                            Song played = list.get(i).last();
                            rows.add(
                                Row.of("playlist_id", playlist)
                                    .and("playlist_name", snapshots.name(playlist))
                                    .and("song_id", played.id(), "song_name", played.name())
                                    .and("artist_names", played.artistNames())
                                    .and("last_seen_before", before.snapshot().date())
                                    .and("back_on", back.snapshot().date())
                                    .and(
                                        "away",
                                        snapshots.number(back.snapshot())
                                            - snapshots.number(before.snapshot())
                                            - 1)
                                    .and("original_id", original));
                          }
                        }));
    return Row.sorted(rows.stream(), "playlist_id", "back_on", "song_id", "original_id");
  }

  List<Row> movement(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Latest latest : snapshots.now(parameters)) {
      String playlist = latest.snapshot().playlist();
      Map<String, Song> before = songs.byOriginal(playlist, latest.previousDate());
      for (Song song : songs.of(latest.snapshot())) {
        Song old = before.get(song.original());
        List<Stay> list = stays.of(playlist).get(song.original());
        rows.add(
            Row.of("playlist_id", playlist, "playlist_name", latest.name())
                .and("snapshot_date", latest.snapshot().date(), "days_old", latest.daysOld())
                .and("previous_date", latest.previousDate(), "position", song.position())
                .and("previous_position", old == null ? null : old.position())
                .and("moved", old == null ? null : old.position() - song.position())
                .and("song_id", song.id(), "song_name", song.name())
                .and("artist_names", song.artistNames())
                .and(
                    "best_position",
                    list.stream().mapToLong(Stay::bestPosition).min().orElseThrow())
                .and("days_at_number_1", list.stream().mapToLong(Stay::daysAtNumber1).sum())
                .and("original_id", song.original()));
      }
    }
    return Row.sorted(rows.stream(), "playlist_id", "position", "song_id", "original_id");
  }

  /// Each song of a playlist counts for the user of its newest snapshot.
  List<Row> whoAddedWhat(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    playlists(parameters)
        .forEach(
            playlist -> {
              Map<String, List<Song>> byUser = new TreeMap<>(nullsFirst(Comparator.naturalOrder()));
              stays
                  .of(playlist)
                  .values()
                  .forEach(
                      list -> {
                        Song song = list.getLast().last();
                        byUser
                            .computeIfAbsent(song.row().text("added_by"), _ -> new ArrayList<>())
                            .add(song);
                      });
              byUser.forEach((user, added) -> rows.add(userRow(playlist, user, added)));
            });
    return Row.sorted(rows.stream(), "playlist_id", "-songs", "added_by");
  }

  private Row userRow(String playlist, String user, List<Song> added) {
    List<LocalDateTime> times = added.stream().map(s -> s.row().time("added_at")).toList();
    return Row.of("playlist_id", playlist, "playlist_name", snapshots.name(playlist))
        .and("added_by", user, "songs", added.size())
        .and("songs_now", added.stream().filter(s -> snapshots.isLatest(s.snapshot())).count())
        .and("first_added_at", min(times), "last_added_at", max(times))
        .and(
            "last_song",
            added.stream()
                .filter(song -> song.row().time("added_at") != null)
                .max(comparing((Song song) -> song.row().time("added_at")).thenComparing(Song::id))
                .map(Song::name)
                .orElse(null));
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("song_stays", _ -> songStays());
    all.put("days_on_playlist", this::daysOnPlaylist);
    all.put("re_entries", this::reEntries);
    all.put("movement", this::movement);
    all.put("who_added_what", this::whoAddedWhat);
    return all;
  }
}
