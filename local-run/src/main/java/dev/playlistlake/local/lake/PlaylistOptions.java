package dev.playlistlake.local.lake;

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

/// Which playlists of a lake a command is about.
public final class PlaylistOptions {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "ID",
      description = "Ids (also URLs, URIs and liked) of playlists. Default: all.")
  private @Nullable List<String> said;

  /// Returns the playlists that `run` and `check` read, in the form of the setting `PLAYLIST_IDS`.
  ///
  /// @param said the values of the command's own option
  /// @return the option's values, else the environment's; empty when neither names a playlist
  static Optional<String> configured(List<String> said, CliEnvironment cli) {
    String words = said.isEmpty() ? cli.variable("PLAYLIST_IDS") : String.join(",", said);
    return Optional.of(words).filter(text -> !text.isBlank());
  }

  /// All when the option isn't there; an option that names none is refused.
  public Playlists playlists(CommandSpec spec) {
    if (said == null) {
      return new Playlists.All();
    }
    try {
      return new Playlists.Named(
          said.stream()
              .flatMap(words -> Arrays.stream(words.split(",", -1)).map(word -> id(word, words)))
              .collect(Collectors.toSet()));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--playlist: " + wrong.getMessage(), wrong);
    }
  }

  /// An id as the lake has it, of which those of files are not Spotify's.
  private static PlaylistId id(String part, String words) {
    String word = part.strip();
    if (word.isEmpty()) {
      throw new IllegalArgumentException("an id is missing in \"" + words + "\"");
    }
    return word.matches("[A-Za-z0-9_-]+") ? new PlaylistId(word) : PlaylistId.ofSpotify(word);
  }
}
