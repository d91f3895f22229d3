package dev.playlistlake.simulator;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A playlist that changes from day to day. Any day can be asked for, in any order: what it holds
/// is a function of seed, playlist and date.
public final class Playlist {
  private final String id;
  private final PlaylistPlan plan;
  private final Catalogue catalogue;
  private final Dice dice;
  private final Slots slots;

  Playlist(String id, PlaylistPlan plan, Catalogue catalogue, Dice dice) {
    this.id = id;
    this.plan = plan;
    this.catalogue = catalogue;
    this.dice = dice;
    this.slots = new Slots(plan, dice.of("slot"));
  }

  /// Spotify's id, 22 characters; `liked` for the saved songs.
  public String id() {
    return id;
  }

  public String name() {
    return plan.name();
  }

  /// Whether the user owns it or collaborates on it, so that every kind of app gets its entries.
  public boolean isReadable() {
    return plan.access().isReadable();
  }

  /// Whether it shows on the owner's profile.
  boolean isPublic() {
    return switch (plan.access()) {
      case OWNED -> !dice.of("public").oneIn(5);
      case FOLLOWED, SPOTIFY -> true;
      case COLLABORATIVE, HIDDEN -> false;
    };
  }

  /// Whether the API admits that it exists: without the user's token only if it is public.
  boolean isVisibleTo(boolean user) {
    return plan.access().isVisible() && (user || isPublic());
  }

  /// What every reader should find on that day, in playlist order.
  public List<Entry> entriesOn(LocalDate date) {
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Slot slot : slotsOn(date)) {
      String entryId = idOf(slot);
      boolean again = slot.kind() == Entry.Kind.SONG && !seen.add(entryId);
      Entry.Kind kind = again ? Entry.Kind.DUPLICATE : slot.kind();
      entries.add(new Entry(entries.size() + 1, kind, entryId));
    }
    return List.copyOf(entries);
  }

  List<Slot> slotsOn(LocalDate date) {
    return slots.on(date.toEpochDay());
  }

  private String idOf(Slot slot) {
    return switch (slot.kind()) {
      case SONG, DUPLICATE -> catalogue.track(slot.number()).id();
      case EPISODE -> Episode.id(catalogue, slot.number());
      case LOCAL_FILE, UNAVAILABLE, MISSING_ID -> "";
    };
  }

  /// Another text whenever an entry entered, left or moved. 24 bytes in base 64, as Spotify's.
  String snapshotIdOn(LocalDate date) {
    Dice state = dice.of("snapshot");
    for (Slot slot : slotsOn(date)) {
      state = state.of(slot.kind().name()).of(slot.number());
    }
    ByteBuffer bytes = ByteBuffer.allocate(24);
    bytes.putLong(state.state()).putLong(state.of(1).state()).putLong(state.of(2).state());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  int followersOn(LocalDate date) {
    Dice followers = dice.of("followers");
    int base = followers.of("a").below(60) * followers.of("b").below(400);
    return Math.max(0, base + followers.drift(date.toEpochDay(), 1 + base / 50));
  }

  PlaylistPlan plan() {
    return plan;
  }

  Dice dice() {
    return dice;
  }
}
