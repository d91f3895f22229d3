package dev.playlistlake.simulator;

import dev.playlistlake.simulator.PlaylistTimeline.Slot;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A playlist whose entries change from day to day. The content depends only on seed, playlist and
/// date, so it is available for any day in any order. Tests read the expected entries from
/// [#entriesOn]. Immutable.
public final class Playlist {
  private final String id;
  private final PlaylistDefinition definition;
  private final Catalogue catalogue;
  private final SeededRandom random;
  private final PlaylistTimeline timeline;

  Playlist(String id, PlaylistDefinition definition, Catalogue catalogue, SeededRandom random) {
    this.id = id;
    this.definition = definition;
    this.catalogue = catalogue;
    this.random = random;
    this.timeline = new PlaylistTimeline(definition, random.derive("slot"));
  }

  /// Returns Spotify's ID with 22 characters; `liked` for the saved songs.
  public String id() {
    return id;
  }

  public String name() {
    return definition.name();
  }

  /// Whether the user owns it or collaborates on it, so that every kind of app receives its
  /// entries.
  public boolean isReadable() {
    return definition.access().isReadable();
  }

  /// Whether the owner's profile shows it.
  boolean isPublic() {
    return switch (definition.access()) {
      case OWNED -> !random.derive("public").oneIn(5);
      case FOLLOWED, SPOTIFY -> true;
      case COLLABORATIVE, FOLLOWED_COLLABORATIVE, HIDDEN -> false;
    };
  }

  /// Whether the API returns it. Without the user's token it has to be public.
  ///
  /// @param user whether the request has the user's token
  boolean isVisibleTo(boolean user) {
    return definition.access().isVisible() && (user || isPublic());
  }

  /// Returns the expected entries on a day, in playlist order.
  public List<ExpectedEntry> entriesOn(LocalDate date) {
    List<ExpectedEntry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Slot slot : slotsOn(date)) {
      String entryId = idOf(slot);
      boolean again = slot.kind() == ExpectedEntry.Kind.SONG && !seen.add(entryId);
      ExpectedEntry.Kind kind = again ? ExpectedEntry.Kind.DUPLICATE : slot.kind();
      entries.add(new ExpectedEntry(entries.size() + 1, kind, entryId));
    }
    return List.copyOf(entries);
  }

  List<Slot> slotsOn(LocalDate date) {
    return timeline.slotsOn(date.toEpochDay());
  }

  private String idOf(Slot slot) {
    return switch (slot.kind()) {
      case SONG, DUPLICATE -> catalogue.track(slot.number()).id();
      case EPISODE -> catalogue.episode(slot.number()).id();
      case LOCAL_FILE, UNAVAILABLE, MISSING_ID -> "";
    };
  }

  /// Returns an ID that changes when entries are added, removed or moved. Like Spotify's, it has 24
  /// bytes in base 64.
  String snapshotIdOn(LocalDate date) {
    SeededRandom state = random.derive("snapshot");
    for (Slot slot : slotsOn(date)) {
      state = state.derive(slot.kind().name()).derive(slot.number());
    }
    ByteBuffer bytes = ByteBuffer.allocate(24);
    bytes.putLong(state.state()).putLong(state.derive(1).state()).putLong(state.derive(2).state());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  int followersOn(LocalDate date) {
    SeededRandom followers = random.derive("followers");
    int base = followers.derive("a").below(60) * followers.derive("b").below(400);
    return Math.max(0, base + followers.drift(date.toEpochDay(), 1 + base / 50));
  }

  PlaylistDefinition definition() {
    return definition;
  }

  /// Returns the source of random choices for this playlist.
  SeededRandom random() {
    return random;
  }
}
