package dev.playlistlake.extract;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One reading of a list, page after page, by the `next` of each.
final class Paging {
  private final SpotifyRun spotify;
  private final Source source;
  private final Tally tally;
  private final Trail trail;
  private final Set<String> totals = new HashSet<>();
  private int entries;
  private boolean fellBack;

  Paging(SpotifyRun spotify, Source source, Tally tally) {
    this.spotify = spotify;
    this.source = source;
    this.tally = tally;
    this.trail = new Trail(source.name(), spotify.endpoints());
  }

  /// Hands on every page in order, the first one too.
  ///
  /// @param toTheEnd whether to go on when somebody edits the list meanwhile, so that its total
  ///   changes
  void read(Page first, boolean toTheEnd, Consumer<Page> each) {
    Optional<Page> page = Optional.of(first);
    while (page.isPresent()) {
      each.accept(page.get());
      entries += page.get().entries();
      page.get().total().ifPresent(totals::add);
      if (!isSettled() && !toTheEnd) {
        return;
      }
      page = page.get().next().map(this::follow);
    }
  }

  /// The page at an address of our own.
  Page first(URI url) {
    return page(spotify.page(url, where(url), tally), where(url));
  }

  int entries() {
    return entries;
  }

  /// Whether all pages told the same total.
  boolean isSettled() {
    return totals.size() <= 1;
  }

  private Page follow(String next) {
    URI url = trail.follow(next);
    Answer answer = spotify.page(url, where(url), tally);
    if (answer instanceof Refusal refusal && !fellBack) {
      Optional<String> instead = source.instead(refusal, url, entries);
      if (instead.isPresent()) {
        fellBack = true;
        return follow(instead.get());
      }
    }
    return page(answer, where(url));
  }

  private Page page(Answer answer, String where) {
    return switch (answer) {
      case Refusal refusal -> throw source.failure(refusal, where);
      case ObjectText document ->
          Page.of(document)
              .orElseThrow(
                  () ->
                      ExtractException.lasting(
                          "%s: the answer of %s is no page: it has no array items"
                              .formatted(source.name(), where)));
    };
  }

  static String where(URI url) {
    return "GET " + Endpoints.shown(url);
  }
}
