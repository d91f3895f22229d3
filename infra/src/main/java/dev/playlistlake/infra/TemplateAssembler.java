package dev.playlistlake.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Assembles `infra/template.yaml` from the files in `infra/parts`. Each part contains one subject
/// of the deployment: its parameters, conditions, resources and outputs. The lines of a part are
/// copied unchanged, with comments. Maven runs it with `-Dtemplate.write`.
///
/// A part begins with comment lines that describe its content. Its sections follow. A section is a
/// key of a CloudFormation template without indentation, and indented lines. Several parts may add
/// to `Parameters`, `Conditions`, `Resources` and `Outputs`. Any other section is in only one part.
///
/// One line is not copied: `DependsOn: EveryOtherResource` becomes the list of all resources that
/// exist whenever Iceberg tables do, so that a table is created after everything that can fail.
public final class TemplateAssembler {
  /// The files of the parts, in the order of the template.
  static final List<String> PARTS =
      List.of(
          "stack.yaml",
          "data.yaml",
          "functions.yaml",
          "catalog.yaml",
          "access.yaml",
          "questions.yaml",
          "history.yaml",
          "freshness.yaml",
          "schedules.yaml",
          "monitoring.yaml");

  /// The command that writes the generated parts and the template.
  static final String COMMAND = "./mvnw -q -Dquick -DskipTests -Dtemplate.write package";

