package dev.playlistlake.local;

import dev.playlistlake.local.operate.Playlists;
import dev.playlistlake.model.PlaylistId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which playlists of a lake a command is about.
final class PlaylistOptions {
  @Option(
      names = "--playlist",
      arity = "1..*",
      paramLabel = "ID",
      description = "Ids (also URLs, URIs and liked) of playlists. Default: all.")
  private @Nullable List<String> said;

  /// All when the option isn't there; an option that names none is refused.
  Playlists playlists(CommandSpec spec) {
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
