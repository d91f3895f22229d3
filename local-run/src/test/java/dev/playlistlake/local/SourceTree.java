package dev.playlistlake.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The top-level types in the main code of all modules, read from the sources, because no module
/// has all others on its class path. Used by [ArchitectureTest].
///
/// @param types the names as `package.Name`
record SourceTree(List<String> types) {
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract |sealed |non-sealed )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)",
          Pattern.MULTILINE);

  /// Reads the sources of all modules.
  ///
  /// @param project the folder of the modules
  static SourceTree of(Path project) throws IOException {
    List<String> types = new ArrayList<>();
    try (Stream<Path> modules = Files.list(project)) {
      for (Path module : modules.sorted().toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          types.addAll(types(sources));
        }
      }
    }
    return new SourceTree(types);
  }

  private static List<String> types(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> types = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String text = Files.readString(file);
        String prefix =
            PACKAGE.matcher(text).results().findFirst().map(found -> found.group(1)).orElseThrow();
        TYPE.matcher(text)
            .results()
            .map(found -> prefix + "." + found.group(1))
            .forEach(types::add);
      }
      return types;
    }
  }

  /// Returns the simple names that more than one type has, with those types.
  Map<String, List<String>> repeatedNames() {
    Map<String, List<String>> names = new TreeMap<>();
    for (String type : types) {
      String name = type.substring(type.lastIndexOf('.') + 1);
      names.computeIfAbsent(name, _ -> new ArrayList<>()).add(type);
    }
    names.values().removeIf(types -> types.size() == 1);
    return names;
  }

  /// Returns the packages with more types than the limit, with their number of types.
  Map<String, Long> packagesLargerThan(int limit) {
    Map<String, Long> sizes = new TreeMap<>();
    for (String type : types) {
      sizes.merge(type.substring(0, type.lastIndexOf('.')), 1L, Long::sum);
    }
    sizes.values().removeIf(size -> size <= limit);
    return sizes;
  }
}