  private static final List<String> SECTIONS =
      List.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Conditions",
          "Globals",
          "Resources",
          "Outputs");

  private static final Set<String> SHARED =
      Set.of("Parameters", "Conditions", "Resources", "Outputs");

  private static final String EVERY_OTHER = "    DependsOn: EveryOtherResource\n";

  /// The condition of the Iceberg tables.
  private static final String DATA = "    Condition: CreatesData";

  private static final Pattern MEMBER = Pattern.compile("  ([A-Za-z0-9]+):.*");

  private TemplateAssembler() {}

  /// Writes the template.
  ///
  /// @param arguments the folder `infra`
  /// @throws IOException if a part can't be read or the template can't be written
  /// @throws IllegalArgumentException if a part is invalid, or two parts conflict
  public static void main(String[] arguments) throws IOException {
    Path infra = Path.of(arguments[0]);
    Files.writeString(infra.resolve("template.yaml"), assemble(infra.resolve("parts")));
  }

  /// Returns the text of the template.
  ///
  /// @param folder contains exactly the files of [#PARTS]
  /// @throws IllegalArgumentException with the file and the error
  static String assemble(Path folder) throws IOException {
    checkFiles(folder);
    List<Part> parts = new ArrayList<>();
    for (String file : PARTS) {
      parts.add(Part.parse(file, Files.readAllLines(folder.resolve(file))));
    }
    checkNames(parts);
    StringBuilder template = new StringBuilder();
    template.append("# Assembled from infra/parts: do not edit. Change a part, then run\n");
    template.append("# ").append(COMMAND).append('\n');
    for (String section : SECTIONS) {
      String text = parts.stream().map(part -> part.text(section)).collect(Collectors.joining());
      if (!text.isEmpty()) {
        template.append(SHARED.contains(section) ? "\n" + section + ":\n" : "\n").append(text);
      }
    }
    return template.toString().replace(EVERY_OTHER, dependencies(parts));
  }

  /// Returns the lines that replace [#EVERY_OTHER]. The list has no Iceberg table, and no resource
  /// whose condition can be false while the tables exist. Every Iceberg table refers to the
  /// database, so that it is not repeated. SAM creates a resource for each `EventInvokeConfig`,
  /// which can fail separately.
  private static String dependencies(List<Part> parts) {
    StringBuilder list = new StringBuilder("    DependsOn:\n");
    for (Part part : parts) {
      part.resources()
          .forEach(
              (name, lines) -> {
                boolean conditional =
                    lines.stream().anyMatch(line -> line.startsWith("    Condition:"));
                boolean isTable = lines.contains("      OpenTableFormatInput:");
                boolean isDatabase = lines.contains("    Type: AWS::Glue::Database");
                if (!isTable && !isDatabase && (!conditional || lines.contains(DATA))) {
                  list.append("      - ").append(name).append('\n');
                  if (lines.contains("      EventInvokeConfig:")) {
                    list.append("      - ").append(name).append("EventInvokeConfig\n");
                  }
                }
              });
    }
    return list.toString();
  }

  private static void checkFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> found = new TreeSet<>();
      files.forEach(file -> found.add(file.getFileName().toString()));
      if (!found.equals(Set.copyOf(PARTS))) {
        throw new IllegalArgumentException(
            "%s has the files %s, expected %s".formatted(folder, found, PARTS));
      }
    }
  }

  /// Checks that no name occurs twice. Of two members with one name, YAML readers keep only the
  /// last.
  private static void checkNames(List<Part> parts) {
    Map<String, String> owners = new HashMap<>();
    for (Part part : parts) {
      for (String name : part.names()) {
        String other = owners.put(name, part.file());
        if (other != null) {
          throw new IllegalArgumentException(
              "%s is in %s and in %s. Remove one of them.".formatted(name, other, part.file()));
        }
      }
    }
  }

  /// The content of one file.
  ///
  /// @param introduction the comment lines at its beginning
  /// @param sections the lines of each section by its key, in a shared section without the key's
  ///   line
  private record Part(String file, List<String> introduction, Map<String, List<String>> sections) {

    static Part parse(String file, List<String> lines) {
      List<String> introduction = new ArrayList<>();
      Map<String, List<String>> sections = new LinkedHashMap<>();
      List<String> section = introduction;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        boolean isIntroduction = sections.isEmpty();
        if (isIntroduction ? line.startsWith("#") : line.isBlank() || line.startsWith(" ")) {
          section.add(line);
          continue;
        }
        if (line.isBlank()) {
          continue;
        }
        String key = line.replaceFirst(":.*", "");
        section = new ArrayList<>();
        if (!SECTIONS.contains(key) || sections.put(key, section) != null) {
          throw new IllegalArgumentException(
              "%s:%d: \"%s\" does not start a section, expected one of %s, each once"
                  .formatted(file, i + 1, line, SECTIONS));
        }
        if (!SHARED.contains(key)) {
          section.add(line);
        } else if (!line.equals(key + ":")) {
          throw new IllegalArgumentException(
              "%s:%d: \"%s\": expected each member on a separate line"
                  .formatted(file, i + 1, line));
        }
      }
      return new Part(file, introduction, sections);
    }

    /// Returns `Resources.RawBucket` for each member of a shared section, and `Globals` for another
    /// section.
    List<String> names() {
      List<String> names = new ArrayList<>();
      sections.forEach(
          (section, lines) -> {
            if (SHARED.contains(section)) {
              lines.stream()
                  .map(MEMBER::matcher)
                  .filter(Matcher::matches)
                  .forEach(member -> names.add(section + "." + member.group(1)));
            } else {
              names.add(section);
            }
          });
      return names;
    }

    /// Returns the lines of each resource by its name.
    Map<String, List<String>> resources() {
      Map<String, List<String>> resources = new LinkedHashMap<>();
      List<String> resource = new ArrayList<>();
      for (String line : sections.getOrDefault("Resources", List.of())) {
        Matcher member = MEMBER.matcher(line);
        if (member.matches()) {
          resource = new ArrayList<>();
          resources.put(member.group(1), resource);
        }
        resource.add(line);
      }
      return resources;
    }

    /// Returns the text that the part adds to a section of the template. A shared section contains
    /// a line with the name of the part. The first one also contains the introduction.
    String text(String section) {
      List<String> lines = sections.getOrDefault(section, List.of());
      if (lines.isEmpty()) {
        return "";
      }
      String introducedSection = sections.containsKey("Resources") ? "Resources" : "Parameters";
      StringBuilder text = new StringBuilder();
      if (SHARED.contains(section)) {
        text.append("\n  # ---- infra/parts/").append(file).append(" ----\n");
        if (section.equals(introducedSection)) {
          introduction.forEach(line -> text.append("  ").append(line).append('\n'));
        }
        text.append('\n');
      }
      text.append(String.join("\n", lines).replaceFirst("^\n+", "").stripTrailing());
      return text.append('\n').toString();
    }
  }
}
