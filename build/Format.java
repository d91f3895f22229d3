import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over every Java file of the project: `check` fails on a file that isn't
/// formatted and names it, `replace` formats it. Run by the build in the project's JDK, because the
/// formatter needs the compiler of the language level that it reads.
class Format {
  public static void main(String[] args) throws IOException {
    boolean check = !args[0].equals("replace");
    List<String> arguments =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    try (var files = Files.walk(Path.of(""))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().matches("(.*[/\\\\])?target[/\\\\].*"))
          .sorted()
          .forEach(file -> arguments.add(file.toString()));
    }
    if (check) {
      System.out.println(
          "Files that ./mvnw -N validate -Dformat=replace would change (none is good):");
    }
    Main.main(arguments.toArray(String[]::new));
  }
}
