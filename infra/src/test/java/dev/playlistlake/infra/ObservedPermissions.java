package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;

/// Observes the requests of a client to AWS, and collects the permissions that a role needs for
/// them. Threads may share it.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
final class ObservedPermissions implements ExecutionInterceptor {
  private static final String LIST = "s3:ListBucket";

  private final Set<Permission> all = new ConcurrentSkipListSet<>();

  /// One action on one resource.
  ///
  /// @param resource an ARN
  /// @param prefix the value that S3 compares with `s3:prefix` for `s3:ListBucket`; otherwise empty
  record Permission(String action, String resource, String prefix)
      implements Comparable<Permission> {
    Permission(String action, String resource) {
      this(action, resource, "");
    }

    @Override
    public int compareTo(Permission other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return action + " on " + resource + (prefix.isEmpty() ? "" : " for " + prefix);
    }
  }

  List<Permission> all() {
    return List.copyOf(all);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    all.addAll(of(context.request(), false));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    boolean missing =
        context.exception() instanceof SdkServiceException failure && failure.statusCode() == 404;
    all.addAll(of(context.request(), missing));
  }

  private static List<Permission> of(SdkRequest request, boolean missing) {
    return switch (request) {
      case GetObjectRequest get -> read(get.bucket(), get.key(), missing);
      case HeadObjectRequest head -> read(head.bucket(), head.key(), missing);
      case PutObjectRequest put ->
          List.of(new Permission("s3:PutObject", object(put.bucket(), put.key())));
      case ListObjectsV2Request list ->
          List.of(new Permission(LIST, bucket(list.bucket()), list.prefix() + ""));
      case GetSecretValueRequest get ->
          List.of(new Permission("secretsmanager:GetSecretValue", secret(get.secretId())));
      case PutSecretValueRequest put ->
          List.of(new Permission("secretsmanager:PutSecretValue", secret(put.secretId())));
      default -> List.of(new Permission("unknown:" + request.getClass().getSimpleName(), ""));
    };
  }

  /// Without the permission to list, S3 returns 403 instead of 404 for a missing object. The prefix
  /// is then the key of the object. See test_head_object_404_with_policy_prefix in
  /// https://github.com/ceph/s3-tests, which marks the tests that fail on AWS.
  private static List<Permission> read(String bucket, String key, boolean missing) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(new Permission("s3:GetObject", object(bucket, key)));
    if (missing) {
      permissions.add(new Permission(LIST, bucket(bucket), key));
    }
    return permissions;
  }

  private static String bucket(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  private static String object(String bucket, String key) {
    return bucket(bucket) + "/" + key;
  }

  /// Returns the ARN of a secret. It ends with six characters that AWS chooses.
  private static String secret(String name) {
    return "arn:aws:secretsmanager:eu-central-1:"
        + Template.ACCOUNT
        + ":secret:"
        + name
        + "-AbCdEf";
  }
}
