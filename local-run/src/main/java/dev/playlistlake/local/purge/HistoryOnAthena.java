package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.model.SafeText;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The history tables of a lake on AWS.
///
/// @param workgroup the workgroup of Athena that runs the statements
/// @param database the Glue database of the tables
record HistoryOnAthena(AwsClients aws, String workgroup, String database) implements HistoryTarget {
  /// The actions that the statements need.
  static final String ACTIONS =
      "athena:StartQueryExecution, athena:GetQueryExecution and athena:GetQueryResults on the"
          + " workgroup, and access to the tables in Glue and S3";

  @Override
  public String place() {
    return "workgroup %s, database %s"
        .formatted(SafeText.sanitize(workgroup), SafeText.sanitize(database));
  }

  @Override
  public List<String> statements(Set<String> playlistIds) {
    return HistoryErasure.onAthena(playlistIds);
  }

  @Override
  public boolean run(Work work) {
    try (SqlEngine engine = EngineOptions.athena(aws.openAthena(), workgroup, database)) {
      return work.with(engine);
    }
  }

  @Override
  public List<String> erasure(Instant end) {
    return List.of(
        "Files and their old versions still contain the rows. The last of them expires on %s (UTC)."
            .formatted(HistoryErasure.erasedOn(end)),
        "Until then, keep the stack: its weekly VACUUM and the bucket's lifecycle rules delete"
            + " them. S3 may need some days more. Without the schedules, run purge again after one"
            + " day, and wait eight days. If the bucket is older than the template, check its"
            + " rules: docs/operations.md#delete-content.");
  }
}
