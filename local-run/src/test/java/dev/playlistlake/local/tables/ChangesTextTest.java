package dev.playlistlake.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.cli.TextWidth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The lines of a run about the changes of playlists.
final class ChangesTextTest {
  private static final Optional<LocalDate> DAY = Optional.of(LocalDate.parse("2026-11-20"));

  private static String print(int width, int playlists, SongChanges... changes) {
    StringWriter out = new StringWriter();
    new ChangesText(new PrintWriter(out, true), width, playlists).print(List.of(changes));
    return out.toString();
  }

  private static SongChanges changes(String name, int entered, int left) {
    return new SongChanges(name, 7, DAY, songs(entered), songs(left));
  }

  private static List<SongName> songs(int number) {
    return IntStream.range(0, number).mapToObj(i -> new SongName("Song " + i, "Anna")).toList();
  }

  @Test
  void namesTheSongs() {
    assertThat(
            print(
                100,
                9,
                changes("Road trip", 3, 1),
                changes("Focus", 0, 1),
                changes("Chill", 0, 0),
                new SongChanges("New", 1, Optional.empty(), List.of(), List.of())))
        .isEqualTo(
            """
            Road trip: 3 songs entered, 1 left since 2026-11-20
              + Song 0 by Anna
              + Song 1 by Anna
              + Song 2 by Anna
              - Song 0 by Anna
            Focus: 1 song left since 2026-11-20
              - Song 0 by Anna
            1 playlist without a change
            First complete snapshot of 1 playlist: New (1 song)
            """);
  }

  @Test
  void countsTheSongsThatItDoesNotName() {
    assertThat(print(100, 9, changes("Road trip", 4, 1_005)))
        .startsWith("Road trip: 4 songs entered, 1,005 left since 2026-11-20\n")
        .contains("  + Song 3 by Anna\n")
        .endsWith("  - Song 2 by Anna\n  - and 1,002 more\n");
  }

  @Test
  void countsThePlaylistsThatItDoesNotName() {
    assertThat(print(100, 1, changes("A", 1, 0), changes("B", 1, 0), changes("C", 0, 1)))
        .isEqualTo(
            """
            A: 1 song entered since 2026-11-20
              + Song 0 by Anna
            2 more playlists changed
            """);
  }

  @Test
  void printsNothingWithoutSnapshots() {
    assertThat(print(100, 9)).isEmpty();
  }

  @Test
  void makesNamesSafeAndCutsThemToTheWidthOfTheTerminal() {
    List<SongName> songs =
        List.of(new SongName("a\u001b[2J\nb\u202e", "銀色の列車".repeat(20)), new SongName("", ""));

    String printed =
        print(
            60, 9, new SongChanges("\u001b]0;title\u0007" + "名".repeat(140), 2, DAY, songs, songs));

    assertThat(printed).doesNotContain("\u001b", "\u0007", "\u202e").contains("  + (no name)\n");
    List<String> lines = new ArrayList<>(printed.lines().toList());
    assertThat(lines)
        .hasSize(5)
        .allSatisfy(l -> assertThat(TextWidth.columns(l)).isBetween(13, 60));
    assertThat(lines.getFirst()).contains("…: 2 songs entered, 2 left since");
  }
}
