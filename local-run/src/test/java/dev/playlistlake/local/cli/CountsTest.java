package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Singular and plural in messages.
final class CountsTest {
  @Test
  void onlyOneIsSingular() {
    assertThat(Counts.of(0, "file")).isEqualTo("0 files");
    assertThat(Counts.of(1, "file")).isEqualTo("1 file");
    assertThat(Counts.of(2, "file")).isEqualTo("2 files");
  }

  @Test
  void takesAnIrregularPlural() {
    assertThat(Counts.of(1, "entry", "entries")).isEqualTo("1 entry");
    assertThat(Counts.of(0, "entry", "entries")).isEqualTo("0 entries");
    assertThat(Counts.noun(2, "entry", "entries")).isEqualTo("entries");
  }

  @Test
  void groupsDigitsByThousands() {
    assertThat(Counts.of(1_234_567, "song")).isEqualTo("1,234,567 songs");
  }
}
