package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.model.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The HTML page of a report. It contains all scripts, styles and data, and its Content Security
/// Policy forbids loading anything. [Report] uses it. Threads may share it.
final class ReportPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String CHARTS = "echarts/echarts.min.js";
  private static final List<String> SCRIPTS =
      List.of(
          "data.js",
          "format.js",
          "elements.js",
          "changes.js",
          "tables.js",
          "charts.js",
          "quality.js",
          "details.js",
          "lists.js",
          "home.js",
          "page.js");

  private ReportPage() {}

  /// Returns the page with the data.
  ///
  /// @param json inserted into a script element unchanged
  static String render(String json) throws IOException {
    List<String> scripts = new ArrayList<>(List.of(text(CHARTS)));
    for (String script : SCRIPTS) {
      scripts.add(text(script));
    }
    String style = text("page.css");
    Map<String, String> parts =
        Map.of(
            "policy",
            policy(scripts, style),
            "style",
            style,
            "data",
            json,
            "scripts",
            elements(scripts));
    // In one pass, so that placeholders in inserted text are not replaced.
    return PLACEHOLDER
        .matcher(text("page.html"))
        .replaceAll(
            found -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(found.group(1)))));
  }

  // ECharts sets style attributes. They cannot load anything either.
  private static String policy(List<String> scripts, String style) {
    String hashes = scripts.stream().map(ReportPage::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; script-src %s; style-src %s; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hashes, hash(style));
  }

  private static String elements(List<String> scripts) {
    return scripts.stream()
        .map(script -> "<script>" + script + "</script>")
        .collect(Collectors.joining("\n"));
  }

  private static String text(String resource) throws IOException {
    try (InputStream file = ReportPage.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(file, resource).readAllBytes(), UTF_8);
    }
  }

  private static String hash(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Checksums.sha256(text)) + "'";
  }
}
