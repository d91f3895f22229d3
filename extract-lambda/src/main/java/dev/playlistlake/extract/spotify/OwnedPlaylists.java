package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Finds the playlists that the user owns or collaborates on. Spotify does not send the entries of
/// other playlists. Used by one thread.
public final class OwnedPlaylists {
  private static final int MAX_NAMES = 10;
  private static final int MAX_DIGITS = 9;

  private final SpotifyClient spotify;
  private final SpotifyList list;
  private final ErrorAdvice advice;
  private final Consumer<String> warnings;

  /// A playlist in the list. Immutable.
  ///
  /// @param entries number of entries according to the list; 0 if the list contains no number
  /// @param ofOtherUser whether another user owns it, so that the user may only follow it
  public record OwnedPlaylist(PlaylistId id, int entries, boolean ofOtherUser) {}

  /// Creates a search in the library of the logged-in user.
  ///
  /// @param warnings receives messages about problems that do not make the search fail
  public OwnedPlaylists(SpotifyClient spotify, ErrorAdvice advice, Consumer<String> warnings) {
    this.spotify = spotify;
    this.list = SpotifyList.owned(spotify.endpoints());
    this.advice = advice;
    this.warnings = warnings;
  }

  /// Returns the playlists in Spotify's order, without duplicates. If the list is incomplete or
  /// contains a playlist twice, reads it a second time, because Spotify sometimes skips playlists
  /// between two pages.
  ///
  /// @param leftOut playlists to leave out
  /// @throws ExtractException if the list cannot be read
  public List<OwnedPlaylist> find(Set<PlaylistId> leftOut) {
    String user = user();
    Listing listing = new Listing();
    Paging paging = new Paging(spotify, list, advice);
    paging.read(paging.first(), true, listing::add);
    if (!listing.isComplete()) {
      Listing again = new Listing();
      new Paging(spotify, list, advice).readByOffset(again::add);
      listing = again.isComplete() ? again : listing.with(again);
    }
    listing.warnIfIncomplete();
    listing.warnOfMissingOwners(leftOut);
    return listing.of(user, leftOut);
  }

  private String user() {
    URI url = spotify.endpoints().api().resolve("/v1/me");
    String where = SpotifyList.where(url);
    return switch (spotify.get(url)) {
      case ErrorResponse error -> throw advice.listError(list, error, where);
      case Document(JsonObjectText user) ->
          user.string("id")
              .orElseThrow(
                  () ->
                      ExtractException.permanent(
                          "owned: the response to %s has no user ID".formatted(where)));
    };
  }

  /// The playlists of one reading of the list, or of two. Used by one thread.
  private final class Listing {
    private final Map<String, JsonObjectText> byId = new LinkedHashMap<>();
    private final Set<String> totals = new HashSet<>();
    private String total = "";
    private boolean repeated;

    /// Adds the playlists of a page. Ignores null, which Spotify sometimes sends instead of a
    /// playlist.
    void add(Page page) {
      page.total().ifPresent(this::addTotal);
      try {
        for (JsonObjectText playlist : page.json().objects(page.items())) {
          repeated |= byId.put(playlist.string("id").orElse(""), playlist) != null;
        }
      } catch (IOException impossible) {
        throw new IllegalStateException(
            "owned: cannot parse an element of a parsed array", impossible);
      }
    }

    private void addTotal(String sent) {
      totals.add(sent);
      total = sent;
    }

    /// Returns the playlists of both readings.
    Listing with(Listing other) {
      Listing both = new Listing();
      both.byId.putAll(byId);
      both.byId.putAll(other.byId);
      both.totals.addAll(totals);
      both.totals.addAll(other.totals);
      both.total = other.total;
      return both;
    }

    boolean isComplete() {
      return !repeated && totals.size() <= 1 && containsAll();
    }

    private boolean containsAll() {
      return total.isEmpty() || total.equals(String.valueOf(byId.size()));
    }

    void warnIfIncomplete() {
      if (totals.size() > 1 || !containsAll()) {
        warnings.accept(
            "owned: Spotify counts %s %s, and listed %d in two readings, so a playlist may be missing."
                    .formatted(total, total.equals("1") ? "playlist" : "playlists", byId.size())
                + " Add the ID of a missing playlist to the playlists of the run.");
      }
    }

    void warnOfMissingOwners(Set<PlaylistId> leftOut) {
      Set<String> ignored = leftOut.stream().map(PlaylistId::value).collect(Collectors.toSet());
      List<String> names =
          byId.entrySet().stream()
              .filter(entry -> !ignored.contains(entry.getKey()))
              .filter(entry -> isWithoutOwner(entry.getValue()))
              .map(entry -> shown(entry.getKey(), entry.getValue()))
              .toList();
      if (!names.isEmpty()) {
        int more = names.size() - MAX_NAMES;
        warnings.accept(
            "owned: not read because Spotify sent no owner: %s%s. Add the ID of a playlist to read it,"
                    .formatted(
                        names.stream().limit(MAX_NAMES).collect(Collectors.joining(", ")),
                        more > 0 ? " and %d more".formatted(more) : "")
                + " or -ID to leave it out.");
      }
    }

    List<OwnedPlaylist> of(String user, Set<PlaylistId> leftOut) {
      List<OwnedPlaylist> owned = new ArrayList<>();
      byId.forEach(
          (id, playlist) -> {
            boolean own = owner(playlist).filter(user::equals).isPresent();
            if (own || isCollaborative(playlist)) {
              parse(id)
                  .map(known -> new OwnedPlaylist(known, entries(playlist), !own))
                  .ifPresent(owned::add);
            }
          });
      if (owned.isEmpty()) {
        warnings.accept(
            "owned: Spotify lists no playlist that the logged-in user owns or collaborates on."
                + " Check that you logged in with the right account.");
      }
      owned.removeIf(playlist -> leftOut.contains(playlist.id()));
      return List.copyOf(owned);
    }

    private Optional<PlaylistId> parse(String id) {
      try {
        return Optional.of(PlaylistId.ofSpotify(id));
      } catch (IllegalArgumentException invalid) {
        warnings.accept("owned: a playlist is skipped because " + invalid.getMessage());
        return Optional.empty();
      }
    }
  }

  private static String shown(String id, JsonObjectText playlist) {
    return "\"%s\" (%s)"
        .formatted(SafeText.sanitize(playlist.string("name").orElse("")), SafeText.sanitize(id));
  }

  private static boolean isCollaborative(JsonObjectText playlist) {
    return playlist.member("collaborative", JsonToken.VALUE_TRUE).isPresent();
  }

  private static boolean isWithoutOwner(JsonObjectText playlist) {
    return owner(playlist).isEmpty() && !isCollaborative(playlist);
  }

  private static Optional<String> owner(JsonObjectText playlist) {
    return inner(playlist, "owner")
        .flatMap(owner -> owner.string("id"))
        .filter(id -> !id.isEmpty());
  }

  /// Returns the number of entries, from the member `items` or, before 2026, `tracks`.
  private static int entries(JsonObjectText playlist) {
    return inner(playlist, "items")
        .or(() -> inner(playlist, "tracks"))
        .flatMap(page -> page.integer("total"))
        .filter(total -> total.length() <= MAX_DIGITS)
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static Optional<JsonObjectText> inner(JsonObjectText playlist, String name) {
    return playlist
        .member(name, JsonToken.START_OBJECT)
        .map(
            member -> {
              try {
                return playlist.inner(member);
              } catch (IOException impossible) {
                throw new IllegalStateException(
                    "owned: cannot parse a member of a parsed object", impossible);
              }
            });
  }
}
