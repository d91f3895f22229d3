package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.PlaylistOptions;
import dev.playlistlake.local.lake.SnapshotFilter;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private PlaylistOptions playlists = new PlaylistOptions();

  SnapshotFilter filter(CommandSpec spec) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(), "--to " + to + " comes before --from " + from);
    }
    return new SnapshotFilter(
        Optional.ofNullable(from), Optional.ofNullable(to), playlists.playlists(spec));
  }
}
