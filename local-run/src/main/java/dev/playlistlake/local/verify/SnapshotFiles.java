package dev.playlistlake.local.verify;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Lake;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.CsvFile;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.Snapshot;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Compares the six files of a snapshot with those that the transform writes from its raw object.
/// The rows of one snapshot are in memory at a time, as in the transform. Used by one thread.
record SnapshotFiles(Lake lake, VerifyTotals totals) {
  /// A run may store the object again while it is compared.
  private static final int ROUNDS = 5;

  /// Compares the files of one snapshot.
  ///
  /// @throws CommandException when every other snapshot would fail in the same way
  void check(RawKey key) {
    for (int round = 1; ; round++) {
      Optional<Comparison> comparison = compare(key);
      if (comparison.isEmpty()) {
        return;
      }
      List<Finding> findings = comparison.get().findings();
      if (findings.isEmpty() || round == ROUNDS || !hasChanged(key, comparison.get().version())) {
        totals.addSnapshot();
        findings.forEach(totals::add);
        return;
      }
    }
  }

  /// @param version of the raw object
  private record Comparison(String version, List<Finding> findings) {}

  /// Returns empty if the raw object was deleted since it was listed.
  private Optional<Comparison> compare(RawKey key) {
    String name = name(key);
    try (ResponseInputStream<GetObjectResponse> raw =
        lake.s3().getObject(request -> request.bucket(lake.rawBucket()).key(key.toString()))) {
      String version = version(raw.response().eTag(), raw.response().lastModified());
      return Optional.of(new Comparison(version, compare(key, name, raw)));
    } catch (NoSuchKeyException gone) {
      return Optional.empty();
    } catch (SdkException failure) {
      CommandException error = AwsErrors.of(name + ": cannot be read", "s3:GetObject", failure);
      return Optional.of(new Comparison("", List.of(unreadable(key, error))));
    } catch (IOException failure) {
      String message = name + ": cannot be read: " + failure.getMessage();
      return Optional.of(new Comparison("", List.of(unreadable(key, message))));
    }
  }

  private String name(RawKey key) {
    return "s3://" + lake.rawBucket() + "/" + key;
  }

  private List<Finding> compare(
      RawKey key, String name, ResponseInputStream<GetObjectResponse> raw) {
    List<Finding> findings = new ArrayList<>();
    try {
      Snapshot snapshot = DocumentReader.read(name, raw).snapshotOf(key);
      for (CsvFile<?> file : snapshot.files()) {
        compare(key, file).ifPresent(findings::add);
      }
    } catch (TransformException rejected) {
      findings.add(unreadable(key, String.valueOf(rejected.getMessage())));
    } catch (OutOfMemoryError tooMuch) {
      TransformException error = TransformException.tooLarge(name, tooMuch);
      findings.add(unreadable(key, String.valueOf(error.getMessage())));
    }
    return findings;
  }

  private Optional<Finding> compare(RawKey key, CsvFile<?> file) {
    String place = lake.processedBucket() + "/" + file.key();
    try (ResponseInputStream<GetObjectResponse> stored =
        lake.s3().getObject(request -> request.bucket(lake.processedBucket()).key(file.key()))) {
      TableComparison comparison = new TableComparison(file.table(), stored);
      file.writeTo(comparison);
      Optional<TableDifference> difference = comparison.difference();
      // The rest of the file is not read.
      difference.ifPresent(_ -> stored.abort());
      return difference.map(found -> differs(key, place, found));
    } catch (NoSuchKeyException missing) {
      return Optional.of(Finding.of(Check.TABLES_MISSING, key, place, "the file is missing"));
    } catch (SdkException failure) {
      CommandException error = AwsErrors.of("cannot be read", "s3:GetObject", failure);
      requireOneObject(error);
      return Optional.of(
          Finding.of(Check.TABLES_UNREADABLE, key, place, String.valueOf(error.getMessage())));
    } catch (IOException failure) {
      return Optional.of(
          Finding.of(
              Check.TABLES_UNREADABLE, key, place, "cannot be read: " + failure.getMessage()));
    }
  }

  private static Finding differs(RawKey key, String place, TableDifference difference) {
    return new Finding(
        difference.oldForm() ? Check.TABLES_OLD_FORM : Check.TABLES_MATCH_RAW,
        key.date().toString(),
        key.playlist().value(),
        place,
        difference.message(),
        Optional.of(difference));
  }

  private Finding unreadable(RawKey key, CommandException error) {
    requireOneObject(error);
    return unreadable(key, String.valueOf(error.getMessage()));
  }

  /// The place of the finding is the object, so that the message need not start with it.
  private Finding unreadable(RawKey key, String error) {
    String start = name(key) + ": ";
    String message = error.startsWith(start) ? error.substring(start.length()) : error;
    return Finding.of(Check.RAW_UNREADABLE, key, lake.rawBucket() + "/" + key, message);
  }

  private static void requireOneObject(CommandException error) {
    if (error.affectsAll()) {
      throw error;
    }
  }

  private boolean hasChanged(RawKey key, String version) {
    try {
      HeadObjectResponse now =
          lake.s3().headObject(request -> request.bucket(lake.rawBucket()).key(key.toString()));
      return !version(now.eTag(), now.lastModified()).equals(version);
    } catch (SdkException unknown) {
      return false;
    }
  }

  /// A server of plain files may have no entity tag for a file that another program wrote.
  private static String version(@Nullable String tag, @Nullable Instant modified) {
    return Objects.requireNonNullElseGet(tag, () -> String.valueOf(modified));
  }
}
