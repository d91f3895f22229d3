package dev.playlistlake.local.verify;

/// A raw object whose tables have a value in every column, and a backslash.
final class FullSnapshot {
  /// Five entries: a song that occurs twice, another song, and two rejects.
  static final String JSON =
      """
      {"schema": "playlist-snapshot/1",
       "extracted_at": "2026-01-01T06:00:00Z",
       "playlist": {
         "id": "p", "name": "Mix \\\\o/", "description": "Songs", "public": true,
         "collaborative": false, "snapshot_id": "abc", "followers": {"total": 7},
         "owner": {"id": "u", "display_name": "User"},
         "external_urls": {"spotify": "https://x/p"},
         "images": [{"url": "https://x/i", "width": 640}]},
       "pages": [{"total": 5, "items": [
         %1$s,
         {"added_at": "2025-12-02T10:00:00Z", "added_by": {"id": "u"}, "track": {
           "id": "s2", "name": "Two", "duration_ms": 200000, "explicit": false, "popularity": 40,
           "disc_number": 1, "track_number": 1, "is_playable": false,
           "external_ids": {"isrc": "I2"}, "external_urls": {"spotify": "https://x/s2"},
           "artists": [{"id": "C", "name": "Cem", "external_urls": {"spotify": "https://x/C"}}],
           "album": {"id": "al2", "name": "Second", "album_type": "single",
             "release_date": "2001-01", "release_date_precision": "month", "total_tracks": 1,
             "artists": [{"id": "D", "name": "Dan"}]}}},
         %1$s,
         {"added_at": "2025-12-03T10:00:00Z", "track": {
           "type": "track", "name": "A song", "uri": "spotify:local:x", "id": "i",
           "artists": [{"name": "Eva"}]}},
         {"added_at": "2025-12-04T10:00:00Z", "track": 7}
       ]}]}
      """
          .formatted(
              """
              {"added_at": "2025-12-01T10:00:00Z", "added_by": {"id": "u"}, "track": {
                 "id": "s1", "name": "One", "duration_ms": 180000, "explicit": true,
                 "popularity": 50, "disc_number": 1, "track_number": 3, "is_playable": true,
                 "external_ids": {"isrc": "I1"}, "external_urls": {"spotify": "https://x/s1"},
                 "linked_from": {"id": "s0"},
                 "artists": [
                   {"id": "A", "name": "Ann", "external_urls": {"spotify": "https://x/A"}},
                   {"id": "B", "name": "Ben"}],
                 "album": {"id": "al1", "name": "First", "album_type": "album",
                   "release_date": "1999-12-04", "release_date_precision": "day",
                   "total_tracks": 10, "artists": [{"id": "A", "name": "Ann"}],
                   "external_urls": {"spotify": "https://x/al1"},
                   "images": [{"url": "https://x/i1", "width": 640}]}}}\
              """);

  private FullSnapshot() {}
}
