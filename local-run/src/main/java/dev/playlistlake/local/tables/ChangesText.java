package dev.playlistlake.local.tables;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.TextWidth;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Prints which songs entered or left the playlists, by name. Used by `run` and `demo`, in one
/// thread.
///
/// @param width of a line in columns of the terminal; longer names are cut
/// @param playlists how many changed playlists are printed
public record ChangesText(PrintWriter out, int width, int playlists) {
  private static final int SONGS_SHOWN = 3;
  private static final int NAMES_SHOWN = 5;

  /// Prints the changes of one run. Prints nothing if the list is empty.
  public void print(List<SongChanges> all) {
    List<SongChanges> compared = all.stream().filter(one -> one.since().isPresent()).toList();
    List<SongChanges> changed = compared.stream().filter(SongChanges::isChange).toList();
    changed.stream().limit(playlists).forEach(this::print);
    if (changed.size() > playlists) {
      line("%s changed".formatted(Counts.of(changed.size() - playlists, "more playlist")));
    }
    int unchanged = compared.size() - changed.size();
    if (unchanged > 0) {
      line("%s without a change".formatted(Counts.of(unchanged, "playlist")));
    }
    printFirst(all.stream().filter(one -> one.since().isEmpty()).toList());
  }

  private void print(SongChanges changes) {
    List<String> parts = new ArrayList<>();
    if (!changes.entered().isEmpty()) {
      parts.add(Counts.of(changes.entered().size(), "song") + " entered");
    }
    if (!changes.left().isEmpty()) {
      parts.add(
          (parts.isEmpty()
                  ? Counts.of(changes.left().size(), "song")
                  : "%,d".formatted(changes.left().size()))
              + " left");
    }
    String facts =
        ": %s since %s".formatted(String.join(", ", parts), changes.since().orElseThrow());
    int room = Math.max(10, width - facts.length());
    out.println(TextWidth.cut(changes.playlistName(), room) + facts);
    printSongs("+", changes.entered());
    printSongs("-", changes.left());
  }

  private void printSongs(String sign, List<SongName> songs) {
    // A line that says "1 more" is as long as the song.
    int shown = songs.size() == SONGS_SHOWN + 1 ? songs.size() : SONGS_SHOWN;
    songs.stream().limit(shown).forEach(song -> line("  " + sign + " " + shown(song)));
    if (songs.size() > shown) {
      line("  %s and %,d more".formatted(sign, songs.size() - shown));
    }
  }

  private static String shown(SongName song) {
    String name = song.song().isBlank() ? "(no name)" : song.song();
    return song.artists().isBlank() ? name : name + " by " + song.artists();
  }

  private void printFirst(List<SongChanges> first) {
    if (first.isEmpty()) {
      return;
    }
    List<String> names =
        first.stream()
            .limit(NAMES_SHOWN)
            .map(one -> "%s (%s)".formatted(one.playlistName(), Counts.of(one.songs(), "song")))
            .toList();
    String more =
        first.size() > NAMES_SHOWN ? " and %,d more".formatted(first.size() - NAMES_SHOWN) : "";
    line(
        "First complete snapshot of %s: %s%s"
            .formatted(Counts.of(first.size(), "playlist"), String.join(", ", names), more));
  }

  private void line(String text) {
    out.println(TextWidth.cut(text, width));
  }
}
