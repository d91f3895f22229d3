package dev.playlistlake.athena.independent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The independent computation of each view and each saved query over a lake.
final class IndependentResults {
  private final Map<String, Function<Parameters, List<Row>>> computations = new LinkedHashMap<>();

  IndependentResults(Lake lake) {
    Snapshots snapshots = new Snapshots(lake);
    Songs songs = new Songs(lake);
    Stays stays = new Stays(snapshots, songs);
    computations.putAll(new SnapshotViews(snapshots).all());
    computations.putAll(new SongViews(snapshots, songs).all());
    computations.putAll(new AllDays(snapshots, songs).all());
    computations.putAll(new Changes(snapshots, songs).all());
    computations.putAll(new DaysAndStays(snapshots, songs, stays).all());
    computations.putAll(new Growth(snapshots, songs, stays).all());
    computations.putAll(new NewAndLost(snapshots, songs).all());
    computations.putAll(new Recordings(snapshots, songs).all());
    computations.putAll(new Metadata(snapshots, songs).all());
    computations.putAll(new Popularity(snapshots, songs).all());
    computations.putAll(new PlaylistsNow(snapshots, songs).all());
    computations.putAll(new Artists(snapshots, songs).all());
    computations.putAll(new Quality(snapshots).all());
    computations.putAll(new BrokenRules(snapshots).all());
  }

  Set<String> names() {
    return computations.keySet();
  }

  /// The rows of a statement, in order for a saved query.
  List<Row> rows(String name, Parameters parameters) {
    return computations.get(name).apply(parameters);
  }
}
