package dev.playlistlake.local.operate;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the URL of a failure queue tells of the function behind it. Who may send to the queue must
/// not choose by that what an operator invokes.
///
/// @param region empty where the URL has none, as that of a server that stands in for AWS
/// @param account empty when it isn't AWS's form of a URL
record QueueAddress(Optional<String> region, String account, String name) {
  private static final String SUFFIX = "-failures";
  private static final String TRANSFORM = "-transform";

  /// Such as `sqs.eu-west-1.amazonaws.com`, an older `eu-west-1.queue.amazonaws.com`, or
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

  /// Whether a function's ARN is that of the transform that the queue is for:
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
