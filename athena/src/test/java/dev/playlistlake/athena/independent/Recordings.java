package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.names;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.playlistlake.athena.independent.Snapshots.Latest;
import dev.playlistlake.athena.independent.Songs.Song;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Queries that find songs and recordings: on several playlists, twice on one, by name.
record Recordings(Snapshots snapshots, Songs songs) {

  /// A song on a playlist now.
  private record Place(Latest latest, Song song) {
    String nameOrId() {
      return Objects.requireNonNullElse(latest.name(), latest.snapshot().playlist());
    }
  }

  List<Row> songsOnSeveralPlaylists(Parameters parameters) {
    Map<String, List<Place>> places =
        snapshots.latest().stream()
            .filter(latest -> latest.daysBehind() <= parameters.number("seen_within_days"))
            .flatMap(
                latest -> songs.of(latest.snapshot()).stream().map(song -> new Place(latest, song)))
            .collect(groupingBy(place -> place.song().original()));
    Stream<Row> rows =
        places.values().stream()
            .filter(list -> list.size() > 1)
            .filter(
                list ->
                    list.stream()
                        .map(Place::latest)
                        .anyMatch(l -> parameters.select(l.snapshot().playlist(), l.name())))
            .map(Recordings::placesRow);
    return Row.sorted(rows, "-playlists", "song_name", "original_id");
  }

  private static Row placesRow(List<Place> places) {
    List<Place> byName =
        places.stream()
            .sorted(
                comparing(Place::nameOrId)
                    .thenComparing(place -> place.latest().snapshot().playlist()))
            .toList();
    Song newest =
        places.stream()
            .max(
                comparing((Place place) -> place.song().snapshot().date())
                    .thenComparing(place -> place.song().snapshot().playlist()))
            .orElseThrow()
            .song();
    return Row.of("song_id", newest.id(), "song_name", newest.name())
        .and("artist_names", newest.artistNames(), "playlists", places.size())
        .and("playlist_names", byName.stream().map(Place::nameOrId).collect(joining(", ")))
        .and(
            "playlist_ids",
            byName.stream().map(p -> p.latest().snapshot().playlist()).collect(joining(", ")))
        .and("days_old", places.stream().mapToLong(p -> p.latest().daysOld()).max().orElseThrow())
        .and("original_id", newest.original());
  }

