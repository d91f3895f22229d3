package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.local.cli.AwsErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;

/// A lake in two buckets, with all versions and delete markers. Used by one thread.
public record PurgeBuckets(S3Client s3, String rawBucket, String processedBucket)
    implements PurgeTarget {
  private static final String DENIED = "AccessDenied";
  private static final String DELETE_ACTIONS = "s3:DeleteObject and s3:DeleteObjectVersion";

  /// A bucket policy may deny what the credentials' own policies allow.
  private static final String OPERATOR_ROLE =
      "if the stack's parameter OperatorRoleArn is set, only that role can delete objects";

  @Override
  public String name() {
    return rawBucket;
  }

  @Override
  public List<PurgePart> parts() {
    List<PurgePart> parts = new ArrayList<>(PurgePart.of(rawBucket, processedBucket));
    for (String table : HistoryErasure.TABLES) {
      parts.add(new PurgePart.History(processedBucket, table + "/"));
    }
    return List.copyOf(parts);
  }

  @Override
  public void visit(Consumer<StoredVersion> visitor) {
    Stream.of(rawBucket, processedBucket).distinct().forEach(bucket -> visit(bucket, visitor));
  }

  private void visit(String bucket, Consumer<StoredVersion> visitor) {
    try {
      for (ListObjectVersionsResponse page :
          s3.listObjectVersionsPaginator(list -> list.bucket(bucket))) {
        versions(bucket, page).forEach(visitor);
      }
    } catch (SdkException failure) {
      throw AwsErrors.of("s3://" + bucket + ": cannot be listed", "s3:ListBucketVersions", failure);
    }
  }

  /// Versions and delete markers of one page, sorted by key.
  private static Stream<StoredVersion> versions(String bucket, ListObjectVersionsResponse page) {
    Stream<StoredVersion> all =
        Stream.concat(
            page.versions().stream()
                .map(
                    found ->
                        StoredVersion.inBucket(
                            bucket, found.key(), found.versionId(), found.size(), false)),
            page.deleteMarkers().stream()
                .map(
                    found ->
                        StoredVersion.inBucket(bucket, found.key(), found.versionId(), 0, true)));
    return all.sorted(Comparator.comparing(StoredVersion::key));
  }

  @Override
  public long delete(List<StoredVersion> found, Consumer<String> errors) {
    String bucket = found.getFirst().bucket();
    try {
      DeleteObjectsResponse response =
          s3.deleteObjects(
              request ->
                  request
                      .bucket(bucket)
                      .delete(
                          delete ->
                              delete
                                  .quiet(true)
                                  .objects(
                                      found.stream().map(StoredVersion::identifier).toList())));
      response.errors().forEach(error -> errors.accept(message(bucket, error)));
      if (response.errors().stream().anyMatch(error -> Objects.equals(error.code(), DENIED))) {
        errors.accept(
            "AWS denied access. These AWS credentials need %s; %s."
                .formatted(DELETE_ACTIONS, OPERATOR_ROLE));
      }
      return response.errors().size();
    } catch (SdkException failure) {
      throw AwsErrors.of(
          "s3://" + bucket + ": objects cannot be deleted",
          DELETE_ACTIONS + "; " + OPERATOR_ROLE,
          failure);
    }
  }

  private static String message(String bucket, S3Error error) {
    return AwsErrors.shown(
        "s3://%s/%s: cannot be deleted (%s, %s)"
            .formatted(bucket, error.key(), error.code(), error.message()));
  }
}
