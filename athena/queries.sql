-- The lake in SQL: views, saved queries, checks, and the statements of the history tables. Every
-- statement runs unchanged on Athena (engine version 3) and on Trino. docs/sql.md lists the
-- documentation of each construct.
--
-- A statement begins with its name. The comment below the name describes the result and its rows.
-- Change values only at the top of a statement, in "parameters". The value of playlist is the id of
-- one playlist, or '' for every playlist. A parameter whose name ends in _date is a day as text,
-- YYYY-MM-DD, because it selects partitions. A whole number can be replaced by another whole number,
-- and a decimal number by another number.
--
-- A snapshot is complete if it has no trouble; the view snapshot_troubles defines the troubles.
-- Statements that compare days compare a complete snapshot with the complete snapshot before it,
-- however old that is, and return its date.
--
-- Spotify may play another track in a song's place, and another one on the next day. Then song_id
-- changes, and linked_from_id is the track that was added. The view distinct_songs defines
-- original_id, which is the same on all days. Statements about more than one snapshot compare
-- original_id, and take it once for each snapshot.

-- <typed views, generated from the schema by TypedViewsTest>

-- name: songs_typed
-- The table songs with typed columns. A row is one distinct song of the snapshot, in playlist order.
CREATE OR REPLACE VIEW songs_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  song_id,
  NULLIF(song_name, '') AS song_name,
  TRY_CAST(NULLIF(position, '') AS bigint) AS position,
  TRY_CAST(NULLIF(occurrences, '') AS bigint) AS occurrences,
  TRY(date_parse(NULLIF(added_at, ''), '%Y-%m-%dT%H:%i:%sZ')) AS added_at,
  NULLIF(added_by, '') AS added_by,
  NULLIF(album_id, '') AS album_id,
  NULLIF(artist_id, '') AS artist_id,
  NULLIF(artist_names, '') AS artist_names,
  TRY_CAST(NULLIF(artist_count, '') AS bigint) AS artist_count,
  TRY_CAST(NULLIF(duration_ms, '') AS bigint) AS duration_ms,
  TRY_CAST(NULLIF(explicit, '') AS boolean) AS explicit,
  TRY_CAST(NULLIF(popularity, '') AS bigint) AS popularity,
  TRY_CAST(NULLIF(disc_number, '') AS bigint) AS disc_number,
  TRY_CAST(NULLIF(track_number, '') AS bigint) AS track_number,
  NULLIF(isrc, '') AS isrc,
  TRY_CAST(NULLIF(is_playable, '') AS boolean) AS is_playable,
  NULLIF(song_url, '') AS song_url,
  NULLIF(linked_from_id, '') AS linked_from_id
FROM songs;

-- name: albums_typed
-- The table albums with typed columns. A row is one distinct album id of the songs, with the values of its first song.
CREATE OR REPLACE VIEW albums_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  album_id,
  NULLIF(album_name, '') AS album_name,
  NULLIF(album_type, '') AS album_type,
  NULLIF(release_date, '') AS release_date,
  CASE WHEN release_date_precision = 'day' THEN TRY_CAST(release_date AS date) END AS released_on,
  NULLIF(release_date_precision, '') AS release_date_precision,
  TRY_CAST(NULLIF(release_year, '') AS bigint) AS release_year,
  TRY_CAST(NULLIF(total_tracks, '') AS bigint) AS total_tracks,
  NULLIF(artist_id, '') AS artist_id,
  NULLIF(artist_names, '') AS artist_names,
  TRY_CAST(NULLIF(songs_on_playlist, '') AS bigint) AS songs_on_playlist,
  NULLIF(album_url, '') AS album_url,
  NULLIF(image_url, '') AS image_url
FROM albums;

-- name: artists_typed
-- The table artists with typed columns. A row is one distinct artist id among the credits of the songs and of their albums.
CREATE OR REPLACE VIEW artists_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  artist_id,
  NULLIF(artist_name, '') AS artist_name,
  TRY_CAST(NULLIF(songs_on_playlist, '') AS bigint) AS songs_on_playlist,
  NULLIF(artist_url, '') AS artist_url
FROM artists;

-- name: song_artists_typed
-- The table song_artists with typed columns. A row is one credit of a song, in the order of `songs`.
CREATE OR REPLACE VIEW song_artists_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  song_id,
  TRY_CAST(NULLIF(artist_position, '') AS bigint) AS artist_position,
  NULLIF(artist_id, '') AS artist_id
FROM song_artists;

-- name: rejects_typed
-- The table rejects with typed columns. A row is one entry that is not a song, in playlist order.
CREATE OR REPLACE VIEW rejects_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  TRY_CAST(NULLIF(position, '') AS bigint) AS position,
  NULLIF(reason, '') AS reason,
  NULLIF(item_type, '') AS item_type,
  NULLIF(item_id, '') AS item_id,
  NULLIF(item_name, '') AS item_name,
  NULLIF(artist_names, '') AS artist_names,
  TRY(date_parse(NULLIF(added_at, ''), '%Y-%m-%dT%H:%i:%sZ')) AS added_at,
  NULLIF(uri, '') AS uri,
  NULLIF(detail, '') AS detail
FROM rejects;

-- name: playlists_typed
-- The table playlists with typed columns. A row is one snapshot of one playlist; without this row the snapshot is not complete.
CREATE OR REPLACE VIEW playlists_typed AS
SELECT
  snapshot_date,
  TRY_CAST(snapshot_date AS date) AS snapshot_day,
  playlist_id,
  NULLIF(playlist_name, '') AS playlist_name,
  NULLIF(description, '') AS description,
  NULLIF(owner_id, '') AS owner_id,
  NULLIF(owner_name, '') AS owner_name,
  TRY_CAST(NULLIF(is_public, '') AS boolean) AS is_public,
  TRY_CAST(NULLIF(is_collaborative, '') AS boolean) AS is_collaborative,
  TRY_CAST(NULLIF(followers, '') AS bigint) AS followers,
  NULLIF(spotify_snapshot_id, '') AS spotify_snapshot_id,
  TRY(date_parse(NULLIF(extracted_at, ''), '%Y-%m-%dT%H:%i:%sZ')) AS extracted_at,
  TRY_CAST(NULLIF(items_declared, '') AS bigint) AS items_declared,
  TRY_CAST(NULLIF(items_read, '') AS bigint) AS items_read,
  TRY_CAST(NULLIF(songs, '') AS bigint) AS songs,
  TRY_CAST(NULLIF(duplicates, '') AS bigint) AS duplicates,
  TRY_CAST(NULLIF(rejects, '') AS bigint) AS rejects,
  TRY_CAST(NULLIF(albums, '') AS bigint) AS albums,
  TRY_CAST(NULLIF(artists, '') AS bigint) AS artists,
  TRY_CAST(NULLIF(total_duration_ms, '') AS bigint) AS total_duration_ms,
  TRY_CAST(NULLIF(explicit_songs, '') AS bigint) AS explicit_songs,
  NULLIF(playlist_url, '') AS playlist_url,
  NULLIF(raw_key, '') AS raw_key,
  NULLIF(image_url, '') AS image_url,
  TRY_CAST(NULLIF(unreadable, '') AS bigint) AS unreadable
FROM playlists;

-- </typed views>

-- name: snapshot_troubles
-- All snapshots with their counts and their troubles. short and long: fewer or more entries were read than Spotify declared. unreadable: Spotify sent no content for any of several entries. contradiction: no entry was read, but another snapshot with the same spotify_snapshot_id has entries. unfinished: the snapshot has rows in songs or rejects, but none in playlists. A row is one snapshot of one playlist; troubles has the names, joined by a comma and a space, and is NULL for a complete snapshot.
CREATE OR REPLACE VIEW snapshot_troubles AS
WITH
judged AS (
  SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, spotify_snapshot_id, extracted_at,
    items_declared, items_read, songs, duplicates, rejects, albums, artists, total_duration_ms,
    explicit_songs, unreadable,
    NULLIF(array_join(ARRAY[
      CASE WHEN items_read < items_declared THEN 'short' END,
      CASE WHEN items_read > items_declared THEN 'long' END,
      CASE WHEN items_read > 1 AND unreadable = items_read THEN 'unreadable' END,
      CASE WHEN items_read = 0 AND spotify_snapshot_id IS NOT NULL
        AND max(items_read) OVER (PARTITION BY playlist_id, spotify_snapshot_id) > 0
        THEN 'contradiction' END
    ], ', '), '') AS troubles
  FROM playlists_typed
),
found AS (
  SELECT playlist_id, snapshot_date, snapshot_day FROM songs_typed
  UNION
  SELECT playlist_id, snapshot_date, snapshot_day FROM rejects_typed
)
SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, extracted_at, items_declared,
  items_read, songs, duplicates, rejects, albums, artists, total_duration_ms, explicit_songs,
  unreadable, troubles
FROM judged
UNION ALL
SELECT f.snapshot_date, f.snapshot_day, f.playlist_id, t.playlist_name, t.extracted_at,
  t.items_declared, t.items_read, t.songs, t.duplicates, t.rejects, t.albums, t.artists,
  t.total_duration_ms, t.explicit_songs, t.unreadable, 'unfinished'
FROM found f
LEFT JOIN playlists_typed t
  ON t.playlist_id = f.playlist_id AND t.snapshot_date = f.snapshot_date
WHERE t.playlist_id IS NULL;

