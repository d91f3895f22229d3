package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.names;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.playlistlake.athena.independent.Songs.Song;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The query about names and other values that changed.
record Metadata(Snapshots snapshots, Songs songs) {

  /// A known value of a song, an artist or a playlist on a day.
  private record Fact(
      String kind, String id, String column, String value, String name, Snapshot snapshot) {}

  List<Row> changedMetadata(Parameters parameters) {
    List<Fact> facts =
        snapshots.complete().stream()
            .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
            .filter(snapshot -> snapshot.date().compareTo(parameters.text("to_date")) <= 0)
            .flatMap(this::facts)
            .filter(fact -> fact.value() != null)
            .toList();
    Map<String, List<Fact>> byColumn =
        facts.stream().collect(groupingBy(f -> f.kind() + " " + f.id() + " " + f.column()));
    List<Row> rows = new ArrayList<>();
    for (List<Fact> list : byColumn.values()) {
      String name = newestName(facts, list.getFirst());
      TreeMap<String, List<Fact>> days =
          list.stream().collect(groupingBy(f -> f.snapshot().date(), TreeMap::new, toList()));
      days.forEach(
          (date, ofDay) -> {
            Map.Entry<String, List<Fact>> before = days.lowerEntry(date);
            if (before != null
                && !value(before.getValue()).equals(value(ofDay))
                && date.compareTo(parameters.text("from_date")) >= 0) {
              Fact fact = ofDay.getFirst();
              rows.add(
                  Row.of("kind", fact.kind(), "id", fact.id(), "name", name)
                      .and("changed", fact.column(), "old_value", value(before.getValue()))
                      .and("new_value", value(ofDay))
                      .and("last_date", before.getKey(), "first_date", date)
                      .and(
                          "playlist_names",
                          playlistNames(ofDay.stream().map(Fact::snapshot).toList())));
            }
          });
    }
    return Row.sorted(rows.stream(), "first_date", "kind", "id", "changed");
  }

  /// The value of the playlist with the greatest id.
  private static String value(List<Fact> ofDay) {
    return ofDay.stream().max(comparing(Fact::snapshot)).orElseThrow().value();
  }

  private static String newestName(List<Fact> facts, Fact like) {
    return facts.stream()
        .filter(fact -> fact.kind().equals(like.kind()) && fact.id().equals(like.id()))
        .filter(fact -> fact.name() != null)
        .max(comparing((Fact fact) -> fact.snapshot().date()).thenComparing(Fact::name))
        .map(Fact::name)
        .orElse(null);
  }

  private Stream<Fact> facts(Snapshot snapshot) {
    List<Fact> facts = new ArrayList<>();
    String playlistName = snapshots.summary(snapshot).text("playlist_name");
    facts.add(
        new Fact(
            "playlist",
            snapshot.playlist(),
            "playlist_name",
            playlistName,
            playlistName,
            snapshot));
    for (Song song : songs.of(snapshot)) {
      for (String column :
          List.of("song_name", "artist_names", "album_id", "duration_ms", "explicit", "isrc")) {
        String value =
            switch (column) {
              case "duration_ms" -> text(song.row().number(column));
              case "explicit" -> text(song.row().flag(column));
              case "isrc" -> Recordings.isrc(song.row());
              default -> song.row().text(column);
            };
        facts.add(new Fact("song", song.id(), column, value, song.name(), snapshot));
      }
      song.credits()
          .forEach(
              c ->
                  facts.add(
                      new Fact("artist", c.artist(), "artist_name", c.name(), c.name(), snapshot)));
    }
    return facts.stream().distinct();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private String playlistNames(List<Snapshot> of) {
    return names(of.stream().map(snapshot -> snapshots.nameOrId(snapshot.playlist())).toList());
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    return Map.of("changed_metadata", this::changedMetadata);
  }
}
