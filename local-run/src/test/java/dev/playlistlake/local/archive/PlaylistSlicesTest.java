package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Splitting the text of an array, or of an object with an array.
final class PlaylistSlicesTest {
  private static List<String> slices(String text) throws IOException {
    PlaylistSlices slices =
        new PlaylistSlices(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> found = new ArrayList<>();
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    while (slices.next(next)) {
      found.add(next.toString(StandardCharsets.UTF_8));
      next.reset();
    }
    return found;
  }

  @Test
  void returnsEachObjectUnchanged() throws IOException {
    String first = "{ \"a\" : [1, {\"b\":[]}],\n\t\"é🎵\":1.50e+1 }";
    String second = "{\"x\":\"]}, {[ \\\" \\\\\",\"\\\\\":\"\\\\\\\"}\"}";

    assertThat(slices(" [\r\n" + first + " ,\t" + second + ",{}\n] "))
        .containsExactly(first, second, "{}");
    assertThat(slices("[]")).isEmpty();
  }

  @Test
  void returnsElementsOfEveryKind() throws IOException {
    assertThat(slices("[null,1.5e3, \"],\" ,[{}], true]"))
        .containsExactly("null", "1.5e3", "\"],\"", "[{}]", "true");
  }

  @Test
  void findsTheArrayInAnObject() throws IOException {
    assertThat(
            slices(
                """
                {"a":[1],"b":{"playlists":[2]},"c":"playlists","playlists" : [ {"x":1}, 3 ],"d":[4]}
                """))
        .containsExactly("{\"x\":1}", "3");
    assertThat(slices("{\"playlists\":null,\"play\\u006cists\":[{}]}")).containsExactly("{}");
    assertThat(slices("{\"playlists\":[]}")).isEmpty();
  }

  @Test
  void failsWhenTheTextEndsInsideAnObject() {
    assertThatThrownBy(() -> slices("[{\"a\":")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> slices("[{\"a")).isInstanceOf(EOFException.class);
  }
}
