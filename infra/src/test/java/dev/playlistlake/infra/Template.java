package dev.playlistlake.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The SAM template with replaced references. A parameter is replaced by its default, a pseudo
/// parameter by a fixed value. `!Ref` of a resource becomes `Ref:Name`, and `!GetAtt` becomes
/// `GetAtt:Name.Arn`, also inside of `!Sub`. Any other function becomes a map of its tag and its
/// arguments. `!Ref AWS::NoValue` removes an element or a member. Immutable.
final class Template {
  static final Path FILE = Path.of("template.yaml");
  static final String ACCOUNT = "123456789012";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");
  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::AccountId", ACCOUNT,
          "AWS::Partition", "aws",
          "AWS::Region", "eu-central-1",
          "AWS::StackName", "playlist-lake");
  private static final String NO_VALUE = "Ref:AWS::NoValue";

  private final String text;
  private final Node document;
  private final Map<String, String> values;
  private final YamlNode root;

  private Template(String text, Node document, Map<String, String> settings) {
    this.text = text;
    this.document = document;
    this.values = new HashMap<>(PSEUDO);
    // Parameters have no references.
    section("Parameters")
        .members()
        .forEach((name, parameter) -> values.put(name, parameter.at("Default").text()));
    values.putAll(settings);
    this.root = new YamlNode("", value(document));
  }

  private YamlNode section(String wanted) {
    return ((MappingNode) document)
        .getValue().stream()
            .filter(member -> name(member).equals(wanted))
            .map(member -> new YamlNode(wanted, value(member.getValueNode())))
            .findFirst()
            .orElseThrow();
  }

  static Template read() {
    try {
      return of(Files.readString(FILE));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static Template of(String text) {
    LoadSettings settings = LoadSettings.builder().build();
    return new Template(text, new Compose(settings).composeString(text).orElseThrow(), Map.of());
  }

  /// Returns this template with other values of parameters and pseudo parameters.
  Template with(Map<String, String> settings) {
    return new Template(text, document, settings);
  }

  /// Returns this template with every occurrence of a text replaced.
  Template changed(String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the template does not contain " + from);
    }
    return of(text.replace(from, to));
  }

  /// Returns this template with every occurrence of a text in one resource replaced.
  Template changed(String resource, String from, String to) {
    String block = block(resource);
    if (!block.contains(from)) {
      throw new IllegalArgumentException(resource + " does not contain " + from);
    }
    return changed(block, block.replace(from, to));
  }

  Template without(String resource) {
    return changed(block(resource), "");
  }

  private String block(String resource) {
    Matcher block = Pattern.compile("(?ms)^  " + resource + ":\n.*?(?=^(  )?[^ \n])").matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException("the template has no resource " + resource);
    }
    return block.group();
  }

  String text() {
    return text;
  }

  YamlNode at(String... names) {
    return root.at(names);
  }

  YamlNode resource(String name) {
    return at("Resources", name);
  }

  /// Returns the properties of a resource.
  YamlNode properties(String name) {
    return at("Resources", name, "Properties");
  }

  /// Returns all resources of a type by their logical IDs.
  Map<String, YamlNode> resources(String type) {
    return at("Resources").members().entrySet().stream()
        .filter(resource -> resource.getValue().at("Type").is(type))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
  }

  private Object value(Node node) {
    String tag = node.getTag().getValue();
    if (tag.equals("!If") && node instanceof SequenceNode branches) {
      return selected(branches);
    }
    Object plain =
        switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence ->
              sequence.getValue().stream()
                  .map(this::value)
                  .filter(element -> !element.equals(NO_VALUE))
                  .toList();
          case MappingNode mapping -> map(mapping);
          default -> throw new IllegalArgumentException("unexpected YAML in a template: " + node);
        };
    return !tag.startsWith("!")
        ? plain
        : switch (plain) {
          case String text when tag.equals("!Ref") -> reference(text);
          case String text when tag.equals("!GetAtt") -> "GetAtt:" + text;
          case String text when tag.equals("!Sub") ->
              REFERENCE.matcher(text).replaceAll(this::substitute);
          default -> Map.of(tag, plain);
        };
  }

  /// Returns the branch of `!If` that the values of the parameters select.
  private Object selected(SequenceNode branches) {
    String condition = ((ScalarNode) branches.getValue().getFirst()).getValue();
    return value(branches.getValue().get(holds(condition) ? 1 : 2));
  }

  /// Returns whether a condition of the template is true with the values of the parameters.
  boolean holds(String condition) {
    return isTrue(section("Conditions").at(condition));
  }

  private static boolean isTrue(YamlNode condition) {
    List<YamlNode> negated = condition.at("!Not").list();
    List<String> compared = condition.at("!Equals").texts();
    return negated.isEmpty()
        ? compared.getFirst().equals(compared.getLast())
        : !isTrue(negated.getFirst());
  }

  private Map<String, Object> map(MappingNode mapping) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple member : mapping.getValue()) {
      String name = name(member);
      Object value = value(member.getValueNode());
      if (!value.equals(NO_VALUE) && map.put(name, value) != null) {
        throw new IllegalArgumentException(name + " occurs twice in one mapping");
      }
    }
    return map;
  }

  private static String name(NodeTuple member) {
    return ((ScalarNode) member.getKeyNode()).getValue();
  }

  private String substitute(MatchResult reference) {
    String name = reference.group(1);
    return Matcher.quoteReplacement(
        values.containsKey(name) || !name.contains(".") ? reference(name) : "GetAtt:" + name);
  }

  private String reference(String name) {
    return values.getOrDefault(name, "Ref:" + name);
  }
}