-- name: complete_snapshots
-- All complete snapshots, numbered from each playlist's first, each with the date of the complete snapshot before it. A row is one complete snapshot of one playlist.
CREATE OR REPLACE VIEW complete_snapshots AS
SELECT
  snapshot_date,
  snapshot_day,
  playlist_id,
  playlist_name,
  songs,
  extracted_at,
  row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS snapshot_number,
  lag(snapshot_date) OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS previous_date,
  lead(snapshot_date) OVER (PARTITION BY playlist_id ORDER BY snapshot_date) IS NULL AS is_latest
FROM snapshot_troubles
WHERE troubles IS NULL;

-- name: distinct_songs
-- The songs of all snapshots with their original_id, which is the same on all days. It is the track that was added, also if Spotify plays another one in its place. A row is one original_id of one snapshot, complete or not, with the values of its first position.
CREATE OR REPLACE VIEW distinct_songs AS
WITH
originals AS (
  SELECT snapshot_date, snapshot_day, playlist_id, coalesce(linked_from_id, song_id) AS original_id,
    song_id, song_name, position, occurrences, added_at, added_by, album_id, artist_id,
    artist_names, artist_count, duration_ms, explicit, popularity, isrc, is_playable, song_url,
    linked_from_id
  FROM songs_typed
),
ranked AS (
  SELECT snapshot_date, snapshot_day, playlist_id, original_id, song_id, song_name, position,
    occurrences, added_at, added_by, album_id, artist_id, artist_names, artist_count, duration_ms,
    explicit, popularity, isrc, is_playable, song_url, linked_from_id,
    row_number() OVER (
      PARTITION BY playlist_id, snapshot_date, original_id ORDER BY position, song_id) AS place
  FROM originals
)
SELECT snapshot_date, snapshot_day, playlist_id, original_id, song_id, song_name, position,
  occurrences, added_at, added_by, album_id, artist_id, artist_names, artist_count, duration_ms,
  explicit, popularity, isrc, is_playable, song_url, linked_from_id
FROM ranked
WHERE place = 1;

-- name: playlist_songs
-- Songs with the data of their album, playlist and snapshot, so that no join is needed. A row is one song of one complete snapshot; is_latest marks the rows of the playlist's latest complete snapshot.
CREATE OR REPLACE VIEW playlist_songs AS
SELECT
  s.snapshot_date,
  s.snapshot_day,
  c.is_latest,
  s.playlist_id,
  c.playlist_name,
  s.position,
  s.occurrences,
  s.song_id,
  s.song_name,
  s.artist_id,
  s.artist_names,
  s.artist_count,
  s.album_id,
  a.album_name,
  a.album_type,
  a.release_date,
  a.released_on,
  a.release_year,
  s.added_at,
  s.added_by,
  s.duration_ms,
  s.explicit,
  s.popularity,
  s.isrc,
  s.is_playable,
  s.song_url,
  a.image_url,
  s.linked_from_id,
  s.original_id
FROM distinct_songs s
JOIN complete_snapshots c
  ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
LEFT JOIN albums_typed a
  ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date AND a.album_id = s.album_id;

-- name: playlist_songs_now
-- The songs that are on the playlists now, by each playlist's latest complete snapshot. A row is one song of one playlist.
CREATE OR REPLACE VIEW playlist_songs_now AS
WITH
latest AS (
  SELECT playlist_id, playlist_name, snapshot_date FROM complete_snapshots WHERE is_latest
),
-- The condition on the date prevents reading the albums of other days.
latest_albums AS (
  SELECT a.playlist_id, a.snapshot_date, a.album_id, a.album_name, a.album_type, a.release_date,
    a.released_on, a.release_year, a.image_url
  FROM albums_typed a
  JOIN latest l ON l.playlist_id = a.playlist_id AND l.snapshot_date = a.snapshot_date
)
SELECT
  s.snapshot_date,
  s.snapshot_day,
  s.playlist_id,
  l.playlist_name,
  s.position,
  s.occurrences,
  s.song_id,
  s.song_name,
  s.artist_id,
  s.artist_names,
  s.artist_count,
  s.album_id,
  a.album_name,
  a.album_type,
  a.release_date,
  a.released_on,
  a.release_year,
  s.added_at,
  s.added_by,
  s.duration_ms,
  s.explicit,
  s.popularity,
  s.isrc,
  s.is_playable,
  s.song_url,
  a.image_url,
  s.linked_from_id,
  s.original_id
FROM distinct_songs s
JOIN latest l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
LEFT JOIN latest_albums a ON a.playlist_id = s.playlist_id AND a.album_id = s.album_id;

-- name: song_credits
-- The artists who are credited on songs. An artist whom a song credits twice counts once. A row is one artist of one song of one complete snapshot.
CREATE OR REPLACE VIEW song_credits AS
SELECT
  s.snapshot_date,
  s.snapshot_day,
  c.is_latest,
  s.playlist_id,
  s.song_id,
  a.artist_id,
  min(a.artist_position) AS artist_position,
  s.original_id
FROM distinct_songs s
JOIN complete_snapshots c
  ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
JOIN song_artists_typed a
  ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date AND a.song_id = s.song_id
GROUP BY s.snapshot_date, s.snapshot_day, c.is_latest, s.playlist_id, s.song_id, a.artist_id,
  s.original_id;

-- name: song_changes
-- The songs that entered or left between a complete snapshot and the complete snapshot before it. A song that is only played by another track has neither entered nor left. The first snapshot of a playlist has no rows. A row is one song that entered or left.
CREATE OR REPLACE VIEW song_changes AS
WITH
now_there AS (
  SELECT c.snapshot_date, c.snapshot_day, c.previous_date, c.playlist_id, c.playlist_name,
    s.song_id, s.song_name, s.artist_names, s.position, s.added_at, s.added_by, s.original_id
  FROM complete_snapshots c
  JOIN distinct_songs s ON s.playlist_id = c.playlist_id AND s.snapshot_date = c.snapshot_date
  WHERE c.previous_date IS NOT NULL
),
was_there AS (
  SELECT c.snapshot_date, c.snapshot_day, c.previous_date, c.playlist_id, c.playlist_name,
    s.song_id, s.song_name, s.artist_names, s.position, s.added_at, s.added_by, s.original_id
  FROM complete_snapshots c
  JOIN distinct_songs s ON s.playlist_id = c.playlist_id AND s.snapshot_date = c.previous_date
)
SELECT n.snapshot_date, n.snapshot_day, n.previous_date, n.playlist_id, n.playlist_name,
  CAST('entered' AS varchar) AS change, n.song_id, n.song_name, n.artist_names, n.position, n.added_at, n.added_by,
  n.original_id
FROM now_there n
LEFT JOIN was_there o
  ON o.playlist_id = n.playlist_id AND o.snapshot_date = n.snapshot_date
  AND o.original_id = n.original_id
WHERE o.original_id IS NULL
UNION ALL
SELECT o.snapshot_date, o.snapshot_day, o.previous_date, o.playlist_id, o.playlist_name,
  CAST('left' AS varchar) AS change, o.song_id, o.song_name, o.artist_names, o.position, o.added_at, o.added_by,
  o.original_id
FROM was_there o
LEFT JOIN now_there n
  ON n.playlist_id = o.playlist_id AND n.snapshot_date = o.snapshot_date
  AND n.original_id = o.original_id
WHERE n.original_id IS NULL;

-- name: song_stays
-- How long songs stayed on a playlist without a break. A day without a complete snapshot is not a break. A row is one unbroken stay of one song on one playlist; song_id is the track that was played last.
CREATE OR REPLACE VIEW song_stays AS
WITH
numbered AS (
  SELECT s.playlist_id, s.original_id, s.song_id, s.snapshot_date, s.position, c.is_latest,
    c.snapshot_number - row_number() OVER (
      PARTITION BY s.playlist_id, s.original_id ORDER BY s.snapshot_date) AS stay_group
  FROM distinct_songs s
  JOIN complete_snapshots c
    ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
)
SELECT
  playlist_id,
  max_by(song_id, snapshot_date) AS song_id,
  row_number() OVER (PARTITION BY playlist_id, original_id ORDER BY min(snapshot_date))
    AS stay_number,
  min(snapshot_date) AS first_seen,
  max(snapshot_date) AS last_seen,
  count(*) AS days,
  min(position) AS best_position,
  count_if(position = 1) AS days_at_number_1,
  bool_or(is_latest) AS is_now,
  original_id
FROM numbered
GROUP BY playlist_id, original_id, stay_group;

-- name: songs_current
-- Every song of any snapshot, with its newest values. A row is one song id.
CREATE OR REPLACE VIEW songs_current AS
WITH
ranked AS (
  SELECT song_id, song_name, artist_id, artist_names, artist_count, album_id, duration_ms, explicit,
    popularity, isrc, song_url, snapshot_date,
    row_number() OVER (PARTITION BY song_id ORDER BY snapshot_date DESC, playlist_id) AS age
  FROM songs_typed
)
SELECT song_id, song_name, artist_id, artist_names, artist_count, album_id, duration_ms, explicit,
  popularity, isrc, song_url, snapshot_date AS last_seen
FROM ranked
WHERE age = 1;

-- name: albums_current
-- Every album of any snapshot, with its newest values. A row is one album id.
CREATE OR REPLACE VIEW albums_current AS
WITH
ranked AS (
  SELECT album_id, album_name, album_type, release_date, released_on, release_year, total_tracks,
    artist_id, artist_names, album_url, image_url, snapshot_date,
    row_number() OVER (PARTITION BY album_id ORDER BY snapshot_date DESC, playlist_id) AS age
  FROM albums_typed
)
SELECT album_id, album_name, album_type, release_date, released_on, release_year, total_tracks,
  artist_id, artist_names, album_url, image_url, snapshot_date AS last_seen
FROM ranked
WHERE age = 1;