  /// Every track of a playlist counts here, also a second one with the same original.
  List<Row> sameRecordingTwice(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Latest latest : snapshots.now(parameters)) {
      List<TableRow> tracks =
          snapshots.lake().rows("songs", latest.snapshot()).stream()
              .sorted(comparing((TableRow row) -> row.number("position")))
              .toList();
      List<Row> ofPlaylist = new ArrayList<>();
      BiConsumer<String, Map<String, List<TableRow>>> add =
          (reason, groups) ->
              groups.forEach(
                  (recording, list) ->
                      ofPlaylist.add(recordingRow(latest, reason, recording, list)));
      add.accept("song", groups(tracks, Recordings::original, list -> entries(list) > 1));
      add.accept("isrc", groups(tracks, Recordings::isrc, list -> originals(list) > 1));
      add.accept(
          "title",
          groups(
              tracks,
              Recordings::titleAndArtists,
              list -> originals(list) > 1 && list.stream().anyMatch(t -> t.text("isrc") == null)));
      ofPlaylist.sort(
          comparing((Row row) -> (Long) row.get("first"))
              .thenComparing(row -> (String) row.get("reason"))
              .thenComparing(row -> (String) row.get("recording")));
      ofPlaylist.forEach(row -> rows.add(row.without("first", "recording")));
    }
    return rows;
  }

  private static Map<String, List<TableRow>> groups(
      List<TableRow> tracks,
      Function<TableRow, String> recording,
      Predicate<List<TableRow>> isRepeated) {
    Map<String, List<TableRow>> groups =
        tracks.stream()
            .filter(track -> recording.apply(track) != null)
            .collect(groupingBy(recording));
    groups.values().removeIf(isRepeated.negate());
    return groups;
  }

  private static String original(TableRow track) {
    return Objects.requireNonNullElse(track.text("linked_from_id"), track.text("song_id"));
  }

  static String isrc(TableRow track) {
    return track.text("isrc") == null ? null : track.text("isrc").toUpperCase(Locale.ROOT);
  }

  /// Without case, punctuation and spaces, and with the artists in alphabetical order.
  private static String titleAndArtists(TableRow track) {
    if (track.text("song_name") == null || track.text("artist_names") == null) {
      return null;
    }
    String title = lower(track.text("song_name")).replaceAll("[\\p{P}\\p{Z}]+", " ").strip();
    String artists =
        Stream.of(lower(track.text("artist_names")).split("; ", -1))
            .sorted()
            .collect(joining("; "));
    return (title.isEmpty() ? lower(track.text("song_name")) : title) + " / " + artists;
  }

  private static String lower(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static long entries(List<TableRow> tracks) {
    return tracks.stream().mapToLong(track -> track.number("occurrences")).sum();
  }

  private static long originals(List<TableRow> tracks) {
    return tracks.stream().map(Recordings::original).distinct().count();
  }

  private static Row recordingRow(
      Latest latest, String reason, String recording, List<TableRow> tracks) {
    TableRow first = tracks.getFirst();
    return Row.of("playlist_id", latest.snapshot().playlist(), "playlist_name", latest.name())
        .and("days_old", latest.daysOld(), "reason", reason)
        .and("song_name", first.text("song_name"), "artist_names", first.text("artist_names"))
        .and("entries", entries(tracks))
        .and("positions", tracks.stream().map(t -> t.text("position")).collect(joining(", ")))
        .and("song_ids", tracks.stream().map(t -> t.text("song_id")).collect(joining(", ")))
        .and(
            "isrcs", names(tracks.stream().map(Recordings::isrc).filter(Objects::nonNull).toList()))
        .and("first", first.number("position"), "recording", recording);
  }

  /// A song or an artist in a complete snapshot.
  ///
  /// @param id the original of the song, or the id of the artist
  /// @param trackId the id of the track that is played, or the id of the artist
  private record Found(
      String kind, String id, String trackId, String name, String artistNames, Song song) {}

  List<Row> find(Parameters parameters) {
    String text = parameters.text("text");
    Map<String, List<Found>> found =
        snapshots.complete().stream()
            .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
            .flatMap(snapshot -> songs.of(snapshot).stream())
            .flatMap(Recordings::songAndArtists)
            .collect(groupingBy(entry -> entry.kind() + " " + entry.id()));
    Stream<Row> rows =
        found.values().stream()
            .filter(
                list ->
                    list.stream()
                        .anyMatch(
                            entry ->
                                List.of(entry.id(), entry.trackId(), "").contains(text)
                                    || contains(entry.name(), text)))
            .map(list -> foundRow(list, parameters));
    return Row.sorted(rows, "-is_now", "-last_seen", "-kind", "name", "id");
  }

  private static Stream<Found> songAndArtists(Song song) {
    return Stream.concat(
        Stream.of(
            new Found("song", song.original(), song.id(), song.name(), song.artistNames(), song)),
        song.credits().stream()
            .map(c -> new Found("artist", c.artist(), c.artist(), c.name(), null, song)));
  }

  static boolean contains(String name, String part) {
    return name != null && name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private Row foundRow(List<Found> list, Parameters parameters) {
    Parameters anyPlaylist = new Parameters(new LinkedHashMap<>(parameters.values()));
    anyPlaylist.values().put("playlist", "");
    List<Snapshot> now = snapshots.now(anyPlaylist).stream().map(Latest::snapshot).toList();
    List<Snapshot> seen = list.stream().map(entry -> entry.song().snapshot()).toList();
    List<Snapshot> seenNow = seen.stream().filter(now::contains).toList();
    List<String> dates = seen.stream().map(Snapshot::date).distinct().sorted().toList();
    return Row.of("kind", list.getFirst().kind(), "id", list.getFirst().id())
        .and("name", newest(list, Found::name), "artist_names", newest(list, Found::artistNames))
        .and("songs", list.stream().map(entry -> entry.song().original()).distinct().count())
        .and("first_seen", dates.getFirst(), "last_seen", dates.getLast(), "days", dates.size())
        .and("is_now", !seenNow.isEmpty())
        .and("playlists", seen.stream().map(Snapshot::playlist).distinct().count())
        .and("playlist_names", playlistNames(seen), "playlist_names_now", playlistNames(seenNow));
  }

  private String playlistNames(List<Snapshot> of) {
    return names(of.stream().map(snapshot -> snapshots.nameOrId(snapshot.playlist())).toList());
  }

  private static String newest(List<Found> list, Function<Found, String> value) {
    return list.stream()
        .filter(entry -> value.apply(entry) != null)
        .max(comparing((Found entry) -> entry.song().snapshot().date()).thenComparing(value))
        .map(value)
        .orElse(null);
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("songs_on_several_playlists", this::songsOnSeveralPlaylists);
    all.put("same_recording_twice", this::sameRecordingTwice);
    all.put("find", this::find);
    return all;
  }
}
