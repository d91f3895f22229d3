package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads a list once, page by page, and follows the `next` of each page. Used by one thread.
public final class Paging {
  /// Saved songs have no limit, but no user has so many.
  private static final long MAX_ENTRIES = 1_000_000;

  /// Users may add songs during the reading, but not so many.
  private static final long MAX_ADDED = 1_000;

  private static final int MAX_DIGITS = 9;

  private final SpotifyClient spotify;
  private final SpotifyList list;
  private final ErrorAdvice advice;
  private final FollowedPages followed = new FollowedPages();
  private final Set<String> totals = new HashSet<>();
  private Optional<String> total = Optional.empty();
  private long greatestTotal;
  private int entries;
  private int pages;
  private boolean misplaced;
  private boolean fellBack;

  public Paging(SpotifyClient spotify, SpotifyList list, ErrorAdvice advice) {
    this.spotify = spotify;
    this.list = list;
    this.advice = advice;
  }

  /// Requests the first page of a list that has no object around its pages.
  ///
  /// @throws ExtractException if the page cannot be read
  public Page first() {
    return page(spotify.get(list.url()), list.where());
  }

  /// Passes every page to the consumer, in order, including the first one.
  ///
  /// @param toTheEnd whether to continue if the total of the list changes during the reading;
  ///   otherwise the reading stops there and [#isSettled()] is false
  /// @throws ExtractException if the list cannot be read completely
  public void read(Page first, boolean toTheEnd, Consumer<Page> consumer) {
    Page page = first;
    while (true) {
      add(page);
      consumer.accept(page);
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

  /// Passes every page to the consumer, in order, but requests each page by the number of entries
  /// before it instead of the `next` of the page before. Only for lists of the user.
  ///
  /// @throws ExtractException if the list cannot be read completely
  void readByOffset(Consumer<Page> consumer) {
    Page page;
    do {
      URI url = list.pageAt(entries);
      page = page(spotify.get(url), SpotifyList.where(url));
      add(page);
      consumer.accept(page);
    } while (page.entries() > 0
        && (totals.isEmpty() ? page.next().isPresent() : entries < greatestTotal));
  }

  private void add(Page page) {
    misplaced |=
        page.offset().filter(offset -> !offset.equals(String.valueOf(entries))).isPresent();
    entries += page.entries();
    pages++;
    page.total().ifPresent(this::addTotal);
  }

  /// Returns the number of pages that were read.
  public int pages() {
    return pages;
  }

  /// Returns the last total that Spotify sent.
  public Optional<String> total() {
    return total;
  }

  /// Whether a page did not begin where the page before it ended.
  public boolean isMisplaced() {
    return misplaced;
  }

  /// Returns the number of entries that were read.
  public int entries() {
    return entries;
  }

  /// Whether all pages had the same total.
  public boolean isSettled() {
    return totals.size() <= 1;
  }

  private void addTotal(String sent) {
    totals.add(sent);
    total = Optional.of(sent);
    long number = sent.length() > MAX_DIGITS ? MAX_ENTRIES : Long.parseLong(sent);
    greatestTotal = Math.max(greatestTotal, number);
  }

  /// Detects an incomplete list, and a list without an end, which would fill the memory.
  private Optional<String> next(Page page) {
    Optional<String> next;
    try {
      next = page.next();
    } catch (IllegalStateException invalid) {
      throw ExtractException.retryable(list.name() + ": " + invalid.getMessage(), invalid);
    }
    if (page.isCutOff() && entries < greatestTotal) {
      throw ExtractException.retryable(
          "%s: received %d of %d entries, and the last page has no next"
              .formatted(list.name(), entries, greatestTotal));
    }
    long max = totals.isEmpty() ? MAX_ENTRIES : greatestTotal + MAX_ADDED;
    if (next.isPresent() && entries > max) {
      throw ExtractException.retryable(
          "%s: received %d entries, Spotify's total is %d, and there are more pages"
              .formatted(list.name(), entries, greatestTotal));
    }
    return next;
  }

  private Page follow(String next) {
    URI url = followed.add(next);
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
                          "%s: the response to %s is not a page, because it has no array items"
                              .formatted(list.name(), where)));
    };
  }

  /// The URLs of the pages that were followed. All have the API's host, and all are different.
  private final class FollowedPages {
    private final Set<URI> urls = new HashSet<>();

    /// Adds the `next` of a page.
    ///
    /// @throws ExtractException if it has another host, which must not receive the token, is of
    ///   another list, or was followed before
    URI add(String next) {
      URI url = parse(next);
      if (!spotify.endpoints().isApi(url)) {
        throw ExtractException.permanent(
            "%s: next points to %s, expected a URL of the API at %s"
                .formatted(list.name(), Redaction.redact(url), spotify.endpoints().api()));
      }
      if (list.isOfAnotherList(url)) {
        throw ExtractException.permanent(
            "%s: next points to %s, which belongs to another list"
                .formatted(list.name(), Redaction.redact(url)));
      }
      // A fragment is not sent to the server, so a new fragment in each next would repeat the same
      // page forever.
      if (url.getRawFragment() != null || !urls.add(url)) {
        throw ExtractException.retryable(
            "%s: next points to %s for the second time, so the pages form a loop"
                .formatted(list.name(), Redaction.redact(url)));
      }
      return url;
    }

    private URI parse(String next) {
      try {
        return new URI(next);
      } catch (URISyntaxException notUrl) {
        throw ExtractException.permanent(
            "%s: next is not a URL (%s at character %d)"
                .formatted(list.name(), notUrl.getReason(), notUrl.getIndex()));
      }
    }
  }
}