-- name: artists_current
-- Every artist credited in any snapshot, with the newest name. A row is one artist id.
CREATE OR REPLACE VIEW artists_current AS
WITH
ranked AS (
  SELECT artist_id, artist_name, artist_url, snapshot_date,
    row_number() OVER (PARTITION BY artist_id ORDER BY snapshot_date DESC, playlist_id) AS age
  FROM artists_typed
)
SELECT artist_id, artist_name, artist_url, snapshot_date AS last_seen
FROM ranked
WHERE age = 1;

-- name: playlists_current
-- Every playlist with its newest values. Incomplete snapshots count too. A row is one playlist id.
CREATE OR REPLACE VIEW playlists_current AS
WITH
ranked AS (
  SELECT playlist_id, playlist_name, description, owner_id, owner_name, is_public,
    is_collaborative, followers, songs, total_duration_ms, playlist_url, extracted_at,
    snapshot_date, image_url,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date DESC) AS age
  FROM playlists_typed
)
SELECT playlist_id, playlist_name, description, owner_id, owner_name, is_public, is_collaborative,
  followers, songs, total_duration_ms, playlist_url, extracted_at, snapshot_date AS last_seen,
  image_url
FROM ranked
WHERE age = 1;

-- name: top_artists
-- Which artists are on the playlists most? Every credit of a song counts, not only the first. A row is one artist; song_days counts each song once per playlist and day.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date,
    50 AS top
),
counted AS (
  SELECT c.artist_id,
    count(*) AS song_days,
    count(DISTINCT c.original_id) AS songs,
    count(DISTINCT c.snapshot_date) AS days,
    count(DISTINCT c.playlist_id) AS playlists,
    rank() OVER (ORDER BY count(*) DESC) AS place
  FROM song_credits c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id) AND c.snapshot_date BETWEEN p.from_date AND p.to_date
  GROUP BY c.artist_id
)
SELECT n.place, n.artist_id, a.artist_name, n.song_days, n.songs, n.days, n.playlists
FROM counted n
CROSS JOIN parameters p
LEFT JOIN artists_current a ON a.artist_id = n.artist_id
WHERE n.place <= p.top
ORDER BY n.place, n.artist_id;

-- name: entries_and_exits
-- Which songs entered and which left, day by day? A row is one song that entered or left a playlist between a complete snapshot and the complete snapshot before it.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.previous_date,
  date_diff('day', TRY_CAST(c.previous_date AS date), c.snapshot_day) AS days_between,
  c.change, c.song_id, c.song_name, c.artist_names, c.position, c.added_by, c.original_id
FROM song_changes c
CROSS JOIN parameters p
WHERE p.playlist IN ('', c.playlist_id) AND c.snapshot_date BETWEEN p.from_date AND p.to_date
ORDER BY c.playlist_id, c.snapshot_date, c.change, c.position, c.song_id;

-- name: difference_between
-- How does a playlist differ between two days? Compares each playlist's latest complete snapshot up to the first day with its latest complete snapshot up to the second day. Changes between the two are ignored. A row is one song that is in only one of the two snapshots.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS first_date, -- a date before the first snapshot selects the first snapshot
    '9999-12-31' AS second_date
),
pairs AS (
  SELECT c.playlist_id,
    coalesce(max(CASE WHEN c.snapshot_date <= p.first_date THEN c.snapshot_date END),
      min(c.snapshot_date)) AS old_date,
    max(CASE WHEN c.snapshot_date <= p.second_date THEN c.snapshot_date END) AS new_date
  FROM complete_snapshots c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id)
  GROUP BY c.playlist_id
),
old_songs AS (
  SELECT r.playlist_id, r.old_date, r.new_date, s.song_id, s.song_name, s.artist_names, s.position,
    s.original_id
  FROM pairs r
  JOIN distinct_songs s ON s.playlist_id = r.playlist_id AND s.snapshot_date = r.old_date
),
new_songs AS (
  SELECT r.playlist_id, r.old_date, r.new_date, s.song_id, s.song_name, s.artist_names, s.position,
    s.original_id
  FROM pairs r
  JOIN distinct_songs s ON s.playlist_id = r.playlist_id AND s.snapshot_date = r.new_date
)
SELECT
  coalesce(n.playlist_id, o.playlist_id) AS playlist_id,
  coalesce(n.old_date, o.old_date) AS old_date,
  coalesce(n.new_date, o.new_date) AS new_date,
  CASE WHEN o.original_id IS NULL THEN 'entered' ELSE 'left' END AS change,
  coalesce(n.song_id, o.song_id) AS song_id,
  coalesce(n.song_name, o.song_name) AS song_name,
  coalesce(n.artist_names, o.artist_names) AS artist_names,
  coalesce(n.position, o.position) AS position,
  coalesce(n.original_id, o.original_id) AS original_id
FROM new_songs n
FULL OUTER JOIN old_songs o ON o.playlist_id = n.playlist_id AND o.original_id = n.original_id
WHERE (o.original_id IS NULL OR n.original_id IS NULL) AND coalesce(n.new_date, o.new_date) IS NOT NULL
ORDER BY 1, 4, 8, 5;

-- name: days_on_playlist
-- How long was each song on a playlist, and how often did it return? A row is one song of one playlist; days counts the complete snapshots with the song.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
totals AS (
  SELECT t.playlist_id, t.original_id,
    max_by(t.song_id, t.last_seen) AS song_id,
    sum(t.days) AS days,
    min(t.first_seen) AS first_seen,
    max(t.last_seen) AS last_seen,
    count(*) - 1 AS re_entries,
    bool_or(t.is_now) AS is_now
  FROM song_stays t
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', t.playlist_id)
  GROUP BY t.playlist_id, t.original_id
)
SELECT t.playlist_id, t.song_id, s.song_name, s.artist_names, t.days, t.first_seen, t.last_seen,
  t.re_entries, t.is_now, t.original_id
FROM totals t
LEFT JOIN songs_current s ON s.song_id = t.song_id
ORDER BY t.playlist_id, t.days DESC, t.first_seen, t.song_id, t.original_id;

-- name: re_entries
-- Which songs left and came back? A row is one return of one song to one playlist; away counts the complete snapshots without it.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
stays AS (
  SELECT t.playlist_id, t.original_id, t.song_id, t.first_seen AS back_on,
    lag(t.last_seen) OVER (
      PARTITION BY t.playlist_id, t.original_id ORDER BY t.stay_number) AS last_seen_before
  FROM song_stays t
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', t.playlist_id)
)
SELECT t.playlist_id, t.song_id, s.song_name, s.artist_names, t.last_seen_before, t.back_on,
  c.snapshot_number - b.snapshot_number - 1 AS away, t.original_id
FROM stays t
JOIN complete_snapshots c ON c.playlist_id = t.playlist_id AND c.snapshot_date = t.back_on
JOIN complete_snapshots b ON b.playlist_id = t.playlist_id AND b.snapshot_date = t.last_seen_before
LEFT JOIN songs_current s ON s.song_id = t.song_id
ORDER BY t.playlist_id, t.back_on, t.song_id, t.original_id;

-- name: movement
-- How did songs move since the previous complete snapshot, and what was their best position? A row is one song of a playlist's latest complete snapshot; moved is positive if the song moved up, and NULL if it is new.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
bests AS (
  SELECT playlist_id, original_id, min(best_position) AS best_position,
    sum(days_at_number_1) AS days_at_number_1
  FROM song_stays
  GROUP BY playlist_id, original_id
)
SELECT n.playlist_id, n.snapshot_date, c.previous_date, n.position,
  b.position AS previous_position,
  b.position - n.position AS moved,
  n.song_id, n.song_name, n.artist_names, t.best_position, t.days_at_number_1, n.original_id
FROM playlist_songs_now n
CROSS JOIN parameters p
JOIN complete_snapshots c ON c.playlist_id = n.playlist_id AND c.snapshot_date = n.snapshot_date
JOIN bests t ON t.playlist_id = n.playlist_id AND t.original_id = n.original_id
LEFT JOIN distinct_songs b
  ON b.playlist_id = n.playlist_id AND b.original_id = n.original_id
  AND b.snapshot_date = c.previous_date
WHERE p.playlist IN ('', n.playlist_id)
ORDER BY n.playlist_id, n.position;

-- name: popularity_trend
-- Which songs gain popularity, which lose it, and what does a straight line predict? Uses linear regression over the days on which Spotify sent a popularity. A row is one song; outlook_7_days is NULL for fewer than three such days, and r2 is the fit of the line (1 is best).
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
points AS (
  SELECT s.original_id, s.snapshot_day, max(s.popularity) AS popularity,
    max_by(s.song_id, s.popularity) AS song_id
  FROM distinct_songs s
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', s.playlist_id) AND s.snapshot_date BETWEEN p.from_date AND p.to_date
    AND s.popularity IS NOT NULL
  GROUP BY s.original_id, s.snapshot_day
),
dated AS (
  SELECT original_id, song_id, snapshot_day, CAST(popularity AS double) AS popularity,
    CAST(date_diff('day', min(snapshot_day) OVER (PARTITION BY original_id), snapshot_day)
      AS double) AS day_number,
    max(popularity) OVER (PARTITION BY original_id) AS peak
  FROM points
),
lines AS (
  SELECT original_id,
    max_by(song_id, snapshot_day) AS song_id,
    count(*) AS days,
    min(snapshot_day) AS first_day,
    max(snapshot_day) AS last_day,
    min_by(popularity, snapshot_day) AS first_popularity,
    max_by(popularity, snapshot_day) AS last_popularity,
    max(peak) AS peak,
    min(CASE WHEN popularity = peak THEN snapshot_day END) AS peak_day,
    regr_slope(popularity, day_number) AS slope,
    regr_intercept(popularity, day_number) AS intercept,
    corr(popularity, day_number) AS correlation,
    max(day_number) AS last_number
  FROM dated
  GROUP BY original_id
)
SELECT t.song_id, s.song_name, s.artist_names, t.days, t.first_day, t.last_day,
  CAST(t.first_popularity AS bigint) AS first_popularity,
  CAST(t.last_popularity AS bigint) AS last_popularity,
  CAST(t.last_popularity - t.first_popularity AS bigint) AS change,
  CASE WHEN t.last_popularity > t.first_popularity THEN 'rose'
    WHEN t.last_popularity < t.first_popularity THEN 'fell'
    ELSE 'level' END AS direction,
  t.peak,
  t.peak_day,
  CASE WHEN t.days >= 2 THEN round(t.slope, 4) END AS slope_per_day,
  CASE WHEN t.days >= 3 AND NOT is_nan(t.correlation)
    THEN round(t.correlation * t.correlation, 4) END AS r2,
  CASE WHEN t.days >= 3
    THEN round(least(100e0, greatest(0e0, t.intercept + t.slope * (t.last_number + 7))), 1)
    END AS outlook_7_days,
  t.original_id
