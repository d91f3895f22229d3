package dev.playlistlake.extract;

import java.io.IOException;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// One request that can be sent again.
///
/// @param where method and URL for messages
record Call(String where, Request request) {

  /// Sends the request once and gives the body of its answer; the library gives null for none.
  @FunctionalInterface
  interface Request {
    String send() throws IOException, SpotifyWebApiException, ParseException;
  }
}
