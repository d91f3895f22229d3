package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.GlueFormat;
import dev.playlistlake.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/// Registers the partitions of the six tables in the Glue catalog again. A partition keeps the
/// columns and the settings of the CSV reader that its table had when it was created, so files that
/// a newer transform writes into it would be read incorrectly. Used by `upgrade`, in one thread.
///
/// @param bucket the processed bucket, which must contain the tables
record GluePartitions(GlueClient glue, String database, String bucket) {
  /// The actions that the requests need.
  static final String ACTIONS = "glue:GetTable, glue:GetPartitions and glue:BatchUpdatePartition";

  /// The most partitions in one request:
  /// https://docs.aws.amazon.com/glue/latest/webapi/API_BatchUpdatePartition.html
  private static final int BATCH = 100;

  /// The partitions of one table.
  ///
  /// @param outdated those that are, or would be, registered again
  record Count(int all, int outdated) {}

  /// Checks that a table is as the current template creates it.
  ///
  /// @throws CommandException when the table is missing, belongs to another lake or is outdated
  void requireCurrent(Table<?> table) {
    StorageDescriptor current = descriptor(table);
    List<String> columns = current.columns().stream().map(column -> column.name()).toList();
    List<String> expected = List.of(table.header());
    if (!current.location().startsWith("s3://" + bucket + "/")) {
      throw error(
          table,
          "location is %s, expected a folder of s3://%s. Name the database and the buckets of the same stack."
              .formatted(current.location(), bucket));
    }
    if (columns.size() < expected.size() || !columns.subList(0, expected.size()).equals(expected)) {
      throw outdated(table, "columns are %s, expected %s".formatted(columns, expected));
    }
    String escape =
        String.valueOf(current.serdeInfo().parameters().get(GlueFormat.ESCAPE_PARAMETER));
    if (!escape.equals(String.valueOf(GlueFormat.ESCAPE))) {
      throw outdated(table, "escapeChar is \"%s\", expected a tab".formatted(escape));
    }
  }

  private CommandException outdated(Table<?> table, String error) {
    return error(table, error + ". Deploy the current template first, then repeat the command.");
  }

  private CommandException error(Table<?> table, String error) {
    return new CommandException(
        AwsErrors.shown("table %s of database %s: %s".formatted(table.name(), database, error)));
  }

  /// Registers those partitions of a table again that differ from it.
  ///
  /// @param dryRun whether they are only counted
  /// @throws CommandException when a request fails or a partition cannot be changed
  Count register(Table<?> table, boolean dryRun) {
    StorageDescriptor current = descriptor(table);
    int all = 0;
    List<BatchUpdatePartitionRequestEntry> outdated = new ArrayList<>();
    try {
      for (GetPartitionsResponse page :
          glue.getPartitionsPaginator(
              request -> request.databaseName(database).tableName(table.name()))) {
        for (Partition partition : page.partitions()) {
          all++;
          if (!isSame(partition.storageDescriptor(), current)) {
            outdated.add(entry(partition, current));
          }
        }
      }
      for (int from = 0; from < outdated.size() && !dryRun; from += BATCH) {
        update(table, outdated.subList(from, Math.min(from + BATCH, outdated.size())));
      }
    } catch (SdkException failure) {
      throw AwsErrors.of(name(table) + ": partitions cannot be registered", ACTIONS, failure);
    }
    return new Count(all, outdated.size());
  }

  private StorageDescriptor descriptor(Table<?> table) {
    try {
      return glue.getTable(request -> request.databaseName(database).name(table.name()))
          .table()
          .storageDescriptor();
    } catch (EntityNotFoundException missing) {
      throw error(
          table,
          "table not found. Name the Glue database of the stack, such as playlist_lake_prod.");
    } catch (SdkException failure) {
      throw AwsErrors.of(name(table) + ": cannot be read", ACTIONS, failure);
    }
  }

  private String name(Table<?> table) {
    return "table " + table.name() + " of database " + AwsErrors.shown(database);
  }

  private static boolean isSame(StorageDescriptor partition, StorageDescriptor table) {
    return settings(partition).equals(settings(table));
  }

  // Other members, such as comments, do not change how files are read.
  private static List<Object> settings(StorageDescriptor descriptor) {
    SerDeInfo reader = descriptor.serdeInfo();
    return List.of(
        descriptor.columns().stream().map(column -> column.name() + " " + column.type()).toList(),
        String.valueOf(descriptor.inputFormat()),
        String.valueOf(descriptor.outputFormat()),
        reader == null ? "" : String.valueOf(reader.serializationLibrary()),
        reader == null ? Map.of() : reader.parameters());
  }

  private static BatchUpdatePartitionRequestEntry entry(
      Partition partition, StorageDescriptor table) {
    StorageDescriptor described =
        table.toBuilder().location(partition.storageDescriptor().location()).build();
    return BatchUpdatePartitionRequestEntry.builder()
        .partitionValueList(partition.values())
        .partitionInput(
            input ->
                input
                    .values(partition.values())
                    .parameters(partition.parameters())
                    .storageDescriptor(described))
        .build();
  }

  private void update(Table<?> table, List<BatchUpdatePartitionRequestEntry> entries) {
    List<BatchUpdatePartitionFailureEntry> failures =
        glue.batchUpdatePartition(
                request -> request.databaseName(database).tableName(table.name()).entries(entries))
            .errors();
    for (BatchUpdatePartitionFailureEntry failure : failures) {
      // A partition that was deleted since it was listed needs no change.
      if (!Objects.equals(failure.errorDetail().errorCode(), "EntityNotFoundException")) {
        throw error(
            table,
            "partition %s cannot be registered: %s"
                .formatted(
                    String.join("/", failure.partitionValueList()),
                    failure.errorDetail().errorMessage()));
      }
    }
  }
}