FROM lines t
LEFT JOIN songs_current s ON s.song_id = t.song_id
ORDER BY change DESC, t.song_id, t.original_id;

-- name: popularity_by_release_year
-- Are newer songs more popular? A row is one release year of the songs that are on a playlist now, each song counted once.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
songs AS (
  SELECT n.original_id, max(n.release_year) AS release_year, max(n.popularity) AS popularity
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id)
  GROUP BY n.original_id
)
SELECT release_year, count(*) AS songs, count(popularity) AS songs_with_popularity,
  round(avg(popularity), 1) AS average_popularity, max(popularity) AS highest_popularity
FROM songs
GROUP BY release_year
ORDER BY release_year DESC NULLS LAST;

-- name: popularity_by_explicit
-- Are explicit songs more popular? A row is one value of explicit (NULL if unknown) among the songs that are on a playlist now, each song counted once.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
songs AS (
  SELECT n.original_id, bool_or(n.explicit) AS explicit, max(n.popularity) AS popularity
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id)
  GROUP BY n.original_id
)
SELECT explicit, count(*) AS songs, count(popularity) AS songs_with_popularity,
  round(avg(popularity), 1) AS average_popularity
FROM songs
GROUP BY explicit
ORDER BY explicit DESC NULLS LAST;

-- name: popularity_by_length
-- Are shorter songs more popular? A row is one length in whole minutes (NULL if unknown) among the songs that are on a playlist now, each song counted once.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
songs AS (
  SELECT n.original_id, max(n.duration_ms) AS duration_ms, max(n.popularity) AS popularity
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id)
  GROUP BY n.original_id
)
SELECT duration_ms / 60000 AS minutes, count(*) AS songs,
  count(popularity) AS songs_with_popularity, round(avg(popularity), 1) AS average_popularity
FROM songs
GROUP BY duration_ms / 60000
ORDER BY minutes NULLS LAST;

-- name: release_years
-- From which years and decades are the songs? A row is one release year (NULL if unknown) of the songs that are on a playlist now; percent is the share of the songs with a known release year, and NULL in the row of unknown years.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT n.playlist_id, n.release_year, n.release_year / 10 * 10 AS decade, count(*) AS songs,
  CASE WHEN n.release_year IS NOT NULL
    THEN round(100e0 * count(*) / sum(count(n.release_year)) OVER (PARTITION BY n.playlist_id), 1)
    END AS percent
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id)
GROUP BY n.playlist_id, n.release_year
ORDER BY n.playlist_id, n.release_year NULLS LAST;

-- name: release_decades
-- From which decades are the songs? A row is one decade (NULL if unknown) of the songs that are on a playlist now; percent is the share of the songs with a known release year, and NULL in the row of unknown decades.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT n.playlist_id, n.release_year / 10 * 10 AS decade, count(*) AS songs,
  CASE WHEN n.release_year / 10 * 10 IS NOT NULL
    THEN round(100e0 * count(*) / sum(count(n.release_year)) OVER (PARTITION BY n.playlist_id), 1)
    END AS percent
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id)
GROUP BY n.playlist_id, n.release_year / 10 * 10
ORDER BY n.playlist_id, decade NULLS LAST;

-- name: release_age
-- How old are the songs of a playlist? A row is one playlist by its latest complete snapshot; an age is the year of the snapshot minus the release year, and the median is approximate.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT n.playlist_id, n.snapshot_date, count(*) AS songs, count(n.release_year) AS songs_with_year,
  min(n.release_year) AS oldest, max(n.release_year) AS newest,
  approx_percentile(year(n.snapshot_day) - n.release_year, 0.5) AS median_age
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id)
GROUP BY n.playlist_id, n.snapshot_date
ORDER BY n.playlist_id;

-- name: freshness
-- How much of a playlist is new, and how soon after their release are songs added? A row is one playlist by its latest complete snapshot; the percentages are shares of the songs with a known day of release.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
songs AS (
  SELECT n.playlist_id, n.snapshot_date, n.released_on,
    date_diff('day', n.released_on, n.snapshot_day) AS age,
    date_diff('day', n.released_on, CAST(n.added_at AS date)) AS lag_days
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id)
)
SELECT playlist_id, snapshot_date, count(*) AS songs, count(released_on) AS songs_with_day,
  round(100e0 * count_if(age BETWEEN 0 AND 7) / nullif(count(age), 0), 1) AS percent_7_days,
  round(100e0 * count_if(age BETWEEN 0 AND 30) / nullif(count(age), 0), 1) AS percent_30_days,
  round(100e0 * count_if(age BETWEEN 0 AND 90) / nullif(count(age), 0), 1) AS percent_90_days,
  approx_percentile(lag_days, 0.5) AS median_lag_days
FROM songs
GROUP BY playlist_id, snapshot_date
ORDER BY playlist_id;

-- name: explicit_share
-- How does the share of explicit songs change? A row is one complete snapshot of one playlist; percent is the share of the songs for which Spotify sent the value.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT s.playlist_id, s.snapshot_date, count(*) AS songs, count(s.explicit) AS songs_known,
  count_if(s.explicit) AS explicit_songs,
  round(100e0 * count_if(s.explicit) / nullif(count(s.explicit), 0), 1) AS percent
FROM distinct_songs s
JOIN complete_snapshots c
  ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
CROSS JOIN parameters p
WHERE p.playlist IN ('', s.playlist_id) AND s.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY s.playlist_id, s.snapshot_date
ORDER BY s.playlist_id, s.snapshot_date;

-- name: length_statistics
-- How long are the songs, and how long is the playlist? A row is one playlist by its latest complete snapshot; total_minutes counts every occurrence of a song, and the median is approximate.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT n.playlist_id, n.snapshot_date, count(*) AS songs, count(n.duration_ms) AS songs_with_length,
  min(n.duration_ms) AS shortest_ms,
  approx_percentile(n.duration_ms, 0.5) AS median_ms,
  CAST(round(avg(n.duration_ms)) AS bigint) AS average_ms,
  max(n.duration_ms) AS longest_ms,
  CAST(round(stddev_samp(n.duration_ms)) AS bigint) AS deviation_ms,
  round(sum(n.duration_ms * n.occurrences) / 60000e0, 1) AS total_minutes
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id)
GROUP BY n.playlist_id, n.snapshot_date
ORDER BY n.playlist_id;

-- name: length_outliers
-- Which songs are much longer or shorter than the rest of their playlist? Lists songs whose length differs from the average by more than the given number of standard deviations. A row is one such song.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    2.0 AS deviations
),
measured AS (
  SELECT n.playlist_id, n.position, n.song_id, n.song_name, n.artist_names, n.duration_ms,
    avg(n.duration_ms) OVER (PARTITION BY n.playlist_id) AS average_ms,
    stddev_samp(n.duration_ms) OVER (PARTITION BY n.playlist_id) AS deviation_ms
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id) AND n.duration_ms IS NOT NULL
)
SELECT m.playlist_id, m.position, m.song_id, m.song_name, m.artist_names, m.duration_ms,
  CAST(round(m.average_ms) AS bigint) AS average_ms,
  round((m.duration_ms - m.average_ms) / m.deviation_ms, 2) AS deviations
FROM measured m
CROSS JOIN parameters p
WHERE abs(m.duration_ms - m.average_ms) > p.deviations * m.deviation_ms AND m.deviation_ms > 0
ORDER BY m.playlist_id, abs(m.duration_ms - m.average_ms) DESC, m.song_id;

-- name: collaboration_share
-- How many songs are collaborations? A row is one playlist by its latest complete snapshot; a collaboration has two or more credits, and percent is the share of the songs with a known number of credits.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT n.playlist_id, n.snapshot_date, count(*) AS songs,
  count_if(n.artist_count >= 2) AS collaborations,
  round(100e0 * count_if(n.artist_count >= 2) / nullif(count(n.artist_count), 0), 1) AS percent,
  round(avg(n.artist_count), 2) AS average_credits
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id)
GROUP BY n.playlist_id, n.snapshot_date
ORDER BY n.playlist_id;

