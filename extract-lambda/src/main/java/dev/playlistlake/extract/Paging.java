package dev.playlistlake.extract;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One reading of a list, page after page, by the `next` of each.
final class Paging {
  /// Saved songs have no limit, and no user has so many.
  private static final long MOST_ENTRIES = 1_000_000;

  /// Somebody may add songs meanwhile, but not so many.
  private static final long MORE_THAN_TOLD = 1_000;

  private static final int DIGITS = 9;

  private final SpotifyRun spotify;
  private final Source source;
  private final Tally tally;
  private final Trail trail;
  private final Set<String> totals = new HashSet<>();
  private long mostTold;
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
    Page page = first;
    while (true) {
      each.accept(page);
      entries += page.entries();
      page.total().ifPresent(this::told);
      if (!isSettled() && !toTheEnd) {
        return;
      }
      Optional<String> next = next(page);
      if (next.isEmpty()) {
        return;
      }
      page = follow(next.get());
    }
  }

  private void told(String total) {
    totals.add(total);
    mostTold = Math.max(mostTold, total.length() > DIGITS ? MOST_ENTRIES : Long.parseLong(total));
  }

  /// A list that is read short must not pass for the whole, nor one that never ends fill the
  /// memory.
  private Optional<String> next(Page page) {
    try {
      Optional<String> next = page.next();
      if (page.isCutOff() && entries < mostTold) {
        throw ExtractException.passing(
            "%s: %d of %d entries came, and the last page has no next"
                .formatted(source.name(), entries, mostTold),
            null);
      }
      long most = totals.isEmpty() ? MOST_ENTRIES : mostTold + MORE_THAN_TOLD;
      if (next.isPresent() && entries > most) {
        throw ExtractException.passing(
            "%s: %d entries came already, and its pages go on: Spotify told of %d"
                .formatted(source.name(), entries, mostTold),
            null);
      }
      return next;
    } catch (IllegalStateException odd) {
      throw ExtractException.passing(source.name() + ": " + odd.getMessage(), odd);
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
