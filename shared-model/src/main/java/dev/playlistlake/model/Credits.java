package dev.playlistlake.model;

import java.util.List;
import java.util.stream.Collectors;

/// The artists of a song or album, in the order in which Spotify lists them.
public record Credits(List<Credit> list) {
  public static final Credits NONE = new Credits(List.of());

  public Credits {
    list = List.copyOf(list);
  }

  public int count() {
    return list.size();
  }

  /// The id of the first credit, which may be empty. Empty without credits.
  public String firstId() {
    return list.isEmpty() ? "" : list.getFirst().id();
  }

  /// All names joined by `; `. A credit without a name becomes an empty part.
  public String names() {
    return count() == 1
        ? list.getFirst().name()
        : list.stream().map(Credit::name).collect(Collectors.joining("; "));
  }
}