-- name: artist_pairs
-- Which artists work together most? A row is one pair of artists with the number of songs that credit both, in all complete snapshots of the range.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date,
    50 AS top
),
credits AS (
  SELECT DISTINCT c.original_id, c.song_id, c.artist_id
  FROM song_credits c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id) AND c.snapshot_date BETWEEN p.from_date AND p.to_date
),
pairs AS (
  SELECT a.artist_id AS artist_a_id, b.artist_id AS artist_b_id,
    count(DISTINCT a.original_id) AS songs,
    rank() OVER (ORDER BY count(DISTINCT a.original_id) DESC) AS place
  FROM credits a
  JOIN credits b
    ON b.original_id = a.original_id AND b.song_id = a.song_id AND a.artist_id < b.artist_id
  GROUP BY a.artist_id, b.artist_id
)
SELECT r.place, r.artist_a_id, a.artist_name AS artist_a, r.artist_b_id, b.artist_name AS artist_b,
  r.songs
FROM pairs r
CROSS JOIN parameters p
LEFT JOIN artists_current a ON a.artist_id = r.artist_a_id
LEFT JOIN artists_current b ON b.artist_id = r.artist_b_id
WHERE r.place <= p.top
ORDER BY r.place, r.artist_a_id, r.artist_b_id;

-- name: collaboration_edges
-- The network of collaborations as an edge list for a graph program. A row is one pair of artists on one playlist now; weight counts the songs that credit both.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT a.playlist_id, a.artist_id AS source, b.artist_id AS target, x.artist_name AS source_name,
  y.artist_name AS target_name, count(*) AS weight
FROM song_credits a
JOIN song_credits b
  ON b.playlist_id = a.playlist_id AND b.snapshot_date = a.snapshot_date
  AND b.original_id = a.original_id AND a.artist_id < b.artist_id
CROSS JOIN parameters p
LEFT JOIN artists_current x ON x.artist_id = a.artist_id
LEFT JOIN artists_current y ON y.artist_id = b.artist_id
WHERE p.playlist IN ('', a.playlist_id) AND a.is_latest
GROUP BY a.playlist_id, a.artist_id, b.artist_id, x.artist_name, y.artist_name
ORDER BY a.playlist_id, weight DESC, source, target;

-- name: album_concentration
-- Do few albums make up a playlist? A row is one album of a playlist's latest complete snapshot; concentration is the Herfindahl index of the playlist (1 means a single album), and both figures consider only songs with an album.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
albums AS (
  SELECT n.playlist_id, n.album_id, max(n.album_name) AS album_name, count(*) AS songs,
    sum(count(*)) OVER (PARTITION BY n.playlist_id) AS all_songs
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id) AND n.album_id IS NOT NULL
  GROUP BY n.playlist_id, n.album_id
)
SELECT playlist_id, rank() OVER (PARTITION BY playlist_id ORDER BY songs DESC) AS place, album_id,
  album_name, songs, round(100e0 * songs / all_songs, 1) AS percent,
  round(sum(power(1e0 * songs / all_songs, 2)) OVER (PARTITION BY playlist_id), 4) AS concentration
FROM albums
ORDER BY playlist_id, place, album_id;

-- name: churn
-- How much of a playlist changes from one complete snapshot to the next? A row is one complete snapshot, except each playlist's first; percent is the share of the previous snapshot's songs that left.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
changes AS (
  SELECT playlist_id, snapshot_date, count_if(change = 'entered') AS entered,
    count_if(change = 'left') AS gone
  FROM song_changes
  GROUP BY playlist_id, snapshot_date
),
counted AS (
  SELECT playlist_id, snapshot_date, count(*) AS songs
  FROM distinct_songs
  GROUP BY playlist_id, snapshot_date
)
SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.previous_date,
  date_diff('day', TRY_CAST(c.previous_date AS date), c.snapshot_day) AS days_between,
  coalesce(n.songs, 0) AS songs,
  coalesce(g.entered, 0) AS entered,
  coalesce(g.gone, 0) AS gone,
  round(100e0 * coalesce(g.gone, 0)
    / nullif(coalesce(n.songs, 0) - coalesce(g.entered, 0) + coalesce(g.gone, 0), 0), 1) AS percent
FROM complete_snapshots c
CROSS JOIN parameters p
LEFT JOIN counted n ON n.playlist_id = c.playlist_id AND n.snapshot_date = c.snapshot_date
LEFT JOIN changes g ON g.playlist_id = c.playlist_id AND g.snapshot_date = c.snapshot_date
WHERE p.playlist IN ('', c.playlist_id) AND c.snapshot_date BETWEEN p.from_date AND p.to_date
  AND c.previous_date IS NOT NULL
ORDER BY c.playlist_id, c.snapshot_date;

-- name: who_added_what
-- Who adds the songs of a playlist? A row is one user (NULL if unknown) and one playlist, with all songs of any complete snapshot of the playlist.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
songs AS (
  SELECT n.playlist_id, n.song_id, n.song_name, n.added_by, n.added_at, n.is_latest,
    row_number() OVER (
      PARTITION BY n.playlist_id, n.original_id ORDER BY n.snapshot_date DESC) AS age
  FROM playlist_songs n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id)
)
SELECT playlist_id, added_by, count(*) AS songs, count_if(is_latest) AS songs_now,
  min(added_at) AS first_added_at, max(added_at) AS last_added_at,
  max_by(song_name, added_at) AS last_song
FROM songs
WHERE age = 1
GROUP BY playlist_id, added_by
ORDER BY playlist_id, songs DESC, added_by;

-- name: same_isrc
-- Which recordings have several Spotify ids? A row is one ISRC with more than one song id in all snapshots.
SELECT isrc, count(*) AS song_ids, min(song_name) AS song_name,
  array_join(array_agg(song_id ORDER BY song_id), ', ') AS ids
FROM songs_current
WHERE isrc IS NOT NULL
GROUP BY isrc
HAVING count(*) > 1
ORDER BY song_ids DESC, isrc;

-- name: playlist_overlap
-- How many songs do playlists share? A row is one pair of playlists by their latest complete snapshots; jaccard is the number of shared songs divided by the number of distinct songs in the two playlists.
WITH
counted AS (
  SELECT playlist_id, count(*) AS songs FROM playlist_songs_now GROUP BY playlist_id
),
latest AS (
  SELECT c.playlist_id, c.playlist_name, coalesce(n.songs, 0) AS songs
  FROM complete_snapshots c
  LEFT JOIN counted n ON n.playlist_id = c.playlist_id
  WHERE c.is_latest
),
shared AS (
  SELECT a.playlist_id AS playlist_a, b.playlist_id AS playlist_b, count(*) AS songs
  FROM playlist_songs_now a
  JOIN playlist_songs_now b ON b.original_id = a.original_id AND a.playlist_id < b.playlist_id
  GROUP BY a.playlist_id, b.playlist_id
)
SELECT a.playlist_id AS playlist_a, b.playlist_id AS playlist_b, a.playlist_name AS name_a,
  b.playlist_name AS name_b, a.songs AS songs_a, b.songs AS songs_b,
  coalesce(s.songs, 0) AS shared,
  round(1e0 * coalesce(s.songs, 0) / nullif(a.songs + b.songs - coalesce(s.songs, 0), 0), 4)
    AS jaccard
FROM latest a
JOIN latest b ON a.playlist_id < b.playlist_id
LEFT JOIN shared s ON s.playlist_a = a.playlist_id AND s.playlist_b = b.playlist_id
ORDER BY jaccard DESC NULLS LAST, playlist_a, playlist_b;

-- name: followers
-- How does the number of a playlist's followers change? A row is one snapshot, complete or not, for which Spotify sent the number; gained is the difference from the previous such snapshot.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
)
SELECT t.playlist_id, t.playlist_name, t.snapshot_date, t.followers,
  lag(t.snapshot_date) OVER (PARTITION BY t.playlist_id ORDER BY t.snapshot_date) AS previous_date,
  t.followers - lag(t.followers) OVER (PARTITION BY t.playlist_id ORDER BY t.snapshot_date)
    AS gained
FROM playlists_typed t
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id) AND t.followers IS NOT NULL
ORDER BY t.playlist_id, t.snapshot_date;

-- name: artist_debuts
-- When did an artist first appear on a playlist, and with which song? A row is one artist of one playlist; was_there_at_start is true for the playlist's first snapshot, because the real debut may be earlier.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
firsts AS (
  SELECT playlist_id, artist_id, min(snapshot_date) AS debut
  FROM song_credits
  GROUP BY playlist_id, artist_id
)
SELECT f.playlist_id, f.debut, f.artist_id, a.artist_name,
  min_by(s.song_id, s.position) AS song_id,
  min_by(s.song_name, s.position) AS song_name,
  min(s.position) AS position,
  count(*) AS songs,
  c.snapshot_number = 1 AS was_there_at_start
FROM firsts f
CROSS JOIN parameters p
JOIN complete_snapshots c ON c.playlist_id = f.playlist_id AND c.snapshot_date = f.debut
JOIN song_credits k
  ON k.playlist_id = f.playlist_id AND k.artist_id = f.artist_id AND k.snapshot_date = f.debut
JOIN songs_typed s
  ON s.playlist_id = f.playlist_id AND s.song_id = k.song_id AND s.snapshot_date = f.debut
LEFT JOIN artists_current a ON a.artist_id = f.artist_id
WHERE p.playlist IN ('', f.playlist_id) AND f.debut BETWEEN p.from_date AND p.to_date
GROUP BY f.playlist_id, f.debut, f.artist_id, a.artist_name, c.snapshot_number
ORDER BY f.playlist_id, f.debut, position, f.artist_id;

-- name: rejects_by_reason
-- Which entries are not songs, and why? A row is one reason in one snapshot of one playlist, complete or not; percent is the share of the entries read.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT r.playlist_id, r.snapshot_date, r.reason, count(*) AS entries,
  round(100e0 * count(*) / nullif(max(t.items_read), 0), 1) AS percent,
  min(r.position) AS first_position
