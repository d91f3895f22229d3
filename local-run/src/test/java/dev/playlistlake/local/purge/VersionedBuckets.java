package dev.playlistlake.local.purge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Versioned buckets of the tests of `purge`. Each version is a text `bucket|key|version`.
final class VersionedBuckets implements S3Client {
  final Set<String> versions = new TreeSet<>();
  final List<String> requests = new ArrayList<>();

  /// Versions that are added after the first listing of the tables.
  final List<String> late = new ArrayList<>();

  /// Whether each listing of the tables adds a version.
  boolean isWrittenTo;

  String locked = "none";
  boolean denied;

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    if (denied) {
      throw S3Exception.builder().statusCode(403).message("Access Denied").build();
    }
    String marker = request.keyMarker() == null ? "" : request.keyMarker();
    List<String> page =
        versions.stream()
            .filter(version -> version.startsWith(request.bucket() + "|"))
            .filter(version -> version.compareTo(marker) > 0)
            .limit(1000)
            .toList();
    if (request.bucket().equals("tables")) {
      versions.addAll(late);
      late.clear();
      if (isWrittenTo) {
        versions.add("tables|songs/" + PurgeTest.DAY + "p.csv|late" + requests.size());
      }
    }
    return ListObjectVersionsResponse.builder()
        .versions(page.stream().filter(v -> !isMarker(v)).map(VersionedBuckets::version).toList())
        .deleteMarkers(
            page.stream().filter(VersionedBuckets::isMarker).map(VersionedBuckets::marker).toList())
        .isTruncated(page.size() == 1000)
        .nextKeyMarker(page.size() == 1000 ? page.getLast() : null)
        .build();
  }

  private static boolean isMarker(String version) {
    return version.endsWith("|marker");
  }

  private static ObjectVersion version(String text) {
    String[] parts = text.split("\\|", -1);
    return ObjectVersion.builder().key(parts[1]).versionId(parts[2]).size(10L).build();
  }

  private static DeleteMarkerEntry marker(String text) {
    String[] parts = text.split("\\|", -1);
    return DeleteMarkerEntry.builder().key(parts[1]).versionId(parts[2]).build();
  }

  @Override
  public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
    requests.add(request.bucket() + " " + request.delete().objects().size());
    List<S3Error> errors = new ArrayList<>();
    for (ObjectIdentifier object : request.delete().objects()) {
      if (object.key().contains("/" + locked + ".")) {
        errors.add(
            S3Error.builder().key(object.key()).code("AccessDenied").message("locked").build());
      } else {
        versions.remove(request.bucket() + "|" + object.key() + "|" + object.versionId());
      }
    }
    return DeleteObjectsResponse.builder().errors(errors).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
