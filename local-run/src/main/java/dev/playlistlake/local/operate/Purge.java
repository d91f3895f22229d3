package dev.playlistlake.local.operate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;

/// Deletes snapshots and tables for good, all their versions.
public final class Purge {
  /// As many as S3 deletes in one request.
  private static final int BATCH = 1000;

  /// A function that is at work may write after its table was listed.
  private static final int ROUNDS = 3;

  private final Lake lake;
  private final PurgeScope scope;
  private final Consumer<String> errors;
  private long deleted;
  private long failed;

  /// A purge that is still to come.
  ///
  /// @param errors told of each version that can't be deleted
  public Purge(Lake lake, PurgeScope scope, Consumer<String> errors) {
    this.lake = lake;
    this.scope = scope;
    this.errors = errors;
  }

  /// What a purge does.
  ///
  /// @param deleted versions and markers
  /// @param failed those that are still there
  /// @param stillWritten whether the last look found new ones too, and another might
  public record Result(long deleted, long failed, boolean stillWritten) {

    /// Whether nothing is left.
    public boolean isGood() {
      return failed == 0 && !stillWritten;
    }
  }

  /// What would be deleted, by bucket and table.
  ///
  /// @throws OperateException when a bucket can't be listed
  public List<PurgeCount> count() {
    return scope.places(lake).stream().map(this::count).toList();
  }

  private PurgeCount count(PurgeScope.Place place) {
    PurgeCount count = new PurgeCount(place.toString(), 0, 0, 0);
    for (Iterator<StoredVersion> found = found(place); hasNext(found, place); ) {
      count = count.plus(found.next());
    }
    return count;
  }

  /// Deletes all of it, and what is written meanwhile.
  ///
  /// @throws OperateException when a bucket can't be listed, or refuses
  public Result delete() {
    boolean again = true;
    for (int round = 0; again && round < ROUNDS; round++) {
      long before = deleted;
      scope.places(lake).forEach(this::delete);
      again = deleted > before && failed == 0;
    }
    return new Result(deleted, failed, again);
  }

  private void delete(PurgeScope.Place place) {
    List<StoredVersion> batch = new ArrayList<>();
    for (Iterator<StoredVersion> found = found(place); hasNext(found, place); ) {
      batch.add(found.next());
      if (batch.size() == BATCH) {
        delete(place, batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      delete(place, batch);
    }
  }

  private void delete(PurgeScope.Place place, List<StoredVersion> batch) {
    try {
      DeleteObjectsResponse response =
          lake.s3()
              .deleteObjects(
                  request ->
                      request
                          .bucket(place.bucket())
                          .delete(
                              delete ->
                                  delete
                                      .quiet(true)
                                      .objects(
                                          batch.stream().map(StoredVersion::identifier).toList())));
      response.errors().forEach(error -> tell(error, place));
      failed += response.errors().size();
      deleted += batch.size() - response.errors().size();
    } catch (SdkException failure) {
      throw AwsTrouble.of(
          place + ": can't be deleted", "s3:DeleteObject and s3:DeleteObjectVersion", failure);
    }
  }

  private void tell(S3Error error, PurgeScope.Place place) {
    errors.accept(
        AwsTrouble.shown(
            "s3://%s/%s: is still there: %s (%s)"
                .formatted(place.bucket(), error.key(), error.message(), error.code())));
  }

  private Iterator<StoredVersion> found(PurgeScope.Place place) {
    return StoredVersion.in(place, lake.s3(), lake.versioned())
        .filter(version -> scope.takes(version.key()))
        .iterator();
  }

  private boolean hasNext(Iterator<StoredVersion> found, PurgeScope.Place place) {
    try {
      return found.hasNext();
    } catch (SdkException failure) {
      String action = lake.versioned() ? "s3:ListBucketVersions" : "s3:ListBucket";
      throw AwsTrouble.of("s3://" + place.bucket() + ": can't be listed", action, failure);
    }
  }
}
