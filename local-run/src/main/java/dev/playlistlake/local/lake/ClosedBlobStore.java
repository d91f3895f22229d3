package dev.playlistlake.local.lake;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A store of S3Proxy's that refuses everything. A subclass opens what it serves, so that no
/// request reaches the files behind it only because nobody thought of it.
abstract class ClosedBlobStore extends ForwardingBlobStore {

  /// @param files behind it, for the subclass to reach by `delegate()`
  ClosedBlobStore(BlobStore files) {
    super(files);
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("the S3 of a lake in a folder doesn't do that");
  }

  @Override
  public ListBucketsResponse list() {
    throw refused();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    throw refused();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    throw refused();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    throw refused();
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    throw refused();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    throw refused();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, @Nullable String version) {
    throw refused();
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    throw refused();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    throw refused();
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    throw refused();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    throw refused();
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    throw refused();
  }

  @Override
  public void setContainerAccess(String bucket, BucketCannedACL access) {
    throw refused();
  }

  @Override
  public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
    throw refused();
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    throw refused();
  }

  @Override
  public void deleteContainer(String bucket) {
    throw refused();
  }

  @Override
  public void deleteBucket(String bucket) {
    throw refused();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    throw refused();
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    throw refused();
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    throw refused();
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    throw refused();
  }

  @Override
  public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    throw refused();
  }

  @Override
  public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    throw refused();
  }

  @Override
  public DeleteBucketEncryptionResponse deleteBucketEncryption(
      DeleteBucketEncryptionRequest request) {
    throw refused();
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    throw refused();
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    throw refused();
  }

  @Override
  public void setBlobAccess(
      String bucket, String key, ObjectCannedACL access, @Nullable String version) {
    throw refused();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    throw refused();
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    throw refused();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    throw refused();
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream part) {
    throw refused();
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    throw refused();
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    throw refused();
  }
}
