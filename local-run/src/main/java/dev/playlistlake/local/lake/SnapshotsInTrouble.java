package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Trouble;
import dev.playlistlake.transform.Snapshot;
import dev.playlistlake.transform.TransformReport;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The snapshots that a command stored or transformed and that have a [Trouble]. The commands name
/// them at the end of their output. A trouble does not change an exit code. Threads may share it.
public final class SnapshotsInTrouble {
  private static final int PLAYLISTS_SHOWN = 5;

  private final Map<Trouble, Set<RawKey>> found = new EnumMap<>(Trouble.class);

  /// Adds the troubles of a snapshot.
  public void add(Snapshot snapshot) {
    add(new RawKey(snapshot.date(), snapshot.playlist()), snapshot.summary().troubles());
  }

  /// Adds the troubles of the snapshot that a report names.
  ///
  /// @param report the report of one snapshot
  void add(TransformReport report) {
    Set<Trouble> troubles = Outcome.troubles(report);
    report.keys().forEach(key -> RawKey.parse(key).ifPresent(parsed -> add(parsed, troubles)));
  }

  /// Adds the troubles of a snapshot, which may have none.
  public synchronized void add(RawKey snapshot, Set<Trouble> troubles) {
    troubles.forEach(
        trouble -> found.computeIfAbsent(trouble, _ -> new LinkedHashSet<>()).add(snapshot));
  }

  /// Prints a line for each trouble: how many snapshots have it, of which playlists, and what it
  /// means. Prints nothing without such snapshots.
  public synchronized void print(PrintWriter out) {
    found.forEach(
        (trouble, snapshots) ->
            out.printf(
                "%s %s %s (%s): %s.%n",
                Counts.of(snapshots.size(), "snapshot"),
                Counts.noun(snapshots.size(), "is", "are"),
                trouble.text(),
                playlists(snapshots),
                meaning(trouble)));
    if (!found.isEmpty()) {
      out.println(
          "SQL ignores a snapshot in trouble when it looks for songs that entered or left.");
    }
  }

  private static String playlists(Set<RawKey> snapshots) {
    List<PlaylistId> all = snapshots.stream().map(RawKey::playlist).distinct().toList();
    String shown =
        all.stream()
            .limit(PLAYLISTS_SHOWN)
            .map(PlaylistId::toString)
            .collect(Collectors.joining(", "));
    int more = all.size() - PLAYLISTS_SHOWN;
    return more > 0 ? shown + " and " + Counts.of(more, "more playlist") : shown;
  }

  private static String meaning(Trouble trouble) {
    return switch (trouble) {
      case SHORT -> "fewer entries were read than Spotify declared";
      case LONG -> "more entries were read than Spotify declared, because pages overlapped";
      case UNREADABLE -> "Spotify sent no content for any entry";
    };
  }
}
