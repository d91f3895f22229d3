package dev.playlistlake.infra;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The handler of each function is a class in the deployed jar, and Lambda can instantiate and call
/// it.
final class HandlerRules {
  /// The jars that Lambda has on the class path in addition to the function's jar.
  private static final Path RUNTIME = Path.of("target/lambda-runtime");

  private HandlerRules() {}

  static List<String> violations(Template template) {
    Violations violations = new Violations();
    template
        .resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              Path jar =
                  Template.FILE
                      .resolveSibling(function.at("Properties", "CodeUri").text())
                      .normalize();
              String handler = function.at("Properties", "Handler").text();
              violations.require(
                  Files.isRegularFile(jar), "the jar of " + name + " is missing: " + jar);
              if (Files.isRegularFile(jar)) {
                check(name, jar, handler, violations);
              }
            });
    return violations.all();
  }

  private static void check(String name, Path jar, String handler, Violations violations) {
    String file = handler.replace('.', '/') + ".class";
    try (JarFile content = new JarFile(jar.toFile());
        URLClassLoader loader =
            new URLClassLoader(classPath(jar), ClassLoader.getPlatformClassLoader())) {
      if (content.getEntry(file) == null) {
        violations.require(false, "the handler of " + name + " is not in " + jar + ": " + handler);
        return;
      }
      Class<?> type = Class.forName(handler, false, loader);
      Class<?> wanted = loader.loadClass(RequestHandler.class.getName());
      violations.require(wanted.isAssignableFrom(type), handler + " is not a RequestHandler");
      violations.require(
          Modifier.isPublic(type.getModifiers())
              && Arrays.stream(type.getConstructors())
                  .anyMatch(one -> one.getParameterCount() == 0),
          handler + " has no public constructor without parameters");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (ClassNotFoundException | LinkageError failure) {
      violations.require(false, handler + " can't be loaded: " + failure);
    }
  }

  private static URL[] classPath(Path jar) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(jar.toUri().toURL());
    try (Stream<Path> runtime = Files.list(RUNTIME)) {
      for (Path one : runtime.toList()) {
        urls.add(one.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
