package dev.playlistlake.local.query;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// The earlier lines of the [SqlPrompt], in memory and in the [HistoryFile]. A line that may
/// contain a secret, such as a token that was pasted by mistake, is not added. A line that begins
/// with a space is not added either. Used by one thread.
final class PromptHistory extends DefaultHistory {
  /// Words for secrets, and long words with a digit, such as tokens and keys. IDs of Spotify have
  /// 22 letters and digits.
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)passw|secret|token|credential|bearer|api_?key|access_?key"
              + "|(?=[a-z0-9+/=_-]*[0-9])[a-z0-9+/=_-]{32,}");

  @Override
  public void add(Instant time, String line) {
    if (!SECRET.matcher(line).find()) {
      super.add(time, line);
    }
  }
}
