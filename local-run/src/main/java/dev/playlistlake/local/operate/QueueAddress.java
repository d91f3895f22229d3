package dev.playlistlake.local.operate;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The region, account and name in the URL of a dead-letter queue. [RetryTarget] compares them with
/// the function that a message names: a sender of messages must not decide which function an
/// operator invokes.
///
/// @param region empty when the URL contains none, such as that of a local server for tests
/// @param account empty when the URL does not have the form of AWS
record QueueAddress(Optional<String> region, String account, String name) {
  private static final String SUFFIX = "-failures";
  private static final String TRANSFORM = "-transform";

  /// Matches `sqs.eu-west-1.amazonaws.com`, an older `eu-west-1.queue.amazonaws.com`, or
  /// `vpce-1.sqs.eu-west-1.vpce.amazonaws.com`.
  private static final Pattern HOST =
      Pattern.compile("(?:.*\\.)?(?:sqs(?:-fips)?\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\..+");

  /// Reads `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`.
  static QueueAddress of(String url) {
    URI uri = URI.create(url);
    List<String> path = List.of(String.valueOf(uri.getPath()).split("/"));
    Matcher host = HOST.matcher(String.valueOf(uri.getHost()));
    Optional<String> region =
        host.matches()
            ? Optional.ofNullable(host.group(1)).or(() -> Optional.ofNullable(host.group(2)))
            : Optional.empty();
    return path.size() < 2
        ? new QueueAddress(region, "", "")
        : new QueueAddress(region, path.get(path.size() - 2), path.getLast());
  }

  /// Returns whether an ARN is that of the transform that the queue belongs to:
  /// `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, with a version or without.
  boolean fits(String functionArn) {
    List<String> arn = List.of(functionArn.split(":", -1));
    return (arn.size() == 7 || arn.size() == 8)
        && arn.get(0).equals("arn")
        && arn.get(2).equals("lambda")
        && region.orElse(arn.get(3)).equals(arn.get(3))
        && arn.get(4).equals(account)
        && arn.get(5).equals("function")
        && arn.get(6).endsWith(TRANSFORM)
        && name.equals(arn.get(6) + SUFFIX);
  }
}
