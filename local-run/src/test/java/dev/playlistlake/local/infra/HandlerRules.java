package dev.playlistlake.local.infra;

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

  static List<String> faults(Template template) {
    Faults faults = new Faults();
    template
        .resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              Path jar =
                  Template.FILE
                      .resolveSibling(function.at("Properties", "CodeUri").text())
                      .normalize();
              String handler = function.at("Properties", "Handler").text();
              faults.unless(Files.isRegularFile(jar), name + "'s jar is not there: " + jar);
              if (Files.isRegularFile(jar)) {
                check(name, jar, handler, faults);
              }
            });
    return faults.all();
  }

  private static void check(String name, Path jar, String handler, Faults faults) {
    String file = handler.replace('.', '/') + ".class";
    try (JarFile content = new JarFile(jar.toFile());
        URLClassLoader loader =
            new URLClassLoader(classPath(jar), ClassLoader.getPlatformClassLoader())) {
      if (content.getEntry(file) == null) {
        faults.unless(false, name + "'s handler is not in " + jar + ": " + handler);
        return;
      }
      Class<?> type = Class.forName(handler, false, loader);
      Class<?> wanted = loader.loadClass(RequestHandler.class.getName());
      faults.unless(wanted.isAssignableFrom(type), handler + " is no RequestHandler");
      faults.unless(
          Modifier.isPublic(type.getModifiers())
              && Arrays.stream(type.getConstructors())
                  .anyMatch(one -> one.getParameterCount() == 0),
          handler + " has no public constructor without parameters");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (ClassNotFoundException | LinkageError broken) {
      faults.unless(false, handler + " doesn't load: " + broken);
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
