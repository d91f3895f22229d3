package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.names;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.playlistlake.athena.independent.Snapshots.Latest;
import dev.playlistlake.athena.independent.Songs.Credit;
import dev.playlistlake.athena.independent.Songs.Song;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Queries about artists and recordings.
record Artists(Snapshots snapshots, Songs songs) {

  /// An artist of a song in a complete snapshot.
  private record Appearance(Song song, Credit credit) {
    Snapshot snapshot() {
      return song.snapshot();
    }

    String artist() {
      return credit.artist();
    }
  }

  /// Two artists whom a song credits.
  private record Pair(Appearance a, Appearance b) {
    String ids() {
      return a.artist() + " " + b.artist();
    }

    Song song() {
      return a.song();
    }
  }

  private Stream<Appearance> appearances(Snapshot snapshot) {
    return songs.of(snapshot).stream()
        .flatMap(song -> song.credits().stream().map(credit -> new Appearance(song, credit)));
  }

  private Stream<Snapshot> selected(Parameters parameters) {
    return snapshots.complete().stream()
        .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
        .filter(snapshot -> parameters.include(snapshot.date()));
  }

  private Stream<Pair> pairs(Snapshot snapshot) {
    return songs.of(snapshot).stream()
        .flatMap(
            song ->
                song.credits().stream()
                    .flatMap(
                        a ->
                            song.credits().stream()
                                .filter(b -> a.artist().compareTo(b.artist()) < 0)
                                .map(
                                    b ->
                                        new Pair(
                                            new Appearance(song, a), new Appearance(song, b)))));
  }

  /// The newest name that is known. Of several names on a day the last one in alphabetical order.
  private static String newestName(Stream<Appearance> appearances) {
    return appearances
        .filter(appearance -> appearance.credit().name() != null)
        .max(
            comparing((Appearance appearance) -> appearance.snapshot().date())
                .thenComparing(appearance -> appearance.credit().name()))
        .map(appearance -> appearance.credit().name())
        .orElse(null);
  }

  private String playlistNames(Stream<Snapshot> of) {
    return names(of.map(snapshot -> snapshots.nameOrId(snapshot.playlist())).toList());
  }

  /// The first rows of a list that is sorted by a number, each with its place. Equal numbers have
  /// the same place.
  private static List<Row> top(Parameters parameters, String number, List<Row> sorted) {
    return sorted.stream()
        .limit(parameters.number("top"))
        .map(
            row -> {
              long place =
                  1
                      + sorted.stream()
                          .filter(o -> (Long) o.get(number) > (Long) row.get(number))
                          .count();
              Row result = Row.of("place", place);
              for (Map.Entry<String, Object> column : row.values().entrySet()) {
                result = result.and(column.getKey(), column.getValue());
              }
              return result;
            })
        .toList();
  }

  private static long distinct(Stream<?> values) {
    return values.distinct().count();
  }

  List<Row> topArtists(Parameters parameters) {
    Map<String, List<Appearance>> byArtist =
        selected(parameters).flatMap(this::appearances).collect(groupingBy(Appearance::artist));
    Stream<Row> rows =
        byArtist.entrySet().stream()
            .map(
                entry -> {
                  List<Appearance> list = entry.getValue();
                  return Row.of("artist_id", entry.getKey())
                      .and("artist_name", newestName(list.stream()))
                      .and("song_days", (long) list.size())
                      .and("songs", distinct(list.stream().map(a -> a.song().original())))
                      .and("days", distinct(list.stream().map(a -> a.snapshot().date())))
                      .and("playlists", distinct(list.stream().map(a -> a.snapshot().playlist())))
                      .and(
                          "playlist_names", playlistNames(list.stream().map(Appearance::snapshot)));
                });
    return top(parameters, "song_days", Row.sorted(rows, "-song_days", "artist_id"));
  }

  List<Row> artistPairs(Parameters parameters) {
    Map<String, List<Pair>> byIds =
        selected(parameters).flatMap(this::pairs).collect(groupingBy(Pair::ids));
    Stream<Row> rows =
        byIds.values().stream()
            .map(
                list ->
                    Row.of("artist_a_id", list.getFirst().a().artist())
                        .and("artist_a", newestName(list.stream().map(Pair::a)))
                        .and("artist_b_id", list.getFirst().b().artist())
                        .and("artist_b", newestName(list.stream().map(Pair::b)))
                        .and("songs", distinct(list.stream().map(pair -> pair.song().original())))
                        .and(
                            "playlist_names",
                            playlistNames(list.stream().map(pair -> pair.song().snapshot()))));
    return top(parameters, "songs", Row.sorted(rows, "-songs", "artist_a_id", "artist_b_id"));
  }

