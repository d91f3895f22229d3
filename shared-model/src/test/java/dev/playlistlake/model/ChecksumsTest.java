package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class ChecksumsTest {
  @Test
  void writesACrc32AsS3ExpectsItInAHeader() {
    // The check value of CRC-32 is CBF43926 for these bytes.
    byte[] bytes = "123456789".getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);

    assertThat(Checksums.crc32(bytes)).isEqualTo("y/Q5Jg==");
    assertThat(Checksums.crc32(crc)).isEqualTo("y/Q5Jg==");
    assertThat(Checksums.crc32(new byte[0])).isEqualTo("AAAAAA==");
  }

  @Test
  void computesTheSha256OfAText() {
    assertThat(HexFormat.of().formatHex(Checksums.sha256("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void computesTheSha256OfAStream() throws IOException {
    byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);

    assertThat(Checksums.sha256(new ByteArrayInputStream(bytes)))
        .isEqualTo(Checksums.sha256("abc"));
  }
}
