import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes down how to start the program that was just built, for the playlist-lake script: which
/// JDK built it (`launcher.java`) and its class path (`launcher.args`).
class Launcher {
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    String classPath = target.resolve(args[1]) + System.getProperty("path.separator");
    classPath += Files.readString(target.resolve("classpath")).strip();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(target.resolve("launcher.java"), java + "\n");
    // Backslashes are escapes in a java argument file.
    Files.writeString(
        target.resolve("launcher.args"), "-cp \"" + classPath.replace("\\", "\\\\") + "\"\n");
  }
}
