package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.RawKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Lists the snapshots of the raw bucket in the order of their dates, one page of the listing at a
/// time. Used by `replay` and `verify`. Threads may share it.
public final class RawListing {
  private final S3Client s3;
  private final String bucket;
  private final SnapshotFilter filter;
  private final Consumer<String> others;
  private Optional<Iterator<S3Object>> listed = Optional.empty();
  private boolean atEnd;
  private long ignored;

  /// Creates a listing, which sends its first request when it is read.
  public RawListing(Lake lake, SnapshotFilter filter) {
    this(lake, filter, _ -> {});
  }

  /// Creates a listing that reports objects which are not snapshots.
  ///
  /// @param others receives the keys under the snapshots' prefix that have another form
  public RawListing(Lake lake, SnapshotFilter filter, Consumer<String> others) {
    this.s3 = lake.s3();
    this.bucket = lake.rawBucket();
    this.filter = filter;
    this.others = others;
  }

  /// Returns the next snapshot that the filter includes; empty at the end.
  ///
  /// @throws CommandException when the bucket cannot be listed; the listing then ends
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
      throw AwsErrors.of("s3://" + bucket + ": cannot be listed", "s3:ListBucket", failure);
    }
  }

  /// Ends the listing: further calls of `next` return empty.
  public synchronized void stop() {
    atEnd = true;
  }

  /// Returns how many objects under the snapshots' prefix are not snapshots.
  public synchronized long ignored() {
    return ignored;
  }

  private Iterator<S3Object> objects() {
    if (listed.isEmpty()) {
      listed =
          Optional.of(
              s3.listObjectsV2Paginator(
                      list ->
                          // XML cannot contain every character of a key.
                          list.bucket(bucket)
                              .prefix(RawKey.PREFIX)
                              .startAfter(filter.startAfter())
                              .encodingType(EncodingType.URL))
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
    if (key.isEmpty()) {
      ignored++;
      others.accept(object.key());
    }
    return key.filter(filter::includes).map(parsed -> RawObject.of(parsed, object));
  }
}
