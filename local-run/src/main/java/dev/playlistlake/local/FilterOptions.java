package dev.playlistlake.local;

import dev.playlistlake.local.operate.SnapshotFilter;
import dev.playlistlake.model.PlaylistId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which snapshots a command is about.
final class FilterOptions {
  @Option(
      names = "--from",
      paramLabel = "YYYY-MM-DD",
      description = "The first date of snapshots, included. Default: the first that is there.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM-DD",
      description = "The last date of snapshots, included. Default: the last that is there.")
  private @Nullable LocalDate to;

  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "ID",
      description = "Ids (also URLs, URIs and liked) of playlists. Default: all.")
  private List<String> playlists = List.of();

  SnapshotFilter filter(CommandSpec spec) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(), "--to " + to + " comes before --from " + from);
    }
    return new SnapshotFilter(
        Optional.ofNullable(from), Optional.ofNullable(to), ids(playlists, spec));
  }

  /// Ids as the lake has them, of which those of files are not Spotify's.
  static Set<PlaylistId> ids(List<String> said, CommandSpec spec) {
    return said.stream()
        .flatMap(words -> List.of(words.split(",")).stream())
        .map(word -> id(word.strip(), spec))
        .collect(Collectors.toSet());
  }

  private static PlaylistId id(String word, CommandSpec spec) {
    try {
      return word.matches("[A-Za-z0-9_-]+") ? new PlaylistId(word) : PlaylistId.ofSpotify(word);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--playlist: " + wrong.getMessage(), wrong);
    }
  }
}
