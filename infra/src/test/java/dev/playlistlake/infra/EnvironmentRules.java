package dev.playlistlake.infra;

import dev.playlistlake.extract.ExtractHandler;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.transform.TransformException;
import dev.playlistlake.transform.TransformHandler;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// The functions' environments: each name is one that the code reads, and none is missing.
final class EnvironmentRules {
  /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  private static final int BYTES = 4096;

  /// Wrong in a way of its own, so that no client is opened.
  private static final Map.Entry<String, String> WRONG = Map.entry("SPOTIFY_API_URL", "wrong");

  private static final String TOLD =
      "settings in the environment are missing or invalid: SPOTIFY_API_URL is not https://host";

  private EnvironmentRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Map<String, String> extract = variables("ExtractFunction", template);
    Map<String, String> transform = variables("TransformFunction", template);
    areRead("ExtractFunction", extract, EnvironmentRules::startExtract, violations);
    areRead("TransformFunction", transform, EnvironmentRules::startTransform, violations);
    Map<String, String> wrong = new HashMap<>(extract);
    wrong.put(WRONG.getKey(), WRONG.getValue());
    String extractSays = says(() -> startExtract(wrong));
    violations.require(
        extractSays.startsWith(TOLD) && !extractSays.contains(";"),
        "ExtractFunction would say: " + extractSays);
    String transformSays = says(() -> startTransform(transform));
    violations.require(transformSays.isEmpty(), "TransformFunction would say: " + transformSays);
    longest(template, violations);
    return violations.all();
  }

  static Map<String, String> variables(String function, Template template) {
    Map<String, String> variables = new HashMap<>();
    template
        .properties(function)
        .at("Environment", "Variables")
        .members()
        .forEach((name, value) -> variables.put(name, value.text()));
    return variables;
  }

  private static void areRead(
      String function,
      Map<String, String> variables,
      Consumer<Map<String, String>> start,
      Violations violations) {
    Set<String> read = read(start);
    for (String name : variables.keySet()) {
      violations.require(read.contains(name), function + " doesn't read " + name);
    }
  }

  private static Set<String> read(Consumer<Map<String, String>> start) {
    Recording empty = new Recording();
    says(() -> start.accept(empty));
    return empty.asked;
  }

  /// The names that each function reads, as the README's table has them: `both` for those that both
  /// read.
  static Map<String, String> readers() {
    Map<String, String> readers = new TreeMap<>();
    read(EnvironmentRules::startExtract).forEach(name -> readers.put(name, "extract"));
    read(EnvironmentRules::startTransform)
        .forEach(name -> readers.merge(name, "transform", (_, _) -> "both"));
    return readers;
  }

  private static void longest(Template template, Violations violations) {
    YamlNode most = template.at("Parameters", "Playlists", "MaxLength");
    Template full =
        template.with(
            Map.of(
                "Playlists", "x".repeat(Math.max(0, most.number())),
                "Stage", "abcdefghij",
                "AWS::Region", "us-isof-south-1"));
    int bytes =
        variables("ExtractFunction", full).entrySet().stream()
            .mapToInt(variable -> variable.getKey().length() + variable.getValue().length())
            .sum();
    violations.require(
        most.isPresent() && bytes <= BYTES, "the longest environment has " + bytes + " bytes");
  }

  private static void startExtract(Map<String, String> environment) {
    var _ = new ExtractHandler(environment, new NoS3());
  }

  private static void startTransform(Map<String, String> environment) {
    var _ = new TransformHandler(environment, new NoS3());
  }

  private static String says(Runnable start) {
    try {
      start.run();
      return "";
    } catch (ExtractException | TransformException refused) {
      return refused.getMessage() + "";
    }
  }

  /// An empty environment that remembers what it was asked for.
  private static final class Recording extends AbstractMap<String, String> {
    private final Set<String> asked = new TreeSet<>();

    @Override
    public String getOrDefault(Object name, String unlessSet) {
      asked.add(name.toString());
      return unlessSet;
    }

    @Override
    @SuppressWarnings("NullAway") // a map says null for what it doesn't hold
    public String get(Object name) {
      asked.add(name.toString());
      return null;
    }

    @Override
    public boolean containsKey(Object name) {
      asked.add(name.toString());
      return false;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Set.of();
    }
  }

  private record NoS3() implements S3Client {
    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
