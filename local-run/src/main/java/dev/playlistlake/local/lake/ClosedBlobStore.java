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

/// A store of S3Proxy that rejects every request. A subclass overrides the methods of the requests
/// that it serves, so that no other request reaches the files. Threads may share it.
abstract class ClosedBlobStore extends ForwardingBlobStore {

  /// @param files the store of the files, for the subclass through `delegate()`
  ClosedBlobStore(BlobStore files) {
    super(files);
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        "the S3 server of a lake in a folder does not support this request");
  }

  @Override
  public ListBucketsResponse list() {
    throw unsupported();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    throw unsupported();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    throw unsupported();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    throw unsupported();
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    throw unsupported();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    throw unsupported();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, @Nullable String version) {
    throw unsupported();
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    throw unsupported();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    throw unsupported();
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    throw unsupported();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    throw unsupported();
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    throw unsupported();
  }

  @Override
  public void setContainerAccess(String bucket, BucketCannedACL access) {
    throw unsupported();
  }

  @Override
  public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
    throw unsupported();
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    throw unsupported();
  }

  @Override
  public void deleteContainer(String bucket) {
    throw unsupported();
  }

  @Override
  public void deleteBucket(String bucket) {
    throw unsupported();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    throw unsupported();
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    throw unsupported();
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    throw unsupported();
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    throw unsupported();
  }

  @Override
  public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    throw unsupported();
  }

  @Override
  public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    throw unsupported();
  }

  @Override
  public DeleteBucketEncryptionResponse deleteBucketEncryption(
      DeleteBucketEncryptionRequest request) {
    throw unsupported();
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    throw unsupported();
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    throw unsupported();
  }

  @Override
  public void setBlobAccess(
      String bucket, String key, ObjectCannedACL access, @Nullable String version) {
    throw unsupported();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    throw unsupported();
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    throw unsupported();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    throw unsupported();
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream part) {
    throw unsupported();
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    throw unsupported();
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    throw unsupported();
  }
}
