package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The build and the script start the engine with the options of [LocalAthena#JVM_FLAGS].
final class JvmFlagsTest {
  @Test
  void theTestsStartTheEngineWithItsOptions() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<trino.jvm.flags>" + LocalAthena.JVM_FLAGS + "</trino.jvm.flags>");
  }

  @Test
  void theScriptStartsTheEngineWithItsOptions() throws IOException {
    assertThat(Files.readString(Path.of("..", "playlist-lake")))
        .contains(List.of(LocalAthena.JVM_FLAGS.split(" ")));
  }
}