  List<Row> collaborationEdges(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Latest latest : snapshots.now(parameters)) {
      pairs(latest.snapshot())
          .collect(groupingBy(Pair::ids))
          .values()
          .forEach(
              list -> {
                Pair pair = list.getFirst();
                rows.add(
                    Row.of("playlist_id", latest.snapshot().playlist())
                        .and("playlist_name", latest.name(), "days_old", latest.daysOld())
                        .and("source", pair.a().artist(), "target", pair.b().artist())
                        .and("source_name", pair.a().credit().name())
                        .and("target_name", pair.b().credit().name())
                        .and("weight", list.size()));
              });
    }
    return Row.sorted(rows.stream(), "playlist_id", "-weight", "source", "target");
  }

  List<Row> artistDebuts(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    Map<String, List<Snapshot>> byPlaylist =
        snapshots.complete().stream().collect(groupingBy(Snapshot::playlist));
    byPlaylist.forEach(
        (playlist, days) -> {
          Map<String, List<Appearance>> debuts = new TreeMap<>();
          for (Snapshot day : days) {
            appearances(day)
                .filter(
                    appearance ->
                        !debuts.containsKey(appearance.artist())
                            || debuts.get(appearance.artist()).getFirst().snapshot().equals(day))
                .forEach(a -> debuts.computeIfAbsent(a.artist(), _ -> new ArrayList<>()).add(a));
          }
          debuts.values().stream()
              .filter(debut -> parameters.select(playlist, snapshots.name(playlist)))
              .filter(debut -> parameters.include(debut.getFirst().snapshot().date()))
              .forEach(debut -> rows.add(debutRow(debut)));
        });
    return Row.sorted(rows.stream(), "playlist_id", "debut", "position", "artist_id");
  }

  /// The debut of an artist with the song of the first position.
  private Row debutRow(List<Appearance> debut) {
    Appearance first = debut.getFirst();
    Snapshot snapshot = first.snapshot();
    return Row.of("playlist_id", snapshot.playlist())
        .and("playlist_name", snapshots.name(snapshot.playlist()), "debut", snapshot.date())
        .and("artist_id", first.artist(), "artist_name", first.credit().name())
        .and("song_id", first.song().id(), "song_name", first.song().name())
        .and("position", first.song().position(), "songs", debut.size())
        .and("was_there_at_start", snapshots.number(snapshot) == 1);
  }

  /// A song's newest ISRC and its name on that day count.
  List<Row> sameIsrc(Parameters parameters) {
    Map<String, List<Song>> byId =
        snapshots.complete().stream()
            .flatMap(snapshot -> songs.of(snapshot).stream())
            .filter(song -> song.row().text("isrc") != null)
            .collect(groupingBy(Song::id));
    Map<String, List<List<Song>>> byIsrc =
        byId.values().stream().collect(groupingBy(list -> newest(list, Artists::isrc)));
    Stream<Row> rows =
        byIsrc.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(
                entry -> {
                  List<List<Song>> ids = entry.getValue();
                  return Row.of("isrc", entry.getKey(), "song_ids", ids.size())
                      .and(
                          "song_name",
                          ids.stream()
                              .map(list -> newest(list, Song::name))
                              .filter(Objects::nonNull)
                              .sorted()
                              .findFirst()
                              .orElse(null))
                      .and("ids", names(ids.stream().map(list -> list.getFirst().id()).toList()))
                      .and(
                          "playlist_names",
                          playlistNames(
                              ids.stream().flatMap(Collection::stream).map(Song::snapshot)));
                });
    return Row.sorted(rows, "-song_ids", "isrc");
  }

  private static String isrc(Song song) {
    return song.row().text("isrc").toUpperCase(Locale.ROOT);
  }

  private static String newest(List<Song> list, Function<Song, String> value) {
    return list.stream()
        .filter(song -> value.apply(song) != null)
        .max(comparing((Song song) -> song.snapshot().date()).thenComparing(value))
        .map(value)
        .orElse(null);
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("top_artists", this::topArtists);
    all.put("artist_pairs", this::artistPairs);
    all.put("collaboration_edges", this::collaborationEdges);
    all.put("artist_debuts", this::artistDebuts);
    all.put("same_isrc", this::sameIsrc);
    return all;
  }
}
