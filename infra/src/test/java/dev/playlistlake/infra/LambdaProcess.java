package dev.playlistlake.infra;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function's shaded jar in a JVM of its own, started by Lambda's own runtime client with nothing
/// else on the class path.
public final class LambdaProcess implements AutoCloseable {
  private static final Path RUNTIME = Path.of("target/lambda-runtime");
  private static final String LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final LambdaRuntimeApi api;
  private final Process process;
  private final Path log;

  private LambdaProcess(LambdaRuntimeApi api, Process process, Path log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /// The jar that `mvnw package` leaves in a function's module.
  public static Path jar(String module) {
    return Path.of("..", module, "target", module + ".jar");
  }

  /// Starts a function, which then waits for its first event.
  ///
  /// @param environment all that the function finds in its environment, besides Lambda's own
  public static LambdaProcess start(
      Path jar, String handler, Map<String, String> environment, Path log, String... jvmOptions)
      throws IOException {
    LambdaRuntimeApi api = LambdaRuntimeApi.start();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the java25 runtime starts a function with.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-D" + LIBRARY + "=" + library(log.resolveSibling(log.getFileName() + ".so")));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", runtime() + File.pathSeparator + jar, MAIN, handler));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("_HANDLER", handler);
    builder
        .environment()
        .put("LAMBDA_TASK_ROOT", jar.resolveSibling("").toAbsolutePath().toString());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "f");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    return new LambdaProcess(api, builder.start(), log);
  }

  /// The client unpacks its library to one path in /tmp: two that start together break each other.
  private static Path library(Path copy) throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    for (String jar : runtime().split(File.pathSeparator, -1)) {
      try (JarFile file = new JarFile(jar)) {
        JarEntry library = file.getJarEntry("jni/libaws-lambda-jni.linux-" + machine + ".so");
        if (library != null) {
          Files.copy(file.getInputStream(library), copy, StandardCopyOption.REPLACE_EXISTING);
          return copy.toAbsolutePath();
        }
      }
    }
    throw new IllegalStateException("no library of Lambda's runtime client for " + machine);
  }

  private static String runtime() throws IOException {
    try (Stream<Path> jars = Files.list(RUNTIME)) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }

  /// Gives the function an event and waits for what it makes of it.
  public LambdaRuntimeApi.Answer invoke(String event) throws InterruptedException {
    return api.invoke(event);
  }

  /// What the function has printed and logged so far.
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    api.close();
  }
}
