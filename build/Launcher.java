import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes down how to start the program that was just built, for the playlist-lake script: which
/// JDK built it (`launcher.java`) and its class path (`launcher.args`). The SQL engine runs in a
/// Java machine of its own, with `engine.args`.
class Launcher {
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Path athena = Path.of(args[2]);
    String separator = System.getProperty("path.separator");
    String program = target.resolve(args[1]) + separator + classPathBeside(target.resolve(args[1]));
    // The engine's own libraries stand first: it wants some in other versions than the program.
    String engine = athena + separator + classPathBeside(athena) + separator + program;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(target.resolve("launcher.java"), java + "\n");
    Files.writeString(target.resolve("engine.args"), "-cp " + quoted(engine) + "\n");
    String where = "-Dplaylist-lake.engine=" + quoted(target.resolve("engine.args").toString());
    Files.writeString(
        target.resolve("launcher.args"), "-cp " + quoted(program) + "\n" + where + "\n");
  }

  private static String classPathBeside(Path jar) throws IOException {
    return Files.readString(jar.resolveSibling("classpath")).strip();
  }

  // Backslashes are escapes in a java argument file.
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\") + "\"";
  }
}
