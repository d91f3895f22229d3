package dev.playlistlake.local.verify;

import dev.playlistlake.local.cli.ShellWord;
import dev.playlistlake.local.lake.Lake;
import java.util.Optional;

/// Says what to do about the findings of a check.
///
/// @param stack the stack of the lake; empty if the options name a folder or buckets
record Repair(Lake lake, Optional<String> stack) {

  /// Returns one or two sentences, or the command that removes the findings.
  String of(Check check, VerifyTotals.Result result) {
    return switch (check.remedy()) {
      case NONE -> check.advice();
      case REPLAY -> "To write the tables again: " + replay(result);
      case UPGRADE -> "To write the tables again: " + upgrade();
    };
  }

  private String replay(VerifyTotals.Result result) {
    StringBuilder command = new StringBuilder("./playlist-lake replay " + options());
    result.from().ifPresent(date -> command.append(" --from ").append(date));
    result.to().ifPresent(date -> command.append(" --to ").append(date));
    if (!result.playlists().isEmpty()) {
      command.append(" --playlist");
      result.playlists().forEach(id -> command.append(' ').append(ShellWord.quoted(id)));
    }
    return command.toString();
  }

  private String upgrade() {
    String glue = " --database " + ShellWord.quoted(lake.database().orElse("NAME"));
    return "./playlist-lake upgrade "
        + options()
        + (lake.versioned() && stack.isEmpty() ? glue : "");
  }

  private String options() {
    if (stack.isPresent()) {
      return "--stack " + ShellWord.quoted(stack.get());
    }
    return lake.versioned()
        ? "--raw-bucket %s --processed-bucket %s"
            .formatted(ShellWord.quoted(lake.rawBucket()), ShellWord.quoted(lake.processedBucket()))
        : "--lake " + ShellWord.quoted(lake.name());
  }
}
