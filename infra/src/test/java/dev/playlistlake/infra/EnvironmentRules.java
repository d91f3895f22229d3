package dev.playlistlake.infra;

import dev.playlistlake.extract.ExtractHandler;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.transform.AwsApi;
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

/// The environment of each function has only names that the code reads, and every required one.
final class EnvironmentRules {
  /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  private static final int BYTES = 4096;

  /// Makes the start fail for this reason only, so that no client is opened.
  private static final Map.Entry<String, String> INVALID = Map.entry("SPOTIFY_API_URL", "x");

  private static final String ERROR =
      "settings in the environment are missing or invalid: SPOTIFY_API_URL is not https://host";

  private EnvironmentRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    Map<String, String> extract = variables("ExtractFunction", template);
    Map<String, String> transform = variables("TransformFunction", template);
    areRead("ExtractFunction", extract, EnvironmentRules::startExtract, violations);
    areRead("TransformFunction", transform, EnvironmentRules::startTransform, violations);
    Map<String, String> invalid = new HashMap<>(extract);
    invalid.put(INVALID.getKey(), INVALID.getValue());
    String extractError = error(() -> startExtract(invalid));
    violations.require(
        extractError.startsWith(ERROR) && !extractError.contains(";"),
        "ExtractFunction fails: " + extractError);
    String transformError = error(() -> startTransform(transform));
    violations.require(transformError.isEmpty(), "TransformFunction fails: " + transformError);
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
    error(() -> start.accept(empty));
    return empty.names;
  }

  /// Returns who reads each name, as in `docs/settings.md`: `extract`, `transform` or `both`.
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
    var _ = new TransformHandler(environment, new NoS3(), AwsApi.of(environment));
  }

  private static String error(Runnable start) {
    try {
      start.run();
      return "";
    } catch (ExtractException | TransformException failure) {
      return failure.getMessage() + "";
    }
  }

  /// An empty environment that records the names that are read.
  private static final class Recording extends AbstractMap<String, String> {
    private final Set<String> names = new TreeSet<>();

    @Override
    public String getOrDefault(Object name, String unlessSet) {
      names.add(name.toString());
      return unlessSet;
    }

    @Override
    @SuppressWarnings("NullAway") // a map returns null for a missing key
    public String get(Object name) {
      names.add(name.toString());
      return null;
    }

    @Override
    public boolean containsKey(Object name) {
      names.add(name.toString());
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
      // has nothing to close
    }
  }
}
