package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one playlist, page after page, into its envelope.
final class PlaylistReader {
  private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,9})(?:&|$)");

  private final SpotifyRun spotify;
  private final Endpoints endpoints;
  private final PlaylistRefusals refusals;
  private final InstantSource clock;
  private final PlaylistId playlist;
  private final Tally tally;
  private final Trail trail;
  private int entries;
  private boolean fellBack;

  PlaylistReader(
      SpotifyRun spotify,
      Endpoints endpoints,
      PlaylistRefusals refusals,
      InstantSource clock,
      PlaylistId playlist,
      Tally tally) {
    this.spotify = spotify;
    this.endpoints = endpoints;
    this.refusals = refusals;
    this.clock = clock;
    this.playlist = playlist;
    this.tally = tally;
    this.trail = new Trail(playlist, endpoints);
  }

  /// @throws ExtractException when the playlist can't be read to its end
  Snapshot read() {
    URI url = endpoints.api().resolve("/v1/playlists/" + playlist);
    String where = where(url);
    ObjectText answer = document(spotify.playlist(playlist, where, tally), where);
    checkId(answer, where);
    ObjectText.Member member =
        pageMember(answer).orElseThrow(() -> PlaylistRefusals.notReadable(playlist, where));
    Page page =
        Page.of(inner(answer, member))
            .orElseThrow(() -> PlaylistRefusals.notReadable(playlist, where));
    Envelope envelope = new Envelope(clock.instant(), answer.without(member));
    add(page, envelope);
    while (page.next().isPresent()) {
      page = follow(page.next().get());
      add(page, envelope);
    }
    return new Snapshot(envelope.finish(), entries);
  }

  private void add(Page page, Envelope envelope) {
    envelope.add(page.text());
    entries += page.entries();
  }

  private Page follow(String next) {
    URI url = trail.follow(next);
    Answer answer = spotify.page(url, where(url), tally);
    if (answer instanceof Refusal refusal && !fellBack && isOldPaging(refusal, url)) {
      fellBack = true;
      return follow(fallback(url));
    }
    return Page.of(document(answer, where(url)))
        .orElseThrow(
            () ->
                ExtractException.lasting(
                    "playlist %s: the answer of %s is no page: it has no array items"
                        .formatted(playlist, where(url))));
  }

  /// New apps are sent to pages that they may not read: of 100 entries where 50 is the most, or at
  /// an address that is closed to them.
  private static boolean isOldPaging(Refusal refusal, URI url) {
    return refusal.isInvalidLimit()
        || (refusal.status() == 403 && url.getPath().endsWith("/tracks"));
  }

  private String fallback(URI refused) {
    Matcher offset = OFFSET.matcher(refused.getRawQuery() + "");
    return "%s/v1/playlists/%s/items?limit=50&offset=%s&additional_types=track,episode"
        .formatted(
            endpoints.api(), playlist, offset.find() ? offset.group(1) : Integer.toString(entries));
  }

  private ObjectText document(Answer answer, String where) {
    return switch (answer) {
      case ObjectText document -> document;
      case Refusal refusal -> throw refusals.failure(playlist, refusal, where);
    };
  }

  /// An object stored under another playlist's key would be refused by every reader.
  private void checkId(ObjectText answer, String where) {
    Optional<String> other = answer.string("id").filter(id -> !id.equals(playlist.value()));
    if (other.isPresent()) {
      throw ExtractException.lasting(
          "playlist %s: the answer of %s is about another playlist".formatted(playlist, where));
    }
  }

  private static Optional<ObjectText.Member> pageMember(ObjectText answer) {
    return answer
        .member("items", JsonToken.START_OBJECT)
        .or(() -> answer.member("tracks", JsonToken.START_OBJECT));
  }

  private ObjectText inner(ObjectText answer, ObjectText.Member member) {
    try {
      return answer.inner(member);
    } catch (IOException impossible) {
      throw new IllegalStateException(
          "playlist " + playlist + ": cut in the wrong place", impossible);
    }
  }

  private static String where(URI url) {
    return "GET " + Endpoints.shown(url);
  }
}
