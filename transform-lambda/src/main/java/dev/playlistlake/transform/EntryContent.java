package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Credits;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Song;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// The content of an entry: a track, an episode, a part of an audiobook or a local file. Has the
/// members that the tables need. [PlaylistEntry] uses it.
final class EntryContent {
  /// The content of an entry without content.
  static final EntryContent NONE = new EntryContent();

  /// The members that [#member(String, JsonCursor)] reads where the entry itself is the content.
  static final Set<String> MEMBERS =
      Set.of(
          "type",
          "id",
          "name",
          "uri",
          "artists",
          "artist",
          "duration_ms",
          "explicit",
          "popularity",
          "disc_number",
          "track_number",
          "external_ids",
          "is_playable",
          "external_urls",
          "linked_from");

  private static final String LOCAL_FILE = "spotify:local:";
  private static final String TRACK = "spotify:track:";
  private static final Set<String> NOT_SONGS = Set.of("episode", "show", "chapter", "audiobook");
  private static final Pattern URI_OF_NO_SONG =
      Pattern.compile("spotify:(episode|show|chapter|audiobook):.*", Pattern.DOTALL);

  private String type = "";
  private String id = "";
  private boolean hasIdMember;
  private String name = "";
  private String uri = "";
  private boolean isLocal;
  private Credits credits = Credits.NONE;
  private Album album = AlbumReader.NONE;
  private OptionalLong durationMs = OptionalLong.empty();
  private Optional<Boolean> explicit = Optional.empty();
  private OptionalLong popularity = OptionalLong.empty();
  private OptionalLong discNumber = OptionalLong.empty();
  private OptionalLong trackNumber = OptionalLong.empty();
  private String isrc = "";
  private Optional<Boolean> isPlayable = Optional.empty();
  private String url = "";
  private String linkedFromId = "";

  // Spotify's account data names the same facts otherwise.
  private boolean isOfAccountData;
  private boolean usesAccountNames;
  private String accountUri = "";
  private String accountName = "";
  private String artistName = "";

  /// Creates content without any member. The caller passes members to it.
  EntryContent() {}

  /// Reads the object at the cursor.
  static EntryContent read(JsonCursor json) throws IOException {
    EntryContent content = new EntryContent();
    json.members(content::member);
    return content;
  }

  /// Reads the member at the cursor, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "type" -> type = json.text();
      case "id" -> {
        hasIdMember = !json.onNull();
        id = json.id();
      }
      case "name" -> name = json.text();
      case "uri" -> uri = json.text();
      case "is_local" -> isLocal = json.bool().orElse(false);
      case "artists" -> credits = AlbumReader.credits(json);
      case "album" -> album = AlbumReader.read(json);
      case "duration_ms" -> durationMs = json.integer();
      case "explicit" -> explicit = json.bool();
      case "popularity" -> popularity = json.integer();
      case "disc_number" -> discNumber = json.integer();
      case "track_number" -> trackNumber = json.integer();
      case "external_ids" -> isrc = json.textOf("isrc");
      case "is_playable" -> isPlayable = json.bool();
      case "external_urls" -> url = json.textOf("spotify");
      case "linked_from" -> linkedFromId = json.idOf("id");
      case "trackUri", "episodeUri" -> {
        isOfAccountData = true;
        accountUri = json.text();
      }
      case "trackName", "episodeName" -> {
        isOfAccountData = true;
        accountName = json.text();
      }
      case "audiobookUri" -> accountUri = json.text();
      case "audiobookName" -> accountName = json.text();
      // `track` and `artist` are strings in YourLibrary.json of the account data.
      case "track" -> accountName = json.text();
      case "artistName", "artist" -> artistName = json.text();
      default -> {}
    }
  }

  /// Whether the object has a member that only Spotify's account data has.
  boolean isOfAccountData() {
    return isOfAccountData;
  }

  /// Whether an entry with these members is content itself.
  boolean isBareContent() {
    return type.equals("track")
        || type.equals("episode")
        || uri.startsWith(TRACK)
        || uri.startsWith("spotify:episode:")
        || uri.startsWith(LOCAL_FILE);
  }

  void setUrl(String spotifyUrl) {
    url = spotifyUrl;
  }

  /// Reads the names of account data, too. Without it they are ignored.
  EntryContent withAccountNames() {
    usesAccountNames = true;
    return this;
  }

  /// Sets the type, which account data has in the name of the entry's member.
  EntryContent ofType(String word) {
    type = word;
    return this;
  }

  /// Makes the content a local file.
  EntryContent asLocalFile() {
    isLocal = true;
    return this;
  }

  String type() {
    return type;
  }

  boolean hasId() {
    return !id().isEmpty();
  }

  private String id() {
    if (hasIdMember || !uri().startsWith(TRACK)) {
      return id;
    }
    return JsonCursor.idOrEmpty(uri().substring(TRACK.length()));
  }

  private String uri() {
    return usesAccountNames && !accountUri.isEmpty() ? accountUri : uri;
  }

  private String name() {
    return usesAccountNames && name.isEmpty() ? accountName : name;
  }

  private Credits credits() {
    return usesAccountNames && credits.count() == 0 && !artistName.isEmpty()
        ? new Credits(List.of(new Credit("", artistName, "")))
        : credits;
  }

  boolean isLocalFile() {
    return isLocal || uri().startsWith(LOCAL_FILE);
  }

  boolean isEpisode() {
    return NOT_SONGS.contains(type) || URI_OF_NO_SONG.matcher(uri()).matches();
  }

  Album album() {
    return album;
  }

  /// Creates the row of a song at its first occurrence.
  Song song(long position, String addedAt, String addedBy) {
    return new Song(
        id(),
        name(),
        position,
        1,
        addedAt,
        addedBy,
        album.id(),
        credits(),
        durationMs,
        explicit,
        popularity,
        discNumber,
        trackNumber,
        isrc,
        isPlayable,
        url,
        linkedFromId);
  }

  /// Creates the row of an entry that is not a song.
  Reject reject(long position, Reject.Reason reason, String addedAt, String detail) {
    return new Reject(
        position, reason, type, id(), name(), credits().names(), addedAt, uri(), detail);
  }
}
