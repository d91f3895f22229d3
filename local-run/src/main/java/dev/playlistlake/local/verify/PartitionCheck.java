package dev.playlistlake.local.verify;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;

/// Compares the partitions in the Glue catalog with the files of the tables. Used by one thread.
record PartitionCheck(
    GlueClient glue, String database, SnapshotFilter filter, VerifyTotals totals) {
  /// The actions that the requests need.
  static final String ACTIONS = "glue:GetPartitions";

  /// Checks all tables.
  ///
  /// @param files the files of the tables
  /// @throws CommandException when the catalog cannot be read
  void check(TableListing files) {
    for (Table<?> table : Tables.ALL) {
      Set<String> registered = registered(table);
      Set<String> stored = new TreeSet<>();
      files.dates(table).forEach(date -> stored.add(date.toString()));
      for (String date : stored) {
        if (!registered.contains(date)) {
          add(Check.PARTITIONS_MISSING, table, date, "has files, but no partition");
        }
      }
      for (String date : registered) {
        if (!stored.contains(date) && isInRange(date)) {
          add(Check.PARTITIONS_WITHOUT_FILES, table, date, "has a partition, but no file");
        }
      }
    }
  }

  private void add(Check check, Table<?> table, String date, String message) {
    String place = "%s/%s=%s".formatted(table.name(), RawKey.PARTITION, date);
    totals.add(new Finding(check, date, "", place, message, Optional.empty()));
  }

  private Set<String> registered(Table<?> table) {
    Set<String> dates = new TreeSet<>();
    try {
      for (GetPartitionsResponse page :
          glue.getPartitionsPaginator(
              request ->
                  request
                      .databaseName(database)
                      .tableName(table.name())
                      .excludeColumnSchema(true))) {
        page.partitions().forEach(partition -> dates.addAll(partition.values()));
      }
      return dates;
    } catch (SdkException failure) {
      throw AwsErrors.of(
          "table %s of database %s: partitions cannot be listed"
              .formatted(table.name(), AwsErrors.shown(database)),
          ACTIONS,
          failure);
    }
  }

  private boolean isInRange(String text) {
    try {
      return filter.hasDate(LocalDate.parse(text));
    } catch (DateTimeParseException notADate) {
      return true;
    }
  }
}