FROM rejects_typed r
CROSS JOIN parameters p
LEFT JOIN playlists_typed t
  ON t.playlist_id = r.playlist_id AND t.snapshot_date = r.snapshot_date
WHERE p.playlist IN ('', r.playlist_id) AND r.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY r.playlist_id, r.snapshot_date, r.reason
ORDER BY r.playlist_id, r.snapshot_date, r.reason;

-- name: reconciliation
-- Is every entry counted, and does each table have as many rows as the summary says? A row is one snapshot of one playlist, complete or not; reconciles is true if all counts match. A row of playlists from before the column unreadable has no such count, and it isn't compared.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
song_rows AS (
  SELECT playlist_id, snapshot_date, count(*) AS n, sum(occurrences) AS entries,
    coalesce(sum(duration_ms), 0) AS duration_ms, count_if(explicit) AS explicit_songs
  FROM songs_typed
  GROUP BY playlist_id, snapshot_date
),
album_rows AS (
  SELECT playlist_id, snapshot_date, count(*) AS n FROM albums_typed
  GROUP BY playlist_id, snapshot_date
),
artist_rows AS (
  SELECT playlist_id, snapshot_date, count(*) AS n FROM artists_typed
  GROUP BY playlist_id, snapshot_date
),
reject_rows AS (
  SELECT playlist_id, snapshot_date, count(*) AS n,
    count_if(reason IN ('unavailable', 'malformed', 'missing_id')) AS unreadable
  FROM rejects_typed
  GROUP BY playlist_id, snapshot_date
)
SELECT t.playlist_id, t.snapshot_date, t.items_declared, t.items_read, t.songs, t.duplicates,
  t.rejects,
  coalesce(s.n, 0) AS song_rows,
  coalesce(a.n, 0) AS album_rows,
  coalesce(r.n, 0) AS artist_rows,
  coalesce(j.n, 0) AS reject_rows,
  coalesce(t.items_read = t.songs + t.duplicates + t.rejects
    AND t.songs = coalesce(s.n, 0)
    AND t.songs + t.duplicates = coalesce(s.entries, 0)
    AND t.albums = coalesce(a.n, 0)
    AND t.artists = coalesce(r.n, 0)
    AND t.rejects = coalesce(j.n, 0)
    AND t.total_duration_ms = coalesce(s.duration_ms, 0)
    AND t.explicit_songs = coalesce(s.explicit_songs, 0)
    AND (t.unreadable IS NULL OR t.unreadable = coalesce(j.unreadable, 0)), false) AS reconciles,
  t.troubles
FROM snapshot_troubles t
CROSS JOIN parameters p
LEFT JOIN song_rows s ON s.playlist_id = t.playlist_id AND s.snapshot_date = t.snapshot_date
LEFT JOIN album_rows a ON a.playlist_id = t.playlist_id AND a.snapshot_date = t.snapshot_date
LEFT JOIN artist_rows r ON r.playlist_id = t.playlist_id AND r.snapshot_date = t.snapshot_date
LEFT JOIN reject_rows j ON j.playlist_id = t.playlist_id AND j.snapshot_date = t.snapshot_date
WHERE p.playlist IN ('', t.playlist_id) AND t.snapshot_date BETWEEN p.from_date AND p.to_date
ORDER BY t.playlist_id, t.snapshot_date;

-- name: missing_days
-- On which days between a playlist's first and last snapshot is there no snapshot? A row is one such day of one playlist.
WITH
parameters AS (
  SELECT
    '' AS playlist -- '' for every playlist
),
spans AS (
  SELECT t.playlist_id, min(t.snapshot_day) AS first_day, max(t.snapshot_day) AS last_day
  FROM playlists_typed t
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', t.playlist_id)
  GROUP BY t.playlist_id
),
days AS (
  SELECT s.playlist_id, d.missing_day
  FROM spans s
  CROSS JOIN UNNEST(sequence(s.first_day, s.last_day, INTERVAL '1' DAY)) AS d (missing_day)
)
SELECT d.playlist_id, d.missing_day
FROM days d
LEFT JOIN playlists_typed t ON t.playlist_id = d.playlist_id AND t.snapshot_day = d.missing_day
WHERE t.playlist_id IS NULL
ORDER BY d.playlist_id, d.missing_day;

-- name: troubled_snapshots
-- Which snapshots have a trouble? Snapshots with a trouble are left out when days are compared; the view snapshot_troubles describes each trouble. Also lists snapshots that were read on another day than their date, as late, which is no trouble. A row is one snapshot with one trouble: short, long, unreadable, contradiction, unfinished or late.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
remarks AS (
  SELECT playlist_id, snapshot_date, items_declared, items_read, extracted_at,
    split(array_join(ARRAY[troubles,
      CASE WHEN CAST(extracted_at AS date) <> snapshot_day THEN 'late' END], ', '), ', ') AS list
  FROM snapshot_troubles
)
SELECT t.playlist_id, t.snapshot_date, l.trouble, t.items_declared, t.items_read, t.extracted_at
FROM remarks t
CROSS JOIN parameters p
CROSS JOIN UNNEST(t.list) AS l (trouble)
WHERE p.playlist IN ('', t.playlist_id) AND t.snapshot_date BETWEEN p.from_date AND p.to_date
  AND l.trouble <> ''
ORDER BY t.playlist_id, t.snapshot_date, l.trouble;

-- name: trouble_counts
-- How many snapshots are complete, and how many have which trouble? A snapshot can have several troubles. A row is one playlist; last_trouble is the date of the newest snapshot with a trouble.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
lists AS (
  SELECT playlist_id, snapshot_date, troubles, split(coalesce(troubles, ''), ', ') AS list
  FROM snapshot_troubles
)
SELECT t.playlist_id,
  count(*) AS snapshots,
  count_if(t.troubles IS NULL) AS complete,
  count_if(contains(t.list, 'short')) AS short,
  count_if(contains(t.list, 'long')) AS long,
  count_if(contains(t.list, 'unreadable')) AS unreadable,
  count_if(contains(t.list, 'contradiction')) AS contradiction,
  count_if(contains(t.list, 'unfinished')) AS unfinished,
  max(CASE WHEN t.troubles IS NOT NULL THEN t.snapshot_date END) AS last_trouble
FROM lists t
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id) AND t.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY t.playlist_id
ORDER BY t.playlist_id;

-- name: broken_rules
-- Does the data follow the rules of the lake? The expected result has no rows. A row is one rule that one snapshot of one playlist violates, with the number of rows that violate it.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
places AS (
  SELECT playlist_id, snapshot_date, position FROM songs_typed
  UNION ALL
  SELECT playlist_id, snapshot_date, position FROM rejects_typed
),
song_keys AS (
  SELECT playlist_id, snapshot_date, song_id, count(*) AS n
  FROM songs_typed
  GROUP BY playlist_id, snapshot_date, song_id
),
album_keys AS (
  SELECT playlist_id, snapshot_date, album_id, count(*) AS n
  FROM albums_typed
  GROUP BY playlist_id, snapshot_date, album_id
),
artist_keys AS (
  SELECT playlist_id, snapshot_date, artist_id, count(*) AS n
  FROM artists_typed
  GROUP BY playlist_id, snapshot_date, artist_id
),
broken AS (
  SELECT 'a song without id or place' AS rule, playlist_id, snapshot_date
  FROM songs_typed
  WHERE coalesce(song_id, '') = '' OR position IS NULL
  UNION ALL
  SELECT 'a song twice', playlist_id, snapshot_date FROM song_keys WHERE n > 1
  UNION ALL
  SELECT 'an album twice', playlist_id, snapshot_date FROM album_keys WHERE n > 1
  UNION ALL
  SELECT 'an artist twice', playlist_id, snapshot_date FROM artist_keys WHERE n > 1
  UNION ALL
  SELECT 'two entries at one place', playlist_id, snapshot_date
  FROM places
  GROUP BY playlist_id, snapshot_date, position
  HAVING count(*) > 1
  UNION ALL
  SELECT 'an entry outside 1 to items_read', l.playlist_id, l.snapshot_date
  FROM places l
  JOIN playlists_typed t ON t.playlist_id = l.playlist_id AND t.snapshot_date = l.snapshot_date
  WHERE l.position NOT BETWEEN 1 AND t.items_read
  UNION ALL
  SELECT 'a song of an unknown album', s.playlist_id, s.snapshot_date
  FROM songs_typed s
  LEFT JOIN album_keys a
    ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
    AND a.album_id = s.album_id
  WHERE s.album_id IS NOT NULL AND a.album_id IS NULL
  UNION ALL
  SELECT 'a credit of an unknown song', c.playlist_id, c.snapshot_date
  FROM song_artists_typed c
  LEFT JOIN song_keys s
    ON s.playlist_id = c.playlist_id AND s.snapshot_date = c.snapshot_date
    AND s.song_id = c.song_id
  WHERE s.song_id IS NULL
  UNION ALL
  SELECT 'a credit of an unknown artist', c.playlist_id, c.snapshot_date
  FROM song_artists_typed c
  LEFT JOIN artist_keys a
    ON a.playlist_id = c.playlist_id AND a.snapshot_date = c.snapshot_date
    AND a.artist_id = c.artist_id
  WHERE a.artist_id IS NULL
)
SELECT b.playlist_id, b.snapshot_date, b.rule, count(*) AS broken_by
FROM broken b
CROSS JOIN parameters p
WHERE p.playlist IN ('', b.playlist_id) AND b.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY b.playlist_id, b.snapshot_date, b.rule
ORDER BY b.playlist_id, b.snapshot_date, b.rule;

