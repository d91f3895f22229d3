package dev.playlistlake.extract;

import java.net.URI;
import java.util.Optional;

/// A list that Spotify gives page by page.
interface Source {
  /// What messages call it.
  String name();

  /// What a refusal of one of its pages means.
  ExtractException failure(Refusal refusal, String where);

  /// Another URL for a page that was refused because of how it was asked for; empty for none.
  Optional<String> instead(Refusal refusal, URI refused, int entriesBefore);
}
