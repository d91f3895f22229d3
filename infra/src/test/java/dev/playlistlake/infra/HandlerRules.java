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

/// Each function's handler is a class in the jar that is deployed, which Lambda can make and call.
final class HandlerRules {
  /// What a Lambda has on its class path besides the jar.
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
              violations.require(Files.isRegularFile(jar), name + "'s jar is not there: " + jar);
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
        violations.require(false, name + "'s handler is not in " + jar + ": " + handler);
        return;
      }
      Class<?> type = Class.forName(handler, false, loader);
      Class<?> wanted = loader.loadClass(RequestHandler.class.getName());
      violations.require(wanted.isAssignableFrom(type), handler + " is no RequestHandler");
      violations.require(
          Modifier.isPublic(type.getModifiers())
              && Arrays.stream(type.getConstructors())
                  .anyMatch(one -> one.getParameterCount() == 0),
          handler + " has no public constructor without parameters");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (ClassNotFoundException | LinkageError broken) {
      violations.require(false, handler + " doesn't load: " + broken);
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
