package dev.playlistlake.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The engine's classes, loaded and linked once and kept in a file beside the program, so that it
/// starts in half the time ([JEP 483](https://openjdk.org/jeps/483)). Whatever is wrong with it,
/// the engine starts without.
///
/// @param file named after all that it depends on
record EngineCache(Path file) {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern SEPARATOR = Pattern.compile("[\"\\s" + File.pathSeparator + "]+");
  // Java writes the file bit by bit: it gets its name when it is whole.
  private static final String MAKE =
      "nice -n 19 \"$@\"; [ -s \"$0.new\" ] && mv -f \"$0.new\" \"$0\"; rm -f \"$0.making\""
          + " \"$0.html\"";

  /// The one for a class path, which stands in the argument file.
  static EngineCache of(Path launch) throws IOException {
    String arguments = Files.readString(launch);
    StringBuilder key = new StringBuilder(Runtime.version() + "\n" + arguments);
    for (Path path : SEPARATOR.splitAsStream(arguments).map(Path::of).toList()) {
      if (Files.isRegularFile(path)) {
        key.append(Files.size(path)).append(' ').append(Files.getLastModifiedTime(path));
      }
    }
    return new EngineCache(launch.resolveSibling("engine-" + digest(key.toString()) + ".aot"));
  }

  /// Java's options to start with it; none while it isn't there.
  List<String> options() {
    return Files.isRegularFile(file)
        ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of();
  }

  /// Starts to make it in a process that outlives this one, if it isn't there and nobody does so.
  ///
  /// @param java starts the engine's Java machine, up to and with its options
  /// @param rest the argument file, the main class and a command that uses what most use
  /// @return whether it was started
  boolean make(List<String> java, List<String> rest) {
    Path making = file.resolveSibling(file.getFileName() + ".making");
    try {
      if (Files.isRegularFile(file) || !claim(making)) {
        return false;
      }
      forgetOthers();
      List<String> command = new ArrayList<>(List.of("sh", "-c", MAKE, file.toString()));
      command.addAll(java);
      command.add("-XX:AOTCacheOutput=" + file + ".new");
      command.addAll(rest);
      new ProcessBuilder(command)
          .redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException slower) {
      // The engine starts all the same.
      return false;
    }
  }

  private static boolean claim(Path making) throws IOException {
    if (Files.exists(making)
        && Files.getLastModifiedTime(making).toInstant().isBefore(Instant.now().minus(LONGEST))) {
      Files.delete(making);
    }
    try {
      Files.createFile(making);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    }
  }

  private void forgetOthers() throws IOException {
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      for (Path old : files.filter(path -> path.toString().endsWith(".aot")).toList()) {
        Files.delete(old);
      }
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
