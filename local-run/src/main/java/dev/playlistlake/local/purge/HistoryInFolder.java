package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The history tables of a lake in a folder.
record HistoryInFolder(EngineLauncher engines, Path lake) implements HistoryTarget {
  @Override
  public String place() {
    return SafeText.sanitize(lake.toString());
  }

  @Override
  public List<String> statements(Set<String> playlistIds) {
    return HistoryErasure.onThisMachine(playlistIds);
  }

  @Override
  public boolean run(Work work) throws IOException {
    return engines.run(EngineOptions.ofHistory(lake), engine -> work.with(engine) ? 0 : 1) == 0;
  }

  @Override
  public List<String> erasure(Instant end) {
    return List.of("No file of the history tables contains the rows any more.");
  }
}
