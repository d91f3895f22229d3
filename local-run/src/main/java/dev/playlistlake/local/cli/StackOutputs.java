package dev.playlistlake.local.cli;

import dev.playlistlake.transform.AwsApi;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The outputs of a CloudFormation stack, which name the buckets, the Glue database and the
/// workgroups of a deployed lake. The option `--stack` uses them. Immutable.
///
/// @param stack the name or the ARN of the stack
/// @param values the outputs by their keys
public record StackOutputs(String stack, Map<String, String> values) {
  private static final String ACTION = "cloudformation:DescribeStacks";

  /// The names of stacks and the ARN that contains one. An empty name would select all stacks.
  private static final String NAME = "[A-Za-z][A-Za-z0-9-]{0,127}";

  private static final String ARN = "arn:[A-Za-z0-9:/-]+";

  private static final String CHECK_ENDPOINT = "Check AWS_ENDPOINT_URL, if it is set.";

  public StackOutputs {
    values = Map.copyOf(values);
  }

  /// Returns whether a text can be the name or the ARN of a stack.
  public static boolean isStack(String text) {
    return text.matches(NAME) || text.matches(ARN);
  }

  /// Reads the outputs of a stack.
  ///
  /// @throws CommandException when the stack does not exist, AWS denies access, or the response
  ///   cannot be read
  public static StackOutputs read(AwsApi api, String stack) {
    String form =
        "Action=DescribeStacks&Version=2010-05-15&StackName="
            + URLEncoder.encode(stack, StandardCharsets.UTF_8);
    try {
      AwsApi.Response response =
          api.post(
              "cloudformation", "application/x-www-form-urlencoded; charset=utf-8", Map.of(), form);
      return new StackOutputs(stack, values(response, stack));
    } catch (IOException failed) {
      throw failed.getCause() instanceof SdkException cause
          ? AwsErrors.of(place(stack) + ": cannot be read", ACTION, cause)
          : new CommandException(
              AwsErrors.shown("%s: cannot be read: %s".formatted(place(stack), message(failed))));
    }
  }

  /// Returns an output.
  ///
  /// @throws CommandException when the stack does not have it
  public String require(String output) {
    return Optional.ofNullable(values.get(output))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new CommandException(
                    "%s: output %s is missing. Check the name of the stack; if it is the lake's stack, deploy the current template, then repeat the command."
                        .formatted(place(stack), output)));
  }

  private static String place(String stack) {
    return "stack " + AwsErrors.shown(stack);
  }

  private static String message(Exception failed) {
    return String.valueOf(failed.getMessage());
  }

  private static Map<String, String> values(AwsApi.Response response, String stack)
      throws IOException {
    Optional<Element> root = parse(response.body());
    if (response.status() != 200) {
      throw error(response.status(), root, stack);
    }
    if (root.isEmpty()) {
      throw new IOException("the response is not XML without a document type. " + CHECK_ENDPOINT);
    }
    List<Element> stacks =
        root.filter(found -> found.getTagName().equals("DescribeStacksResponse")).stream()
            .flatMap(found -> children(found, "DescribeStacksResult").stream())
            .flatMap(result -> children(result, "Stacks").stream())
            .flatMap(list -> children(list, "member").stream())
            .toList();
    if (stacks.size() != 1) {
      throw new IOException("the response does not describe one stack. " + CHECK_ENDPOINT);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Element outputs : children(stacks.getFirst(), "Outputs")) {
      for (Element output : children(outputs, "member")) {
        values.put(text(output, "OutputKey"), text(output, "OutputValue"));
      }
    }
    return values;
  }

  private static CommandException error(int status, Optional<Element> root, String stack) {
    Optional<Element> error =
        root.stream().flatMap(found -> children(found, "Error").stream()).findFirst();
    String code = error.map(found -> text(found, "Code")).orElse("");
    String message = error.map(found -> text(found, "Message")).orElse("no message");
    if (code.equals("ValidationError") && message.endsWith("does not exist")) {
      return new CommandException(
          place(stack) + ": not found. Check the name, and the region and the account of AWS.");
    }
    return AwsErrors.of(
        place(stack) + ": cannot be read",
        ACTION,
        AwsServiceException.builder()
            .message(message)
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("CloudFormation")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build());
  }

  /// Parses XML of a server. A document type is an error, so that no entity can name a file or grow
  /// without limit.
  ///
  /// @return the root element, or empty when the text is not XML
  private static Optional<Element> parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder parser = factory.newDocumentBuilder();
      // The default handler prints errors to standard error.
      parser.setErrorHandler(new DefaultHandler());
      return Optional.of(
          parser.parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (SAXException | IOException notXml) {
      return Optional.empty();
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Element> children(Element parent, String name) {
    NodeList all = parent.getChildNodes();
    return IntStream.range(0, all.getLength())
        .mapToObj(all::item)
        .filter(node -> node instanceof Element element && element.getTagName().equals(name))
        .map(Element.class::cast)
        .toList();
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(Element::getTextContent)
        .map(String::strip)
        .findFirst()
        .orElse("");
  }
}