-- name: history_days_on_playlist
-- How long was each song on a playlist, over many months? Like days_on_playlist, but reads the history table, which has neither linked_from_id nor troubles other than short. So a song that Spotify relinked counts as two songs. Doesn't count returns. A row is one song of one playlist; days counts the complete snapshots with the song.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT h.playlist_id, h.song_id,
  max_by(h.song_name, h.snapshot_date) AS song_name,
  max_by(h.artist_names, h.snapshot_date) AS artist_names,
  count(*) AS days,
  min(h.snapshot_date) AS first_seen,
  max(h.snapshot_date) AS last_seen,
  min(h.position) AS best_position
FROM song_history h
CROSS JOIN parameters p
WHERE p.playlist IN ('', h.playlist_id) AND h.snapshot_date BETWEEN p.from_date AND p.to_date
  AND h.is_complete
GROUP BY h.playlist_id, h.song_id
ORDER BY h.playlist_id, days DESC, first_seen, h.song_id;

-- name: freshness_check
-- Fails if today's snapshots are not complete in the catalog. A day is complete if each of the six tables has a partition of it, and playlists has rows of it. Returns the newest complete day, which is today in UTC. Otherwise the error contains the newest complete day of the last 31 days.
WITH
parameters AS (
  SELECT
    date_format(current_date - INTERVAL '31' DAY, '%Y-%m-%d') AS from_date
),
-- The conditions on the date prevent reading the files of older days.
finished AS (
  SELECT DISTINCT t.snapshot_date
  FROM playlists t
  CROSS JOIN parameters p
  WHERE t.snapshot_date >= p.from_date
),
newest AS (
  SELECT max(f.snapshot_date) AS snapshot_date
  FROM finished f
  JOIN "songs$partitions" s ON s.snapshot_date = f.snapshot_date
  JOIN "albums$partitions" a ON a.snapshot_date = f.snapshot_date
  JOIN "artists$partitions" r ON r.snapshot_date = f.snapshot_date
  JOIN "song_artists$partitions" c ON c.snapshot_date = f.snapshot_date
  JOIN "rejects$partitions" e ON e.snapshot_date = f.snapshot_date
  JOIN "playlists$partitions" l ON l.snapshot_date = f.snapshot_date
)
SELECT
  CASE
    WHEN n.snapshot_date = date_format(current_date, '%Y-%m-%d') THEN n.snapshot_date
    -- The cast fails with an error that contains the text.
    ELSE CAST(CAST(coalesce('stale: newest is ' || n.snapshot_date,
      'stale: no day is complete since ' || p.from_date) AS bigint) AS varchar)
  END AS newest
FROM newest n
CROSS JOIN parameters p;

-- <history tables, generated by HistoryTableTest>

-- name: song_history_create
-- Creates the table song_history. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. A row is one song of one snapshot, as in songs.
CREATE TABLE IF NOT EXISTS song_history (
  snapshot_date string,
  snapshot_day date,
  playlist_id string,
  song_id string,
  song_name string,
  artist_names string,
  album_id string,
  position bigint,
  occurrences bigint,
  added_at timestamp,
  added_by string,
  duration_ms bigint,
  explicit boolean,
  popularity bigint,
  isrc string,
  is_complete boolean
)
LOCATION 's3://PROCESSED_BUCKET/song_history/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet');

