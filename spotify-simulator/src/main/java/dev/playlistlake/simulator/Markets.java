package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/// `available_markets`: about 180 countries, which are half of a document's bytes. Written ready
/// made, for speed.
final class Markets {
  private static final int COUNT = 178;
  private static final SerializableString ALL = codes();

  private Markets() {}

  static void write(JsonGenerator json) throws IOException {
    json.writeFieldName("available_markets");
    json.writeRawValue(ALL);
  }

  private static SerializableString codes() {
    StringBuilder codes = new StringBuilder("[");
    for (int i = 0; i < COUNT; i++) {
      codes.append(i == 0 ? "\"" : ",\"");
      codes.append((char) ('A' + i / 7)).append((char) ('A' + i % 7 * 3)).append('"');
    }
    return new SerializedString(codes.append(']').toString());
  }
}
