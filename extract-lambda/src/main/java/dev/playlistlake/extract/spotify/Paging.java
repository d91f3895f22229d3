package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads a list once, page after page, by the `next` of each. One thread uses it.
public final class Paging {
  /// Saved songs have no limit, and no user has so many.
  private static final long MAX_ENTRIES = 1_000_000;

  /// Somebody may add songs while the list is read, but not so many.
  private static final long MAX_ADDED = 1_000;

  private static final int MAX_DIGITS = 9;

  private final SpotifyClient spotify;
  private final SpotifyList list;
  private final ErrorAdvice advice;
  private final Trail trail = new Trail();
  private final Set<String> totals = new HashSet<>();
  private long greatestTotal;
  private int entries;
  private boolean fellBack;

  public Paging(SpotifyClient spotify, SpotifyList list, ErrorAdvice advice) {
    this.spotify = spotify;
    this.list = list;
    this.advice = advice;
  }

  /// The first page of a list that is nothing but pages.
  ///
  /// @throws ExtractException when it can't be read
  public Page first() {
    return page(spotify.get(list.url()), list.where());
  }

  /// Passes on every page in order, the first one too.
  ///
  /// @param toTheEnd whether to continue when somebody edits the list meanwhile, which changes its
  ///   total
  /// @throws ExtractException when the list can't be read to its end
  public void read(Page first, boolean toTheEnd, Consumer<Page> consumer) {
    Page page = first;
    while (true) {
      consumer.accept(page);
      entries += page.entries();
      page.total().ifPresent(this::addTotal);
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

  /// How many entries were read.
  public int entries() {
    return entries;
  }

  /// Whether all pages had the same total.
  public boolean isSettled() {
    return totals.size() <= 1;
  }

  private void addTotal(String total) {
    totals.add(total);
    long number = total.length() > MAX_DIGITS ? MAX_ENTRIES : Long.parseLong(total);
    greatestTotal = Math.max(greatestTotal, number);
  }

  /// A list that is cut short must not pass for the whole, and one without an end must not fill the
  /// memory.
  private Optional<String> next(Page page) {
    Optional<String> next;
    try {
      next = page.next();
    } catch (IllegalStateException invalid) {
      throw ExtractException.retryable(list.name() + ": " + invalid.getMessage(), invalid);
    }
    if (page.isCutOff() && entries < greatestTotal) {
      throw ExtractException.retryable(
          "%s: %d of %d entries came, and the last page has no next"
              .formatted(list.name(), entries, greatestTotal));
    }
    long max = totals.isEmpty() ? MAX_ENTRIES : greatestTotal + MAX_ADDED;
    if (next.isPresent() && entries > max) {
      throw ExtractException.retryable(
          "%s: %d entries came already, and there are more pages: Spotify's total was %d"
              .formatted(list.name(), entries, greatestTotal));
    }
    return next;
  }

  private Page follow(String next) {
    URI url = trail.follow(next);
    SpotifyResponse response = spotify.get(url);
    if (response instanceof ErrorResponse error && !fellBack) {
      Optional<String> fallback = list.fallback(error, url, entries);
      if (fallback.isPresent()) {
        fellBack = true;
        return follow(fallback.get());
      }
    }
    return page(response, SpotifyList.where(url));
  }

  private Page page(SpotifyResponse response, String where) {
    return switch (response) {
      case ErrorResponse error -> throw advice.listError(list, error, where);
      case Document(JsonObjectText json) ->
          Page.of(json)
              .orElseThrow(
                  () ->
                      ExtractException.permanent(
                          "%s: the response of %s is no page: it has no array items"
                              .formatted(list.name(), where)));
    };
  }

  /// The pages followed so far: each is at the API's own host, and none comes twice.
  private final class Trail {
    private final Set<URI> followed = new HashSet<>();

    /// @throws ExtractException when the token must not go there, or has been there
    URI follow(String next) {
      URI url = parse(next);
      if (!spotify.endpoints().isApi(url)) {
        throw ExtractException.permanent(
            "%s: next points to %s, another host than the API's %s: not followed"
                .formatted(list.name(), Redaction.redact(url), spotify.endpoints().api()));
      }
      // A fragment is not sent: with a new one each time the same page would come for ever.
      if (url.getRawFragment() != null || !followed.add(url)) {
        throw ExtractException.retryable(
            "%s: next points to %s for the second time: its pages go round in a circle"
                .formatted(list.name(), Redaction.redact(url)));
      }
      return url;
    }

    private URI parse(String next) {
      try {
        return new URI(next);
      } catch (URISyntaxException notUrl) {
        throw ExtractException.permanent(
            "%s: next is no URL: %s at character %d"
                .formatted(list.name(), notUrl.getReason(), notUrl.getIndex()));
      }
    }
  }
}