-- name: song_history_merge
-- Updates the table song_history with the snapshots of the last seven days. Adds their rows, updates changed rows, and deletes rows that a repeated snapshot no longer has. Unchanged input changes no row, and snapshots that were deleted from the lake stay in the table. To choose other days, set from_date and to_date.
MERGE INTO song_history h
USING (
  WITH
  parameters AS (
    SELECT
      date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d') AS from_date,
      '9999-12-31' AS to_date
  ),
  taken AS (
    SELECT t.playlist_id, t.snapshot_date
    FROM playlists_typed t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  fresh AS (
    SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, s.song_id, s.song_name, s.artist_names,
      s.album_id, s.position, s.occurrences, s.added_at, s.added_by, s.duration_ms, s.explicit,
      s.popularity, s.isrc,
      coalesce(l.items_declared IS NULL OR l.items_read >= l.items_declared, false) AS is_complete
    FROM songs_typed s
    CROSS JOIN parameters p
    JOIN playlists_typed l
      ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
    WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
      AND l.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  kept AS (
    SELECT k.snapshot_date, k.snapshot_day, k.playlist_id, k.song_id
    FROM song_history k
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = k.playlist_id AND t.snapshot_date = k.snapshot_date
    WHERE k.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  SELECT
    coalesce(f.snapshot_date, k.snapshot_date) AS snapshot_date,
    coalesce(f.snapshot_day, k.snapshot_day) AS snapshot_day,
    coalesce(f.playlist_id, k.playlist_id) AS playlist_id,
    coalesce(f.song_id, k.song_id) AS song_id,
    f.playlist_id IS NULL AS is_gone,
    f.song_name, f.artist_names, f.album_id, f.position, f.occurrences, f.added_at, f.added_by,
    f.duration_ms, f.explicit, f.popularity, f.isrc, f.is_complete
  FROM fresh f
  FULL OUTER JOIN kept k
    ON k.snapshot_date = f.snapshot_date
    AND k.playlist_id = f.playlist_id
    AND k.song_id = f.song_id
) n
ON h.snapshot_day = n.snapshot_day AND h.snapshot_date = n.snapshot_date
  AND h.playlist_id = n.playlist_id
  AND h.song_id = n.song_id
WHEN MATCHED AND n.is_gone THEN DELETE
WHEN MATCHED AND (
  h.song_name IS DISTINCT FROM n.song_name
  OR h.artist_names IS DISTINCT FROM n.artist_names
  OR h.album_id IS DISTINCT FROM n.album_id
  OR h.position IS DISTINCT FROM n.position
  OR h.occurrences IS DISTINCT FROM n.occurrences
  OR h.added_at IS DISTINCT FROM n.added_at
  OR h.added_by IS DISTINCT FROM n.added_by
  OR h.duration_ms IS DISTINCT FROM n.duration_ms
  OR h.explicit IS DISTINCT FROM n.explicit
  OR h.popularity IS DISTINCT FROM n.popularity
  OR h.isrc IS DISTINCT FROM n.isrc
  OR h.is_complete IS DISTINCT FROM n.is_complete
) THEN UPDATE SET
  song_name = n.song_name,
  artist_names = n.artist_names,
  album_id = n.album_id,
  position = n.position,
  occurrences = n.occurrences,
  added_at = n.added_at,
  added_by = n.added_by,
  duration_ms = n.duration_ms,
  explicit = n.explicit,
  popularity = n.popularity,
  isrc = n.isrc,
  is_complete = n.is_complete
WHEN NOT MATCHED AND NOT n.is_gone THEN INSERT (
  snapshot_date, snapshot_day, playlist_id, song_id, song_name, artist_names, album_id, position,
  occurrences, added_at, added_by, duration_ms, explicit, popularity, isrc, is_complete
) VALUES (
  n.snapshot_date, n.snapshot_day, n.playlist_id, n.song_id, n.song_name, n.artist_names,
  n.album_id, n.position, n.occurrences, n.added_at, n.added_by, n.duration_ms, n.explicit,
  n.popularity, n.isrc, n.is_complete
);

-- name: song_detail_history_create
-- Creates the table song_detail_history. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. A row is one song of one snapshot, with further columns of songs and those of its album.
CREATE TABLE IF NOT EXISTS song_detail_history (
  snapshot_date string,
  snapshot_day date,
  playlist_id string,
  song_id string,
  artist_id string,
  artist_count bigint,
  linked_from_id string,
  is_playable boolean,
  album_name string,
  album_type string,
  release_date string,
  release_year bigint
)
LOCATION 's3://PROCESSED_BUCKET/song_detail_history/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet');

-- name: song_detail_history_merge
-- Updates the table song_detail_history with the snapshots of the last seven days. Adds their rows, updates changed rows, and deletes rows that a repeated snapshot no longer has. Unchanged input changes no row, and snapshots that were deleted from the lake stay in the table. To choose other days, set from_date and to_date.
MERGE INTO song_detail_history h
USING (
  WITH
  parameters AS (
    SELECT
      date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d') AS from_date,
      '9999-12-31' AS to_date
  ),
  taken AS (
    SELECT t.playlist_id, t.snapshot_date
    FROM playlists_typed t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  fresh AS (
    SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, s.song_id, s.artist_id, s.artist_count,
      s.linked_from_id, s.is_playable, a.album_name, a.album_type, a.release_date, a.release_year
    FROM songs_typed s
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
    LEFT JOIN (
      SELECT d.playlist_id, d.snapshot_date, d.album_id, d.album_name, d.album_type,
        d.release_date, d.release_year
      FROM albums_typed d
      CROSS JOIN parameters q
      WHERE d.snapshot_date BETWEEN q.from_date AND q.to_date
    ) a
      ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
      AND a.album_id = s.album_id
    WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  kept AS (
    SELECT k.snapshot_date, k.snapshot_day, k.playlist_id, k.song_id
    FROM song_detail_history k
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = k.playlist_id AND t.snapshot_date = k.snapshot_date
    WHERE k.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  SELECT
    coalesce(f.snapshot_date, k.snapshot_date) AS snapshot_date,
    coalesce(f.snapshot_day, k.snapshot_day) AS snapshot_day,
    coalesce(f.playlist_id, k.playlist_id) AS playlist_id,
    coalesce(f.song_id, k.song_id) AS song_id,
    f.playlist_id IS NULL AS is_gone,
    f.artist_id, f.artist_count, f.linked_from_id, f.is_playable, f.album_name, f.album_type,
    f.release_date, f.release_year
  FROM fresh f
  FULL OUTER JOIN kept k
    ON k.snapshot_date = f.snapshot_date
    AND k.playlist_id = f.playlist_id
    AND k.song_id = f.song_id
) n
ON h.snapshot_day = n.snapshot_day AND h.snapshot_date = n.snapshot_date
  AND h.playlist_id = n.playlist_id
  AND h.song_id = n.song_id
WHEN MATCHED AND n.is_gone THEN DELETE
WHEN MATCHED AND (
  h.artist_id IS DISTINCT FROM n.artist_id
  OR h.artist_count IS DISTINCT FROM n.artist_count
  OR h.linked_from_id IS DISTINCT FROM n.linked_from_id
  OR h.is_playable IS DISTINCT FROM n.is_playable
  OR h.album_name IS DISTINCT FROM n.album_name
  OR h.album_type IS DISTINCT FROM n.album_type
  OR h.release_date IS DISTINCT FROM n.release_date
  OR h.release_year IS DISTINCT FROM n.release_year
) THEN UPDATE SET
  artist_id = n.artist_id,
  artist_count = n.artist_count,
  linked_from_id = n.linked_from_id,
  is_playable = n.is_playable,
  album_name = n.album_name,
  album_type = n.album_type,
  release_date = n.release_date,
  release_year = n.release_year
WHEN NOT MATCHED AND NOT n.is_gone THEN INSERT (
  snapshot_date, snapshot_day, playlist_id, song_id, artist_id, artist_count, linked_from_id,
  is_playable, album_name, album_type, release_date, release_year
) VALUES (
  n.snapshot_date, n.snapshot_day, n.playlist_id, n.song_id, n.artist_id, n.artist_count,
  n.linked_from_id, n.is_playable, n.album_name, n.album_type, n.release_date, n.release_year
);

-- name: credit_history_create
-- Creates the table credit_history. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. A row is one credit of a song of one snapshot, as in song_artists, with the artist's name.
CREATE TABLE IF NOT EXISTS credit_history (
  snapshot_date string,
  snapshot_day date,
  playlist_id string,
  song_id string,
  artist_position bigint,
  artist_id string,
  artist_name string
)
LOCATION 's3://PROCESSED_BUCKET/credit_history/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet');

-- name: credit_history_merge
-- Updates the table credit_history with the snapshots of the last seven days. Adds their rows, updates changed rows, and deletes rows that a repeated snapshot no longer has. Unchanged input changes no row, and snapshots that were deleted from the lake stay in the table. To choose other days, set from_date and to_date.
MERGE INTO credit_history h
USING (
  WITH
  parameters AS (
    SELECT
      date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d') AS from_date,
      '9999-12-31' AS to_date
  ),
  taken AS (
    SELECT t.playlist_id, t.snapshot_date
    FROM playlists_typed t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  fresh AS (
    SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, s.song_id, s.artist_position,
      s.artist_id, a.artist_name
    FROM song_artists_typed s
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
    LEFT JOIN (
      SELECT d.playlist_id, d.snapshot_date, d.artist_id, d.artist_name
      FROM artists_typed d
      CROSS JOIN parameters q
      WHERE d.snapshot_date BETWEEN q.from_date AND q.to_date
    ) a
      ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
      AND a.artist_id = s.artist_id
    WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  kept AS (
    SELECT k.snapshot_date, k.snapshot_day, k.playlist_id, k.song_id, k.artist_position
    FROM credit_history k
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = k.playlist_id AND t.snapshot_date = k.snapshot_date
    WHERE k.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  SELECT
    coalesce(f.snapshot_date, k.snapshot_date) AS snapshot_date,
    coalesce(f.snapshot_day, k.snapshot_day) AS snapshot_day,
    coalesce(f.playlist_id, k.playlist_id) AS playlist_id,
    coalesce(f.song_id, k.song_id) AS song_id,
    coalesce(f.artist_position, k.artist_position) AS artist_position,
    f.playlist_id IS NULL AS is_gone,
    f.artist_id, f.artist_name
  FROM fresh f
  FULL OUTER JOIN kept k
    ON k.snapshot_date = f.snapshot_date
    AND k.playlist_id = f.playlist_id
    AND k.song_id = f.song_id
    AND k.artist_position = f.artist_position
) n
ON h.snapshot_day = n.snapshot_day AND h.snapshot_date = n.snapshot_date
  AND h.playlist_id = n.playlist_id
  AND h.song_id = n.song_id
  AND h.artist_position = n.artist_position
WHEN MATCHED AND n.is_gone THEN DELETE
WHEN MATCHED AND (
  h.artist_id IS DISTINCT FROM n.artist_id
  OR h.artist_name IS DISTINCT FROM n.artist_name
) THEN UPDATE SET
  artist_id = n.artist_id,
  artist_name = n.artist_name
WHEN NOT MATCHED AND NOT n.is_gone THEN INSERT (
  snapshot_date, snapshot_day, playlist_id, song_id, artist_position, artist_id, artist_name
) VALUES (
  n.snapshot_date, n.snapshot_day, n.playlist_id, n.song_id, n.artist_position, n.artist_id,
  n.artist_name
);

-- name: snapshot_history_create
-- Creates the table snapshot_history. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. A row is one snapshot of one playlist, as in playlists.
CREATE TABLE IF NOT EXISTS snapshot_history (
  snapshot_date string,
  snapshot_day date,
  playlist_id string,
  playlist_name string,
  owner_id string,
  owner_name string,
  spotify_snapshot_id string,
  items_read bigint,
  items_declared bigint,
  songs bigint,
  duplicates bigint,
  rejects bigint,
  unreadable bigint,
  followers bigint,
  extracted_at timestamp
)
LOCATION 's3://PROCESSED_BUCKET/snapshot_history/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet');

-- name: snapshot_history_merge
-- Updates the table snapshot_history with the snapshots of the last seven days. Adds their rows, updates changed rows, and deletes rows that a repeated snapshot no longer has. Unchanged input changes no row, and snapshots that were deleted from the lake stay in the table. To choose other days, set from_date and to_date.
MERGE INTO snapshot_history h
USING (
  WITH
  parameters AS (
    SELECT
      date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d') AS from_date,
      '9999-12-31' AS to_date
  ),
  taken AS (
    SELECT t.playlist_id, t.snapshot_date
    FROM playlists_typed t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  fresh AS (
    SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, s.playlist_name, s.owner_id,
      s.owner_name, s.spotify_snapshot_id, s.items_read, s.items_declared, s.songs, s.duplicates,
      s.rejects, s.unreadable, s.followers, s.extracted_at
    FROM playlists_typed s
    CROSS JOIN parameters p
    WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  ),
  kept AS (
    SELECT k.snapshot_date, k.snapshot_day, k.playlist_id
    FROM snapshot_history k
    CROSS JOIN parameters p
    JOIN taken t ON t.playlist_id = k.playlist_id AND t.snapshot_date = k.snapshot_date
    WHERE k.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  SELECT
    coalesce(f.snapshot_date, k.snapshot_date) AS snapshot_date,
    coalesce(f.snapshot_day, k.snapshot_day) AS snapshot_day,
    coalesce(f.playlist_id, k.playlist_id) AS playlist_id,
    f.playlist_id IS NULL AS is_gone,
    f.playlist_name, f.owner_id, f.owner_name, f.spotify_snapshot_id, f.items_read,
    f.items_declared, f.songs, f.duplicates, f.rejects, f.unreadable, f.followers,
    f.extracted_at
  FROM fresh f
  FULL OUTER JOIN kept k
    ON k.snapshot_date = f.snapshot_date
    AND k.playlist_id = f.playlist_id
) n
ON h.snapshot_day = n.snapshot_day AND h.snapshot_date = n.snapshot_date
  AND h.playlist_id = n.playlist_id
WHEN MATCHED AND n.is_gone THEN DELETE
WHEN MATCHED AND (
  h.playlist_name IS DISTINCT FROM n.playlist_name
  OR h.owner_id IS DISTINCT FROM n.owner_id
  OR h.owner_name IS DISTINCT FROM n.owner_name
  OR h.spotify_snapshot_id IS DISTINCT FROM n.spotify_snapshot_id
  OR h.items_read IS DISTINCT FROM n.items_read
  OR h.items_declared IS DISTINCT FROM n.items_declared
  OR h.songs IS DISTINCT FROM n.songs
  OR h.duplicates IS DISTINCT FROM n.duplicates
  OR h.rejects IS DISTINCT FROM n.rejects
  OR h.unreadable IS DISTINCT FROM n.unreadable
  OR h.followers IS DISTINCT FROM n.followers
  OR h.extracted_at IS DISTINCT FROM n.extracted_at
) THEN UPDATE SET
  playlist_name = n.playlist_name,
  owner_id = n.owner_id,
  owner_name = n.owner_name,
  spotify_snapshot_id = n.spotify_snapshot_id,
  items_read = n.items_read,
  items_declared = n.items_declared,
  songs = n.songs,
  duplicates = n.duplicates,
  rejects = n.rejects,
  unreadable = n.unreadable,
  followers = n.followers,
  extracted_at = n.extracted_at
WHEN NOT MATCHED AND NOT n.is_gone THEN INSERT (
  snapshot_date, snapshot_day, playlist_id, playlist_name, owner_id, owner_name,
  spotify_snapshot_id, items_read, items_declared, songs, duplicates, rejects, unreadable,
  followers, extracted_at
) VALUES (
  n.snapshot_date, n.snapshot_day, n.playlist_id, n.playlist_name, n.owner_id, n.owner_name,
  n.spotify_snapshot_id, n.items_read, n.items_declared, n.songs, n.duplicates, n.rejects,
  n.unreadable, n.followers, n.extracted_at
);

-- </history tables>
