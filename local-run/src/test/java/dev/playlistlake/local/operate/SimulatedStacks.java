package dev.playlistlake.local.operate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The stacks of CloudFormation. [AwsStub] answers `DescribeStacks` with it, in the form of
/// CloudFormation's own responses.
public final class SimulatedStacks {
  /// The outputs of each stack.
  public final Map<String, Map<String, String>> outputs = new LinkedHashMap<>();

  /// The bodies of all requests.
  public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /// A status and a body that are sent instead of the stack.
  public Optional<Map.Entry<Integer, String>> instead = Optional.empty();

  SimulatedStacks() {}

  /// Adds a stack of the current template whose buckets are `raw` and `processed`.
  public void addLake(String stack) {
    outputs.put(
        stack,
        new LinkedHashMap<>(
            Map.of(
                "RawBucket", "raw",
                "ProcessedBucket", "processed",
                "Database", "lake",
                "Workgroup", "lake-queries",
                "HistoryWorkgroup", "lake-history")));
  }

  /// Removes an output of a stack.
  public void removeOutput(String stack, String output) {
    Objects.requireNonNull(outputs.get(stack)).remove(output);
  }

  /// Makes the service deny access.
  public void deny() {
    instead =
        Optional.of(
            Map.entry(
                403,
                error(
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/op is not authorized to perform:"
                        + " cloudformation:DescribeStacks")));
  }

  int status(String form) {
    return instead.isPresent()
        ? instead.get().getKey()
        : outputs.containsKey(stack(form)) ? 200 : 400;
  }

  String respond(String form) {
    requests.add(form);
    if (instead.isPresent()) {
      return instead.get().getValue();
    }
    String stack = stack(form);
    Map<String, String> found = outputs.get(stack);
    return found == null
        ? error("ValidationError", "Stack with id " + stack + " does not exist")
        : """
        <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
          <DescribeStacksResult>
            <Stacks>
              <member>
                <StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/%s/1f2e</StackId>
                <StackName>%s</StackName>
                <Parameters>
                  <member>
                    <ParameterKey>RawBucket</ParameterKey>
                    <ParameterValue>a parameter, not an output</ParameterValue>
                  </member>
                </Parameters>
                <StackStatus>UPDATE_COMPLETE</StackStatus>
                <Outputs>
        %s        </Outputs>
              </member>
            </Stacks>
          </DescribeStacksResult>
          <ResponseMetadata>
            <RequestId>b9b4b068-3a41-11e5-94eb-example</RequestId>
          </ResponseMetadata>
        </DescribeStacksResponse>
        """
            .formatted(stack, stack, members(found));
  }

  private static String members(Map<String, String> outputs) {
    return outputs.entrySet().stream()
        .map(
            output ->
                """
                          <member>
                            <Description>Text &amp; more</Description>
                            <OutputKey>%s</OutputKey>
                            <OutputValue>%s</OutputValue>
                          </member>
                """
                    .formatted(output.getKey(), output.getValue()))
        .collect(Collectors.joining());
  }

  private static String error(String code, String message) {
    return """
    <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
      <Error>
        <Type>Sender</Type>
        <Code>%s</Code>
        <Message>%s</Message>
      </Error>
      <RequestId>8dcd3f0a-3a41-11e5-94eb-example</RequestId>
    </ErrorResponse>
    """
        .formatted(code, message);
  }

  private static String stack(String form) {
    for (String field : form.split("&", -1)) {
      if (field.startsWith("StackName=")) {
        return URLDecoder.decode(field.substring("StackName=".length()), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
