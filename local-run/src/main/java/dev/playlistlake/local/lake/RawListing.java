package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.RawKey;
import java.util.Iterator;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The snapshots of the raw bucket in the order of their dates, a page of the listing at a time.
/// Several workers may take from it.
public final class RawListing {
  private final S3Client s3;
  private final String bucket;
  private final SnapshotFilter filter;
  private Optional<Iterator<S3Object>> listed = Optional.empty();
  private boolean atEnd;
  private long ignored;

  public RawListing(Lake lake, SnapshotFilter filter) {
    this.s3 = lake.s3();
    this.bucket = lake.rawBucket();
    this.filter = filter;
  }

  /// The next one that the filter takes; empty at the end.
  ///
  /// @throws CommandException when the bucket can't be listed; then it is at its end
  public synchronized Optional<RawObject> next() {
    try {
      while (!atEnd) {
        Iterator<S3Object> objects = objects();
        atEnd = !objects.hasNext();
        Optional<RawObject> found = atEnd ? Optional.empty() : snapshot(objects.next());
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (SdkException failure) {
      atEnd = true;
      throw AwsErrors.of("s3://" + bucket + ": can't be listed", "s3:ListBucket", failure);
    }
  }

  /// Gives nothing more.
  public synchronized void stop() {
    atEnd = true;
  }

  /// How many objects lay among the snapshots that are none.
  public synchronized long ignored() {
    return ignored;
  }

  private Iterator<S3Object> objects() {
    if (listed.isEmpty()) {
      listed =
          Optional.of(
              s3.listObjectsV2Paginator(
                      list ->
                          list.bucket(bucket).prefix(RawKey.PREFIX).startAfter(filter.startAfter()))
                  .contents()
                  .iterator());
    }
    return listed.get();
  }

  private Optional<RawObject> snapshot(S3Object object) {
    if (filter.isBehind(object.key())) {
      atEnd = true;
      return Optional.empty();
    }
    Optional<RawKey> key = RawKey.parse(object.key());
    ignored += key.isPresent() ? 0 : 1;
    return key.filter(filter::takes).map(parsed -> RawObject.of(parsed, object));
  }
}
