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

/// A function's shaded jar in its own JVM. Lambda's runtime client starts it, with no other jars on
/// the class path. Used by one thread.
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

  /// Returns the path of the jar that `mvnw package` creates in the module of a function.
  public static Path jar(String module) {
    return Path.of("..", module, "target", module + ".jar");
  }

  /// Starts a function, which then waits for its first event.
  ///
  /// @param environment all environment variables of the function, except those of Lambda itself
  public static LambdaProcess start(
      Path jar, String handler, Map<String, String> environment, Path log, String... jvmOptions)
      throws IOException {
    LambdaRuntimeApi api = LambdaRuntimeApi.start();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The options of the java25 runtime.
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

  /// Unpacks the native library of the client. The client itself would use one path in /tmp for all
  /// processes, and processes that start together would overwrite it.
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

  /// Sends an event to the function, and waits for the result.
  public LambdaRuntimeApi.Result invoke(String event) throws InterruptedException {
    return api.invoke(event);
  }

  /// Returns the output and the log of the function until now.
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    api.close();
  }
}
