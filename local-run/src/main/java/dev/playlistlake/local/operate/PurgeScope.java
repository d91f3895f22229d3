package dev.playlistlake.local.operate;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be deleted of a lake: everything that holds Spotify's content, or that of some
/// playlists. What else lies in the buckets is none of it.
///
/// @param everything whether also what the extract keeps for its next run, and the history table's
///   files, without which that table is none; only together with all playlists
public record PurgeScope(Playlists playlists, boolean everything) {
  private static final String STATE = "state/";
  private static final String HISTORY = "song_history/";
  private static final Pattern SNAPSHOT =
      Pattern.compile(
          "[^/]+/" + RawKey.PARTITION + "=[^/]+/([A-Za-z0-9_-]+)(?:\\.csv|\\.json\\.gz)");

  /// Checks that nobody deletes for one playlist what all need.
  ///
  /// @throws IllegalArgumentException for everything together with some playlists
  public PurgeScope {
    if (everything && !(playlists instanceof Playlists.All)) {
      throw new IllegalArgumentException("state/ and song_history/ belong to all playlists");
    }
  }

  /// Where to look, snapshots first: a transform that is at work then finds its snapshot gone, and
  /// none makes tables anew from what is to go.
  List<Place> places(Lake lake) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(lake.rawBucket(), RawKey.PREFIX));
    for (Table<?> table : Tables.ALL) {
      places.add(new Place(lake.processedBucket(), table.name() + "/"));
    }
    if (everything) {
      places.add(new Place(lake.rawBucket(), STATE));
      places.add(new Place(lake.processedBucket(), HISTORY));
    }
    return places;
  }

  boolean takes(String key) {
    return switch (playlists) {
      // What a playlist's id can't be read from goes too.
      case Playlists.All _ -> true;
      case Playlists.Named named -> {
        Matcher matcher = SNAPSHOT.matcher(key);
        yield matcher.matches() && named.has(new PlaylistId(matcher.group(1)));
      }
    };
  }

  /// A part of a bucket.
  record Place(String bucket, String prefix) {
    @Override
    public String toString() {
      return bucket + "/" + prefix;
    }
  }
}
