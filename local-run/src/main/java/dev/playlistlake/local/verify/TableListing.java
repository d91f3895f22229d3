package dev.playlistlake.local.verify;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Lists the files of the six tables. Finds files that do not belong there, and snapshots whose raw
/// object is missing. Used by one thread.
final class TableListing {
  private final Lake lake;
  private final SnapshotFilter filter;
  private final VerifyTotals totals;
  private final Map<Table<?>, TreeSet<LocalDate>> dates = new HashMap<>();
  private final Map<RawKey, Set<Table<?>>> withoutRaw =
      new TreeMap<>(Comparator.comparing(RawKey::toString));

  TableListing(Lake lake, SnapshotFilter filter, VerifyTotals totals) {
    this.lake = lake;
    this.filter = filter;
    this.totals = totals;
  }

  /// Lists all tables.
  ///
  /// @param snapshots the raw objects
  /// @throws CommandException when the bucket cannot be listed
  void check(Set<RawKey> snapshots) {
    for (Table<?> table : Tables.ALL) {
      check(table, snapshots);
    }
    withoutRaw.forEach(this::addWithoutRaw);
  }

  /// The dates for which a table has a file of a snapshot.
  Set<LocalDate> dates(Table<?> table) {
    return dates.computeIfAbsent(table, _ -> new TreeSet<>());
  }

  private void check(Table<?> table, Set<RawKey> snapshots) {
    try {
      for (S3Object object :
          lake.s3()
              .listObjectsV2Paginator(
                  list ->
                      list.bucket(lake.processedBucket())
                          .prefix(table.name() + "/")
                          .encodingType(EncodingType.URL))
              .contents()) {
        Optional<RawKey> snapshot = table.snapshotOf(object.key());
        if (snapshot.isEmpty()) {
          addForeign(object.key());
        } else if (filter.hasDate(snapshot.get().date())) {
          add(table, snapshot.get(), snapshots);
        }
      }
    } catch (SdkException failure) {
      throw AwsErrors.of(
          "s3://" + lake.processedBucket() + ": cannot be listed", "s3:ListBucket", failure);
    }
  }

  private void add(Table<?> table, RawKey snapshot, Set<RawKey> snapshots) {
    dates(table).add(snapshot.date());
    if (filter.playlists().has(snapshot.playlist())) {
      totals.addFile();
      if (!snapshots.contains(snapshot)) {
        withoutRaw.computeIfAbsent(snapshot, _ -> new HashSet<>()).add(table);
      }
    }
  }

  private void addForeign(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    // A key that ends with a slash is the marker of a folder.
    boolean hidden = name.isEmpty() || name.startsWith(".") || name.startsWith("_");
    totals.add(
        Finding.of(
            hidden ? Check.HIDDEN_FILES : Check.FOREIGN_FILES,
            lake.processedBucket() + "/" + key,
            hidden ? "SQL ignores this file" : "is not a file of this program"));
  }

  private void addWithoutRaw(RawKey snapshot, Set<Table<?>> tables) {
    String raw = "its raw object %s/%s is missing".formatted(lake.rawBucket(), snapshot);
    List<Table<?>> missing = new ArrayList<>(Tables.ALL);
    missing.removeAll(tables);
    for (Table<?> table : missing) {
      totals.add(
          Finding.of(
              Check.TABLES_MISSING,
              snapshot,
              place(table, snapshot),
              "the file is missing, and " + raw + ", so it cannot be written again"));
    }
    if (missing.isEmpty()) {
      totals.add(
          Finding.of(Check.TABLES_WITHOUT_RAW, snapshot, place(Tables.PLAYLISTS, snapshot), raw));
    }
  }

  private String place(Table<?> table, RawKey snapshot) {
    return lake.processedBucket() + "/" + table.key(snapshot.date(), snapshot.playlist());
  }
}
