package dev.playlistlake.local.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The buckets that a [LocalS3] serves: named folders in one folder, and no other file of the
/// machine.
///
/// S3Proxy's own store also serves all other folders there, follows symbolic links out of them, and
/// serves files that all users of the machine may read without a signature. Here no bucket is
/// public. A key that leads out of its bucket is rejected, and so is every request that this
/// program does not send. Threads may share it.
final class LakeBuckets extends ClosedBlobStore {

  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;
  private static final int LONGEST_PAGE = 1000;

  private final Path root;
  private final Set<String> names;

  /// @param root the folder with the buckets' folders
  /// @param names the names of the buckets, whose folders exist
  LakeBuckets(Path root, Set<String> names) {
    super(new FilesystemNio2BlobStore(root.toString()));
    this.root = root;
    this.names = Set.copyOf(names);
  }

  @Override
  public ListBucketsResponse list() {
    ListBucketsResponse all = delegate().list();
    return all.toBuilder()
        .buckets(all.buckets().stream().filter(bucket -> names.contains(bucket.name())).toList())
        .build();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    Path folder = folder(request.bucket());
    return FileFailure.asResponse(folder, () -> delegate().headBucket(request));
  }

  /// Every allowed bucket already exists.
  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    folder(request.bucket());
    throw S3Exceptions.bucketAlreadyOwnedByYou(request.bucket());
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    folder(bucket);
    return BucketCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    folder(bucket);
    return ObjectCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, @Nullable String version) {
    return getBlobAccess(bucket, key);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    requireObject(request.bucket(), request.key());
    return FileFailure.asResponse(
        file(request.bucket(), request.key()), () -> delegate().getBlob(request));
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    requireObject(request.bucket(), request.key());
    return FileFailure.asResponse(
        file(request.bucket(), request.key()), () -> delegate().blobMetadata(request));
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return Files.isRegularFile(file(bucket, key), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    Path file = file(request.bucket(), request.key());
    return FileFailure.asResponse(file, () -> delegate().removeBlob(request));
  }

  /// Writes to a temporary file and then moves it. The SQL engine reads the folder directly, and it
  /// must not find a partial file, also not after this process was killed.
  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    Path file = file(request.bucket(), request.key());
    String condition = request.ifNoneMatch();
    if (condition != null && !condition.equals("*")) {
      throw new UnsupportedOperationException("If-None-Match is " + condition + ", expected *");
    }
    String name = LakeLayout.UNFINISHED + UUID.randomUUID();
    Path unfinished = folder(request.bucket()).resolve(name);
    return FileFailure.asResponse(
        file,
        () -> {
          try {
            PutObjectRequest renamed = request.toBuilder().key(name).ifNoneMatch(null).build();
            PutObjectResponse response = delegate().putBlob(renamed, payload);
            publish(unfinished, file, condition != null);
            return response;
          } finally {
            Files.deleteIfExists(unfinished);
          }
        });
  }

  /// @param asNew whether the write fails if the file already exists
  private static void publish(Path unfinished, Path file, boolean asNew) throws IOException {
    try {
      Files.createDirectories(file.getParent());
      if (asNew) {
        create(unfinished, file);
      } else {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileAlreadyExistsException exists) {
      throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
    }
  }

  /// Creates a hard link, which succeeds for only one of two concurrent writers. A move would
  /// succeed for both.
  private static void create(Path unfinished, Path file) throws IOException {
    try {
      Files.createLink(file, unfinished);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    if (request.delimiter() != null && !request.delimiter().isEmpty()) {
      throw new UnsupportedOperationException("listing with a delimiter is not supported");
    }
    int most = Optional.ofNullable(request.maxKeys()).orElse(LONGEST_PAGE);
    Listing listing = new Listing(request, most);
    Path folder = folder(request.bucket());
    List<S3Object> objects =
        FileFailure.asResponse(
            folder,
            () -> {
              listing.add(folder, "");
              return listing.objects();
            });
    boolean more = objects.size() > most;
    List<S3Object> shown = more ? objects.subList(0, most) : objects;
    return SdkResponses.objectsPage(
        shown, List.of(), more && most > 0 ? shown.getLast().key() : null);
  }

  /// Collects the objects of a listing in the order of their keys, up to one more than a page.
  private final class Listing {
    private final String bucket;
    private final String prefix;
    private final String after;
    private final int most;
    private final List<S3Object> objects = new ArrayList<>();

    Listing(ListObjectsV2Request request, int most) {
      this.bucket = request.bucket();
      this.prefix = Optional.ofNullable(request.prefix()).orElse("");
      this.after =
          Optional.ofNullable(request.continuationToken())
              .or(() -> Optional.ofNullable(request.startAfter()))
              .orElse("");
      this.most = most;
    }

    List<S3Object> objects() {
      return objects;
    }

    /// Adds the objects of a folder and its subfolders. Does not follow links.
    ///
    /// @param path the path of the folder in its bucket: empty, or with a slash at its end
    void add(Path folder, String path) throws IOException {
      for (String entry : entries(folder)) {
        String key = path + entry;
        if (objects.size() > most) {
          return;
        }
        if (entry.endsWith("/")) {
          if (mayHold(key)) {
            add(folder.resolve(entry.substring(0, entry.length() - 1)), key);
          }
        } else if (key.startsWith(prefix) && key.compareTo(after) > 0) {
          addObject(folder.resolve(entry), key);
        }
      }
    }

    private boolean mayHold(String folder) {
      return (folder.startsWith(prefix) || prefix.startsWith(folder))
          && (folder.compareTo(after) > 0 || after.startsWith(folder));
    }

    private void addObject(Path file, String key) throws IOException {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try {
        HeadObjectRequest head = HeadObjectRequest.builder().bucket(bucket).key(key).build();
        HeadObjectResponse found = delegate().blobMetadata(head);
        add(key, found.eTag(), found.lastModified(), found.contentLength());
      } catch (NoSuchKeyException deletedMeanwhile) {
        // Then it is not listed.
      } catch (RuntimeException failure) {
        if (FileFailure.cause(failure).isEmpty()) {
          throw failure;
        }
        addUnreadable(file, key);
      }
    }

    /// Lists a file that cannot be read, as S3 does. A request for the object returns the error.
    private void addUnreadable(Path file, String key) throws IOException {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      add(key, null, found.lastModifiedTime().toInstant(), found.size());
    }

    private void add(String key, @Nullable String tag, Instant modified, long size) {
      objects.add(S3Object.builder().key(key).eTag(tag).lastModified(modified).size(size).build());
    }
  }

  /// The names in a folder, in order. A folder's name ends with a slash, so that names sort as keys
  /// do.
  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .map(
              entry ->
                  Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                      ? entry.getFileName() + "/"
                      : entry.getFileName() + "")
          .sorted()
          .toList();
    } catch (NoSuchFileException deletedMeanwhile) {
      return List.of();
    }
  }

  private void requireObject(String bucket, String key) {
    if (!blobExists(bucket, key)) {
      throw S3Exceptions.noSuchKey(bucket, key, "no such object");
    }
  }

  private Path folder(String bucket) {
    if (!names.contains(bucket)) {
      throw S3Exceptions.noSuchBucket(bucket, "");
    }
    return root.resolve(bucket);
  }

  /// Returns the file of a key, which is always in the bucket's folder.
  private Path file(String bucket, String key) {
    Path folder = folder(bucket);
    Path file = resolved(folder, key);
    Path step = folder;
    for (Path name : folder.relativize(file)) {
      step = step.resolve(name);
      if (Files.isSymbolicLink(step)) {
        throw denied("the path of this key contains a symbolic link, which a lake must not have");
      }
    }
    return file;
  }

  private static Path resolved(Path folder, String key) {
    try {
      Path file = folder.resolve(key).normalize();
      if (!key.isEmpty() && file.startsWith(folder) && FileKey.of(folder, file).equals(key)) {
        return file;
      }
    } catch (InvalidPathException notAPath) {
      // No file can have this name.
    }
    throw denied("the key is not a plain path in its bucket");
  }

  private static AwsServiceException denied(String message) {
    return S3Exception.builder()
        .message(message)
        .statusCode(FORBIDDEN)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage(message).build())
        .build();
  }
}
