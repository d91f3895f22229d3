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

/// The options of `replay` and `verify` that select snapshots by date and playlist. Used by one
/// thread.
public final class FilterOptions {
  @Option(
      names = "--from",
      paramLabel = "YYYY-MM-DD",
      description = "The first snapshot date to include. Default: the first one in the lake.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "YYYY-MM-DD",
      description = "The last snapshot date to include. Default: the last one in the lake.")
  private @Nullable LocalDate to;

  @Mixin private PlaylistOptions playlists = new PlaylistOptions();

  /// Returns the filter for these options.
  ///
  /// @throws ParameterException when the dates are not in order or a playlist is invalid
  public SnapshotFilter filter(CommandSpec spec) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
    }
    return new SnapshotFilter(
        Optional.ofNullable(from), Optional.ofNullable(to), playlists.playlists(spec));
  }
}
