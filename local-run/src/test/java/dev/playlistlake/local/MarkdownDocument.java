package dev.playlistlake.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project: its code blocks, headings and links.
record MarkdownDocument(Path file, List<Block> blocks, Set<String> anchors, List<String> links) {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
  private static final Pattern IMAGE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  /// A fenced code block.
  ///
  /// @param label the words behind the fence
  record Block(String label, List<String> lines) {
    /// The commands with the output that the document shows for each.
    List<Command> commands() {
      List<Command> commands = new ArrayList<>();
      for (int i = 0; i < lines.size(); ) {
        if (!lines.get(i).startsWith("$ ")) {
          throw new IllegalStateException("expected a command that starts with $: " + lines.get(i));
        }
        StringBuilder text = new StringBuilder(lines.get(i++).substring(2));
        while (text.toString().endsWith("\\")) {
          text.setLength(text.length() - 1);
          text.append(lines.get(i++).strip());
        }
        List<String> output = new ArrayList<>();
        while (i < lines.size() && !lines.get(i).startsWith("$ ")) {
          output.add(lines.get(i++));
        }
        while (!output.isEmpty() && output.getLast().isEmpty()) {
          output.removeLast();
        }
        commands.add(new Command(text.toString().replaceFirst(" +# .*", ""), output));
      }
      return commands;
    }
  }

  /// A command line with the lines that it prints; no lines when the document shows none.
  record Command(String text, List<String> output) {}

  /// All documents of the project.
  static List<MarkdownDocument> all() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> top = Files.list(PROJECT)) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
    }
    for (String folder : List.of("docs", ".github")) {
      try (Stream<Path> below = Files.walk(PROJECT.resolve(folder))) {
        below.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
      }
    }
    List<MarkdownDocument> documents = new ArrayList<>();
    for (Path file : files.stream().sorted().toList()) {
      documents.add(read(file));
    }
    return documents;
  }

  static MarkdownDocument read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Set<String> anchors = new LinkedHashSet<>();
    List<String> links = new ArrayList<>();
    String label = null;
    List<String> block = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```")) {
        if (label == null) {
          label = line.substring(3).strip();
          block = new ArrayList<>();
        } else {
          blocks.add(new Block(label, List.copyOf(block)));
          label = null;
        }
      } else if (label != null) {
        block.add(line);
      } else {
        if (line.startsWith("#")) {
          anchors.add(anchor(line.replaceFirst("^#+ ", ""), anchors));
        }
        String prose = line.replaceAll("`[^`]*`", "");
        LINK.matcher(prose).results().forEach(found -> links.add(found.group(1)));
        IMAGE.matcher(prose).results().forEach(found -> links.add(found.group(1)));
      }
    }
    return new MarkdownDocument(file, blocks, anchors, links);
  }

  /// The anchor of a heading on GitHub.
  private static String anchor(String heading, Set<String> taken) {
    String text = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
    String anchor = NOT_IN_ANCHOR.matcher(text).replaceAll("").replace(' ', '-');
    String free = anchor;
    for (int i = 1; taken.contains(free); i++) {
      free = anchor + "-" + i;
    }
    return free;
  }

  @Override
  public String toString() {
    return PROJECT.relativize(file).toString();
  }
}
