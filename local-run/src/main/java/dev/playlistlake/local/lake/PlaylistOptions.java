package dev.playlistlake.local.lake;

import dev.playlistlake.extract.Extraction;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.model.PlaylistId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The option `--playlist`, which selects playlists of a lake. Used by `replay` and `purge`; `run`
/// and `check` use only [#configured].
public final class PlaylistOptions {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "ID",
      description = "Playlists as IDs, URLs, URIs, or liked. Default: all.")
  private @Nullable List<String> values;

  /// Returns the playlists that `run` and `check` read, in the form of the setting `PLAYLIST_IDS`.
  ///
  /// @param values the values of the command's own option
  /// @return the option's values, otherwise the environment's; empty when neither names a playlist
  /// @throws ParameterException when a value of the option is not a playlist
  static Optional<String> configured(List<String> values, CliEnvironment cli, CommandSpec spec) {
    if (values.isEmpty()) {
      return Optional.of(cli.variable("PLAYLIST_IDS")).filter(text -> !text.isBlank());
    }
    String playlists = String.join(",", values);
    Extraction.playlistErrors(playlists).stream()
        .findFirst()
        .ifPresent(
            error -> {
              throw new ParameterException(spec.commandLine(), "--playlist: " + error);
            });
    return Optional.of(playlists);
  }

  /// Returns the selected playlists: all of them without the option.
  ///
  /// @throws ParameterException when a value is not a playlist
  public Playlists playlists(CommandSpec spec) {
    if (values == null) {
      return new Playlists.All();
    }
    try {
      return new Playlists.Named(
          values.stream()
              .flatMap(value -> Arrays.stream(value.split(",", -1)).map(part -> id(part, value)))
              .collect(Collectors.toSet()));
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(
          spec.commandLine(), "--playlist: " + invalid.getMessage(), invalid);
    }
  }

  /// Returns an ID of the lake, which comes from Spotify or from the name of an imported file.
  private static PlaylistId id(String part, String value) {
    String id = part.strip();
    if (id.isEmpty()) {
      throw new IllegalArgumentException("empty ID in \"" + value + "\"");
    }
    return id.matches("[A-Za-z0-9_-]+") ? new PlaylistId(id) : PlaylistId.ofSpotify(id);
  }
}
