import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes down how to start the program that was just built, for the scripts: which JDK built it
/// (`launcher.java`) and its class path (`launcher.args`). With the SQL engine's jar as third
/// argument also how that starts, in a Java machine of its own (`engine.args`).
class Launcher {
  private static final String SEPARATOR = System.getProperty("path.separator");

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    String program = classPath(target.resolve(args[1]));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(target.resolve("launcher.java"), java + "\n");
    String launcher = "-cp " + quoted(program) + "\n";
    if (args.length > 2) {
      Path engine = target.resolve("engine.args");
      // Its own libraries stand first: it wants some in other versions than the program.
      String both = classPath(Path.of(args[2])) + SEPARATOR + program;
      Files.writeString(engine, "-cp " + quoted(both) + "\n");
      launcher += "-Dplaylist-lake.engine=" + quoted(engine.toString()) + "\n";
    }
    Files.writeString(target.resolve("launcher.args"), launcher);
  }

  private static String classPath(Path jar) throws IOException {
    return jar + SEPARATOR + Files.readString(jar.resolveSibling("classpath")).strip();
  }

  // Backslashes are escapes in a java argument file.
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\") + "\"";
  }
}
