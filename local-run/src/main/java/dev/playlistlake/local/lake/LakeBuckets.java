package dev.playlistlake.local.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/// The buckets that a [LocalS3] serves: some folders of a folder, and no other file of the machine.
///
/// S3Proxy's own store serves every other folder there too, follows symbolic links out of them, and
/// lets everybody read without a key what is readable by everybody in the file system. Here no
/// bucket is public, a key that leads out of its bucket is refused, and so is every request that
/// the program doesn't make. Several threads may use it.
final class LakeBuckets extends ClosedBlobStore {
  private static final String UNFINISHED = ".unfinished-";
  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;
  private static final int LONGEST_PAGE = 1000;

  private final Path root;
  private final Set<String> names;

  /// @param root the folder that holds them
  /// @param names of the buckets, whose folders are there
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
    folder(request.bucket());
    return delegate().headBucket(request);
  }

  /// Every bucket that may be there is there.
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
    return delegate().getBlob(request);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    requireObject(request.bucket(), request.key());
    return delegate().blobMetadata(request);
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return Files.isRegularFile(file(bucket, key), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    file(request.bucket(), request.key());
    return delegate().removeBlob(request);
  }

  /// Writes under another name first: whoever reads the folder itself, as the SQL engine does, must
  /// not find half a file, nor one that a killed process left.
  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    Path file = file(request.bucket(), request.key());
    String condition = request.ifNoneMatch();
    if (condition != null && !condition.equals("*")) {
      throw new UnsupportedOperationException("If-None-Match is " + condition + ", expected *");
    }
    String name = UNFINISHED + UUID.randomUUID();
    Path unfinished = folder(request.bucket()).resolve(name);
    try {
      PutObjectRequest renamed = request.toBuilder().key(name).ifNoneMatch(null).build();
      PutObjectResponse response = delegate().putBlob(renamed, payload);
      publish(unfinished, file, condition != null);
      return response;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// @param asNew whether nothing may be there yet
  private static void publish(Path unfinished, Path file, boolean asNew) throws IOException {
    try {
      Files.createDirectories(file.getParent());
      if (asNew) {
        create(unfinished, file);
      } else {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileAlreadyExistsException taken) {
      throw S3Exceptions.fromStatusCode(PRECONDITION_FAILED);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /// Of two writers one makes the link; a move would let both believe that they were first.
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
      throw new UnsupportedOperationException("no listing by delimiter");
    }
    int most = Optional.ofNullable(request.maxKeys()).orElse(LONGEST_PAGE);
    Listing listing = new Listing(request, most);
    try {
      listing.add(folder(request.bucket()), "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    List<S3Object> objects = listing.objects();
    boolean more = objects.size() > most;
    List<S3Object> shown = more ? objects.subList(0, most) : objects;
    return SdkResponses.objectsPage(
        shown, List.of(), more && most > 0 ? shown.getLast().key() : null);
  }

  /// The objects of a listing, in the order of their keys, until one more than a page is there.
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

    /// Takes what a folder holds, never through a link.
    ///
    /// @param path of the folder in its bucket: empty, or with a slash at its end
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

    private void addObject(Path file, String key) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try {
        HeadObjectRequest head = HeadObjectRequest.builder().bucket(bucket).key(key).build();
        HeadObjectResponse found = delegate().blobMetadata(head);
        objects.add(
            S3Object.builder()
                .key(key)
                .eTag(found.eTag())
                .lastModified(found.lastModified())
                .size(found.contentLength())
                .build());
      } catch (NoSuchKeyException deletedMeanwhile) {
        // Then it is not listed.
      }
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

  /// The file of a key: always one in the bucket's folder.
  private Path file(String bucket, String key) {
    Path folder = folder(bucket);
    Path file = resolved(folder, key);
    Path step = folder;
    for (Path name : folder.relativize(file)) {
      step = step.resolve(name);
      if (Files.isSymbolicLink(step)) {
        throw denied("a symbolic link is on the way to this key, and a lake has none");
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
    } catch (InvalidPathException noName) {
      // No file can have it.
    }
    throw denied("the key is no plain path in its bucket");
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
