package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.transform.AwsApi;
import dev.playlistlake.transform.PartitionRegistry;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Registers the days in the Glue catalog whose tables a command wrote, as the deployed function
/// does after each event. Used by `replay`, `redrive` and `upgrade` at their end, in one thread. A
/// day that cannot be registered is a warning and no error: its tables are written.
///
/// @param out receives the result
/// @param warning receives a failure
record DayRegistration(
    CliEnvironment cli, Lake lake, Consumer<String> out, Consumer<String> warning) {
  /// The actions that the requests need.
  static final String ACTIONS = PartitionRegistry.ACTION;

  /// The name that the template chooses for the processed bucket.
  private static final Pattern BUCKET_OF_STACK =
      Pattern.compile("playlist-lake-([a-z][a-z0-9]{0,9})-processed-[0-9]{12}-[a-z0-9-]+");

  /// Registers the days. Does nothing for a lake in a folder, which has no catalog.
  void register(Collection<LocalDate> days) {
    if (days.isEmpty() || !lake.versioned()) {
      return;
    }
    Optional<String> database = lake.database().or(() -> databaseOf(lake.processedBucket()));
    if (database.isEmpty()) {
      out.accept(
          "The days are not registered in the Glue catalog, because no option names the database."
              + " Use --stack or --database, or wait for the weekly crawl.");
      return;
    }
    try (AwsApi aws = cli.aws().openApi()) {
      print(
          new PartitionRegistry(aws, database.get(), lake.processedBucket()).register(days),
          days.size(),
          database.get());
    }
  }

  /// Returns the database of the stack that the bucket belongs to, or empty if a stack does not
  /// name its bucket like this.
  static Optional<String> databaseOf(String processedBucket) {
    Matcher bucket = BUCKET_OF_STACK.matcher(processedBucket);
    return bucket.matches() ? Optional.of("playlist_lake_" + bucket.group(1)) : Optional.empty();
  }

  private void print(PartitionRegistry.Registration result, int days, String database) {
    if (result.failures().isEmpty()) {
      out.accept(
          "%s registered in the Glue database %s.".formatted(Counts.of(days, "day"), database));
    } else {
      PartitionRegistry.Failure first = result.failures().getFirst();
      warning.accept(
          "%,d of %s cannot be registered, first in %s: %s. The weekly crawl registers them."
              .formatted(
                  result.failed(),
                  Counts.of(result.failed() + result.partitions(), "partition"),
                  first.table(),
                  first.reason()));
    }
  }
}
