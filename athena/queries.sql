-- The lake in SQL: views, saved queries, checks, and the statements of the history tables. Every
-- statement runs unchanged on Athena (engine version 3) and on Trino. docs/sql.md lists the
-- documentation of each construct.
--
-- A statement begins with its name. The comment below the name describes the result and its rows.
-- Change values only at the top of a statement, in "parameters". The value of playlist is the id or
-- the newest name of a playlist, or '' for every playlist; a name selects every playlist that has
-- it. Other texts are an id or a part of a name, or '' for all; upper and lower case are the same, and
-- % and _ have no special meaning. In a text, write '' for each '. A parameter whose name ends in
-- _date is a day as text, YYYY-MM-DD, because it selects partitions. A whole number can be replaced by another whole number,
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
--
-- A statement reads only the days that it needs. Conditions on snapshot_date compare it with the
-- parameters, which the engine replaces by their values. In a join that selects days, the larger
-- table is left, because the engine skips its days that the right side doesn't have.

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
-- All snapshots with their counts and their troubles. short and long: fewer or more entries were read than Spotify declared. unreadable: Spotify sent no content for any of several entries. contradiction: no entry was read, but another snapshot with the same spotify_snapshot_id has entries. unfinished: the snapshot has rows in songs or rejects, but none in playlists. newest_name is the playlist's newest known name; an unfinished snapshot has no name. A row is one snapshot of one playlist; troubles has the names, joined by a comma and a space, and is NULL for a complete snapshot.
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
    ], ', '), '') AS troubles,
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY playlist_id) AS newest_name
  FROM playlists_typed
),
found AS (
  SELECT playlist_id, snapshot_date, snapshot_day FROM songs_typed
  UNION
  SELECT playlist_id, snapshot_date, snapshot_day FROM rejects_typed
)
SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, extracted_at, items_declared,
  items_read, songs, duplicates, rejects, albums, artists, total_duration_ms, explicit_songs,
  unreadable, troubles, newest_name
FROM judged
UNION ALL
SELECT f.snapshot_date, f.snapshot_day, f.playlist_id, t.playlist_name, t.extracted_at,
  t.items_declared, t.items_read, t.songs, t.duplicates, t.rejects, t.albums, t.artists,
  t.total_duration_ms, t.explicit_songs, t.unreadable, 'unfinished', t.playlist_name
FROM found f
LEFT JOIN playlists_typed t
  ON t.playlist_id = f.playlist_id AND t.snapshot_date = f.snapshot_date
WHERE t.playlist_id IS NULL;

-- name: complete_snapshots
-- All complete snapshots, numbered from each playlist's first, each with the date of the complete snapshot before it and the playlist's newest name. A row is one complete snapshot of one playlist.
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
  lead(snapshot_date) OVER (PARTITION BY playlist_id ORDER BY snapshot_date) IS NULL AS is_latest,
  newest_name
FROM snapshot_troubles
WHERE troubles IS NULL;

-- name: distinct_songs
-- The songs of all snapshots with their original_id, which is the same on all days. It is the track that was added, also if Spotify plays another one in its place. A row is one original_id of one snapshot, complete or not, with the values of its first position.
CREATE OR REPLACE VIEW distinct_songs AS
-- With this count, a join selects the partitions that are read. With row_number it doesn't.
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
    count(*) OVER (
      PARTITION BY playlist_id, snapshot_date, original_id ORDER BY position, song_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS place
  FROM originals
)
SELECT snapshot_date, snapshot_day, playlist_id, original_id, song_id, song_name, position,
  occurrences, added_at, added_by, album_id, artist_id, artist_names, artist_count, duration_ms,
  explicit, popularity, isrc, is_playable, song_url, linked_from_id
FROM ranked
WHERE place = 1;

-- name: playlists_current
-- Every playlist with its newest values. Incomplete snapshots count too. A row is one playlist id; playlist_name is the newest name that is known.
CREATE OR REPLACE VIEW playlists_current AS
WITH
ranked AS (
  SELECT playlist_id, description, owner_id, owner_name, is_public, is_collaborative, followers,
    songs, total_duration_ms, playlist_url, extracted_at, snapshot_date, image_url,
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY playlist_id) AS playlist_name,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date DESC, extracted_at DESC)
      AS age
  FROM playlists_typed
)
SELECT playlist_id, playlist_name, description, owner_id, owner_name, is_public, is_collaborative,
  followers, songs, total_duration_ms, playlist_url, extracted_at, snapshot_date AS last_seen,
  image_url
FROM ranked
WHERE age = 1;

-- name: latest_snapshots
-- The latest complete snapshot of each playlist, with the playlist's newest name. days_old is its age today (UTC). days_behind is how much older it is than the newest complete snapshot of the lake; dates in the future don't count. A row is one playlist.
CREATE OR REPLACE VIEW latest_snapshots AS
WITH
latest AS (
  SELECT playlist_id, newest_name, snapshot_date, snapshot_day, previous_date, songs, extracted_at,
    is_latest,
    max(CASE WHEN snapshot_day <= current_date THEN snapshot_day END) OVER () AS newest_day
  FROM complete_snapshots
)
SELECT playlist_id, newest_name AS playlist_name, snapshot_date, snapshot_day, previous_date, songs,
  extracted_at,
  date_diff('day', snapshot_day, current_date) AS days_old,
  coalesce(date_diff('day', snapshot_day, newest_day), 0) AS days_behind
FROM latest
WHERE is_latest;

-- name: playlist_songs
-- Songs with the data of their album, playlist and snapshot, so that no join is needed. A row is one song of one complete snapshot; is_latest marks the rows of the playlist's latest complete snapshot.
CREATE OR REPLACE VIEW playlist_songs AS
WITH
-- So a condition on is_latest also selects the partitions of the albums.
complete_albums AS (
  SELECT a.playlist_id, a.snapshot_date, c.is_latest, a.album_id, a.album_name, a.album_type,
    a.release_date, a.released_on, a.release_year, a.image_url
  FROM albums_typed a
  JOIN complete_snapshots c
    ON c.playlist_id = a.playlist_id AND c.snapshot_date = a.snapshot_date
)
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
LEFT JOIN complete_albums a
  ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
  AND a.album_id = s.album_id AND a.is_latest = c.is_latest;

-- name: playlist_songs_now
-- The songs that are on the playlists now, by each playlist's latest complete snapshot. A row is one song of one playlist. days_old and days_behind are those of latest_snapshots.
CREATE OR REPLACE VIEW playlist_songs_now AS
WITH
-- The condition on the date prevents reading the albums of other days.
latest_albums AS (
  SELECT a.playlist_id, a.snapshot_date, a.album_id, a.album_name, a.album_type, a.release_date,
    a.released_on, a.release_year, a.image_url
  FROM albums_typed a
  JOIN latest_snapshots l ON l.playlist_id = a.playlist_id AND l.snapshot_date = a.snapshot_date
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
  s.original_id,
  l.days_old,
  l.days_behind
FROM distinct_songs s
JOIN latest_snapshots l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
LEFT JOIN latest_albums a ON a.playlist_id = s.playlist_id AND a.album_id = s.album_id;

-- name: song_credits
-- The artists who are credited on songs. An artist whom a song credits twice counts once. A row is one artist of one song of one complete snapshot.
CREATE OR REPLACE VIEW song_credits AS
WITH
complete_songs AS (
  SELECT s.playlist_id, s.snapshot_date, c.is_latest, s.song_id, s.original_id
  FROM distinct_songs s
  JOIN complete_snapshots c
    ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
)
SELECT
  a.snapshot_date,
  a.snapshot_day,
  c.is_latest,
  a.playlist_id,
  a.song_id,
  a.artist_id,
  min(a.artist_position) AS artist_position,
  s.original_id
FROM song_artists_typed a
JOIN complete_snapshots c
  ON c.playlist_id = a.playlist_id AND c.snapshot_date = a.snapshot_date
JOIN complete_songs s
  ON s.playlist_id = a.playlist_id AND s.snapshot_date = a.snapshot_date AND s.song_id = a.song_id
  AND s.is_latest = c.is_latest
GROUP BY a.snapshot_date, a.snapshot_day, c.is_latest, a.playlist_id, a.song_id, a.artist_id,
  s.original_id;

-- name: song_credits_now
-- The artists who are credited on the songs that are on the playlists now, with their names. An artist whom a song credits twice counts once. A row is one artist of one song of one playlist's latest complete snapshot.
CREATE OR REPLACE VIEW song_credits_now AS
WITH
-- The conditions on the date prevent reading the rows of other days.
latest_artists AS (
  SELECT r.playlist_id, r.snapshot_date, r.artist_id, r.artist_name
  FROM artists_typed r
  JOIN latest_snapshots l ON l.playlist_id = r.playlist_id AND l.snapshot_date = r.snapshot_date
),
latest_songs AS (
  SELECT s.playlist_id, s.snapshot_date, s.song_id, s.original_id
  FROM distinct_songs s
  JOIN latest_snapshots l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
)
SELECT
  a.snapshot_date,
  a.snapshot_day,
  a.playlist_id,
  l.playlist_name,
  a.song_id,
  a.artist_id,
  max(r.artist_name) AS artist_name,
  min(a.artist_position) AS artist_position,
  s.original_id,
  l.days_old,
  l.days_behind
FROM song_artists_typed a
JOIN latest_snapshots l ON l.playlist_id = a.playlist_id AND l.snapshot_date = a.snapshot_date
JOIN latest_songs s ON s.playlist_id = a.playlist_id AND s.song_id = a.song_id
LEFT JOIN latest_artists r ON r.playlist_id = a.playlist_id AND r.artist_id = a.artist_id
GROUP BY a.snapshot_date, a.snapshot_day, a.playlist_id, l.playlist_name, a.song_id, a.artist_id,
  s.original_id, l.days_old, l.days_behind;

-- name: song_changes
-- The songs that entered or left between a complete snapshot and the complete snapshot before it. A song that is only played by another track has neither entered nor left. The first snapshot of a playlist has no rows. A row is one song that entered or left.
CREATE OR REPLACE VIEW song_changes AS
WITH
-- Each snapshot with its own songs and with those of the snapshot before it.
compared AS (
  SELECT c.snapshot_date, c.snapshot_day, c.previous_date, c.playlist_id, c.playlist_name,
    c.newest_name, u.song_date, u.change
  FROM complete_snapshots c
  CROSS JOIN UNNEST(ARRAY[c.snapshot_date, c.previous_date], ARRAY['entered', 'left'])
    AS u (song_date, change)
  WHERE c.previous_date IS NOT NULL
)
-- A song of only one of the two snapshots is one row, so that min returns its value.
SELECT c.snapshot_date, c.snapshot_day, c.previous_date, c.playlist_id, c.playlist_name,
  CAST(min(c.change) AS varchar) AS change,
  min(s.song_id) AS song_id,
  min(s.song_name) AS song_name,
  min(s.artist_names) AS artist_names,
  min(s.position) AS position,
  min(s.added_at) AS added_at,
  min(s.added_by) AS added_by,
  s.original_id,
  c.newest_name
FROM distinct_songs s
JOIN compared c ON c.playlist_id = s.playlist_id AND c.song_date = s.snapshot_date
GROUP BY c.snapshot_date, c.snapshot_day, c.previous_date, c.playlist_id, c.playlist_name,
  s.original_id, c.newest_name
HAVING count(*) = 1;

-- name: snapshots_of_all_days
-- All complete snapshots of the lake and of the history tables, with the playlist's newest name, numbered from each playlist's first. A snapshot that is older than the days that the daily merge repeats can be in the history tables only; if only song_history has it, its column is_complete says whether it is complete. A row is one complete snapshot of one playlist; songs_in_history is true if its songs come from the history tables, because they have all of them and it is older than these days, or because the lake has no such snapshot.
CREATE OR REPLACE VIEW snapshots_of_all_days AS
WITH
stored AS (
  SELECT playlist_id, snapshot_date, snapshot_day, bool_and(is_complete) AS is_complete
  FROM song_history
  WHERE snapshot_day < current_date - INTERVAL '7' DAY
  GROUP BY playlist_id, snapshot_date, snapshot_day
),
detailed AS (
  SELECT playlist_id, snapshot_date
  FROM song_detail_history
  WHERE snapshot_day < current_date - INTERVAL '7' DAY
  GROUP BY playlist_id, snapshot_date
),
older AS (
  SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, spotify_snapshot_id,
    items_declared, items_read, unreadable
  FROM snapshot_history
  WHERE snapshot_day < current_date - INTERVAL '7' DAY
),
known AS (
  SELECT coalesce(t.snapshot_date, h.snapshot_date) AS snapshot_date,
    coalesce(t.snapshot_day, h.snapshot_day) AS snapshot_day,
    coalesce(t.playlist_id, h.playlist_id) AS playlist_id,
    CASE WHEN t.playlist_id IS NULL THEN h.playlist_name ELSE t.playlist_name END AS playlist_name,
    CASE WHEN t.playlist_id IS NULL THEN h.spotify_snapshot_id ELSE t.spotify_snapshot_id END
      AS spotify_snapshot_id,
    CASE WHEN t.playlist_id IS NULL THEN h.items_declared ELSE t.items_declared END
      AS items_declared,
    CASE WHEN t.playlist_id IS NULL THEN h.items_read ELSE t.items_read END AS items_read,
    CASE WHEN t.playlist_id IS NULL THEN h.unreadable ELSE t.unreadable END AS unreadable,
    t.playlist_id IS NOT NULL AS in_lake
  FROM playlists_typed t
  FULL OUTER JOIN older h
    ON h.playlist_id = t.playlist_id AND h.snapshot_date = t.snapshot_date
),
found AS (
  SELECT coalesce(k.snapshot_date, s.snapshot_date) AS snapshot_date,
    coalesce(k.snapshot_day, s.snapshot_day) AS snapshot_day,
    coalesce(k.playlist_id, s.playlist_id) AS playlist_id,
    k.playlist_name, k.spotify_snapshot_id, k.items_declared, k.items_read, k.unreadable,
    coalesce(k.in_lake, false) AS in_lake,
    s.playlist_id IS NOT NULL AS in_history,
    k.playlist_id IS NOT NULL OR s.is_complete AS is_complete
  FROM known k
  FULL OUTER JOIN stored s
    ON s.playlist_id = k.playlist_id AND s.snapshot_date = k.snapshot_date
),
-- The conditions are those of snapshot_troubles.
judged AS (
  SELECT snapshot_date, snapshot_day, playlist_id, in_lake, in_history,
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY playlist_id) AS playlist_name,
    is_complete
      AND coalesce(items_read = items_declared, true)
      AND NOT coalesce(items_read > 1 AND unreadable = items_read, false)
      AND NOT coalesce(items_read = 0 AND spotify_snapshot_id IS NOT NULL
        AND max(items_read) OVER (PARTITION BY playlist_id, spotify_snapshot_id) > 0, false)
      AS is_complete
  FROM found
)
SELECT j.snapshot_date, j.snapshot_day, j.playlist_id, j.playlist_name,
  row_number() OVER (PARTITION BY j.playlist_id ORDER BY j.snapshot_date) AS snapshot_number,
  lag(j.snapshot_date) OVER (PARTITION BY j.playlist_id ORDER BY j.snapshot_date)
    AS previous_date,
  lead(j.snapshot_date) OVER (PARTITION BY j.playlist_id ORDER BY j.snapshot_date) IS NULL
    AS is_latest,
  j.in_history AND (d.playlist_id IS NOT NULL OR NOT j.in_lake) AS songs_in_history
FROM judged j
LEFT JOIN detailed d ON d.playlist_id = j.playlist_id AND d.snapshot_date = j.snapshot_date
WHERE j.is_complete;

-- name: songs_of_all_days
-- The songs of all complete snapshots of the lake and of the history tables. Each snapshot comes from one of the two, as snapshots_of_all_days says. A row is one original_id of one complete snapshot. In a snapshot that song_detail_history lacks, a song that Spotify relinked has the track's own id as original_id.
CREATE OR REPLACE VIEW songs_of_all_days AS
WITH
stored AS (
  SELECT h.snapshot_date, h.snapshot_day, h.playlist_id, c.playlist_name, c.snapshot_number,
    c.is_latest, coalesce(d.linked_from_id, h.song_id) AS original_id, h.song_id, h.song_name,
    h.artist_names, h.position, h.occurrences, h.added_at, h.added_by, h.album_id, h.duration_ms,
    h.explicit, h.popularity, h.isrc, d.is_playable
  FROM song_history h
  JOIN snapshots_of_all_days c
    ON c.playlist_id = h.playlist_id AND c.snapshot_date = h.snapshot_date
  LEFT JOIN song_detail_history d
    ON d.playlist_id = h.playlist_id AND d.snapshot_date = h.snapshot_date
    AND d.song_id = h.song_id
  WHERE c.songs_in_history
),
ranked AS (
  SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, snapshot_number, is_latest,
    original_id, song_id, song_name, artist_names, position, occurrences, added_at, added_by,
    album_id, duration_ms, explicit, popularity, isrc, is_playable,
    count(*) OVER (
      PARTITION BY playlist_id, snapshot_date, original_id ORDER BY position, song_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS place
  FROM stored
)
SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, c.playlist_name, c.snapshot_number,
  c.is_latest, s.original_id, s.song_id, s.song_name, s.artist_names, s.position, s.occurrences,
  s.added_at, s.added_by, s.album_id, s.duration_ms, s.explicit, s.popularity, s.isrc,
  s.is_playable
FROM distinct_songs s
JOIN snapshots_of_all_days c
  ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
WHERE NOT c.songs_in_history
UNION ALL
SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, snapshot_number, is_latest,
  original_id, song_id, song_name, artist_names, position, occurrences,
  CAST(added_at AS timestamp), added_by, album_id, duration_ms, explicit, popularity, isrc,
  is_playable
FROM ranked
WHERE place = 1;

-- name: credited_songs_of_all_days
-- The songs of all complete snapshots of the lake and of the history tables, with the artists who are credited. An artist whom a song credits twice counts once. The credits of a snapshot come from credit_history if it has them and the snapshot is older than the days that the daily merge repeats. A row is one artist of one song of one complete snapshot; a song that credits no artist with an id has one row without an artist.
CREATE OR REPLACE VIEW credited_songs_of_all_days AS
WITH
stored AS (
  SELECT playlist_id, snapshot_date
  FROM credit_history
  WHERE snapshot_day < current_date - INTERVAL '7' DAY
  GROUP BY playlist_id, snapshot_date
),
in_lake AS (
  SELECT t.playlist_id, t.snapshot_date
  FROM playlists_typed t
  LEFT JOIN stored h ON h.playlist_id = t.playlist_id AND h.snapshot_date = t.snapshot_date
  WHERE h.playlist_id IS NULL
),
-- The rows with a name have no song. So one join selects the partitions of both tables.
lines AS (
  SELECT playlist_id, snapshot_date, song_id, artist_id, artist_position,
    CAST(NULL AS varchar) AS artist_name
  FROM song_artists_typed
  UNION ALL
  SELECT playlist_id, snapshot_date, NULL, artist_id, NULL, artist_name
  FROM artists_typed
),
named AS (
  SELECT l.playlist_id, l.snapshot_date, l.song_id, l.artist_id, l.artist_position,
    max(l.artist_name) OVER (PARTITION BY l.playlist_id, l.snapshot_date, l.artist_id)
      AS artist_name
  FROM lines l
  JOIN in_lake t ON t.playlist_id = l.playlist_id AND t.snapshot_date = l.snapshot_date
),
both AS (
  SELECT playlist_id, snapshot_date, song_id, artist_id, artist_position, artist_name
  FROM named
  WHERE song_id IS NOT NULL
  UNION ALL
  SELECT playlist_id, snapshot_date, song_id, artist_id, artist_position, artist_name
  FROM credit_history
  WHERE snapshot_day < current_date - INTERVAL '7' DAY
),
credits AS (
  SELECT playlist_id, snapshot_date, song_id, artist_id, max(artist_name) AS artist_name,
    min(artist_position) AS artist_position
  FROM both
  WHERE artist_id IS NOT NULL
  GROUP BY playlist_id, snapshot_date, song_id, artist_id
)
SELECT s.snapshot_date, s.snapshot_day, s.playlist_id, s.playlist_name, s.snapshot_number,
  s.is_latest, s.original_id, s.song_id, s.song_name, s.artist_names, s.position, s.occurrences,
  s.album_id, s.duration_ms, s.explicit, s.isrc, k.artist_id, k.artist_name, k.artist_position
FROM songs_of_all_days s
LEFT JOIN credits k
  ON k.playlist_id = s.playlist_id AND k.snapshot_date = s.snapshot_date
  AND k.song_id = s.song_id;

-- name: credits_of_all_days
-- The artists who are credited on songs, in all complete snapshots of the lake and of the history tables. An artist whom a song credits twice counts once. A row is one artist of one song of one complete snapshot, with the song's name and position.
CREATE OR REPLACE VIEW credits_of_all_days AS
SELECT snapshot_date, snapshot_day, playlist_id, playlist_name, snapshot_number, is_latest,
  original_id, song_id, song_name, position, artist_id, artist_name, artist_position
FROM credited_songs_of_all_days
WHERE artist_id IS NOT NULL;

-- name: song_stays
-- How long songs stayed on a playlist without a break, on all days of the lake and of the history tables. A day without a complete snapshot is not a break. A row is one unbroken stay of one song on one playlist; song_id, song_name and artist_names are those of the track that was played last.
CREATE OR REPLACE VIEW song_stays AS
WITH
numbered AS (
  SELECT playlist_id, playlist_name, original_id, song_id, song_name, artist_names, snapshot_date,
    snapshot_number, position, is_latest,
    snapshot_number - row_number() OVER (
      PARTITION BY playlist_id, original_id ORDER BY snapshot_date) AS stay_group
  FROM songs_of_all_days
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
  original_id,
  playlist_name,
  max_by(song_name, snapshot_date) AS song_name,
  max_by(artist_names, snapshot_date) AS artist_names,
  min(snapshot_number) AS first_number,
  max(snapshot_number) AS last_number
FROM numbered
GROUP BY playlist_id, playlist_name, original_id, stay_group;

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

-- name: top_artists
-- Which artists are on the playlists most? Every credit of a song counts, not only the first. A row is one artist; song_days counts each song once per playlist and day. Artists with the same number have the same place; the one with the smaller artist_id is listed first.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date,
    50 AS top
),
counted AS (
  SELECT c.artist_id,
    -- The date makes it the newest name, and the name makes it the same one each time.
    max_by(c.artist_name, c.snapshot_date || c.artist_name) AS artist_name,
    count(*) AS song_days,
    count(DISTINCT c.original_id) AS songs,
    count(DISTINCT c.snapshot_date) AS days,
    count(DISTINCT c.playlist_id) AS playlists,
    array_join(array_agg(DISTINCT coalesce(c.playlist_name, c.playlist_id)
      ORDER BY coalesce(c.playlist_name, c.playlist_id)), ', ') AS playlist_names
  FROM credits_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name)
    AND c.snapshot_date BETWEEN p.from_date AND p.to_date
  GROUP BY c.artist_id
),
ranked AS (
  SELECT artist_id, artist_name, song_days, songs, days, playlists, playlist_names,
    rank() OVER (ORDER BY song_days DESC) AS place,
    row_number() OVER (ORDER BY song_days DESC, artist_id) AS line
  FROM counted
)
SELECT r.place, r.artist_id, r.artist_name, r.song_days, r.songs, r.days, r.playlists,
  r.playlist_names
FROM ranked r
CROSS JOIN parameters p
WHERE r.line <= p.top
ORDER BY r.line;

-- name: entries_and_exits
-- Which songs entered and which left, day by day? A row is one song that entered or left a playlist between a complete snapshot and the complete snapshot before it.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT c.playlist_id, c.newest_name AS playlist_name, c.snapshot_date, c.previous_date,
  date_diff('day', TRY_CAST(c.previous_date AS date), c.snapshot_day) AS days_between,
  c.change, c.song_id, c.song_name, c.artist_names, c.position, c.added_by, c.original_id
FROM song_changes c
CROSS JOIN parameters p
WHERE p.playlist IN ('', c.playlist_id, c.newest_name)
  AND c.snapshot_date BETWEEN p.from_date AND p.to_date
ORDER BY c.playlist_id, c.snapshot_date, c.change, c.position, c.song_id, c.original_id;

-- name: difference_between
-- How does a playlist differ between two days? Compares each playlist's latest complete snapshot up to the first day with its latest complete snapshot up to the second day. Changes between the two are ignored. A row is one song that is in only one of the two snapshots.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS first_date, -- a date before the first snapshot selects the first snapshot
    '9999-12-31' AS second_date
),
pairs AS (
  SELECT c.playlist_id, c.newest_name AS playlist_name,
    coalesce(max(CASE WHEN c.snapshot_date <= p.first_date THEN c.snapshot_date END),
      min(c.snapshot_date)) AS old_date,
    max(CASE WHEN c.snapshot_date <= p.second_date THEN c.snapshot_date END) AS new_date
  FROM complete_snapshots c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.newest_name) AND p.first_date <= p.second_date
  GROUP BY c.playlist_id, c.newest_name
),
compared AS (
  SELECT r.playlist_id, r.playlist_name, r.old_date, r.new_date, u.song_date, u.change
  FROM pairs r
  CROSS JOIN UNNEST(ARRAY[r.old_date, r.new_date], ARRAY['left', 'entered'])
    AS u (song_date, change)
  WHERE r.new_date IS NOT NULL
),
-- A song of only one of the two snapshots is one row, so that min returns its value.
differences AS (
  SELECT c.playlist_id, c.playlist_name, c.old_date, c.new_date, min(c.change) AS change,
    min(s.song_id) AS song_id, min(s.song_name) AS song_name,
    min(s.artist_names) AS artist_names, min(s.position) AS position, s.original_id
  FROM distinct_songs s
  CROSS JOIN parameters p
  JOIN compared c ON c.playlist_id = s.playlist_id AND c.song_date = s.snapshot_date
  WHERE s.snapshot_date <= p.second_date
  GROUP BY c.playlist_id, c.playlist_name, c.old_date, c.new_date, s.original_id
  HAVING count(*) = 1
)
SELECT playlist_id, playlist_name, old_date, new_date, change, song_id, song_name, artist_names,
  position, original_id
FROM differences
ORDER BY playlist_id, change, position, song_id, original_id;

-- name: days_on_playlist
-- How long was each song on a playlist, and how often did it return? A row is one song of one playlist; days counts the complete snapshots with the song.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
)
SELECT t.playlist_id, t.playlist_name,
  max_by(t.song_id, t.last_seen) AS song_id,
  max_by(t.song_name, t.last_seen) AS song_name,
  max_by(t.artist_names, t.last_seen) AS artist_names,
  sum(t.days) AS days,
  min(t.first_seen) AS first_seen,
  max(t.last_seen) AS last_seen,
  count(*) - 1 AS re_entries,
  bool_or(t.is_now) AS is_now,
  t.original_id
FROM song_stays t
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id, t.playlist_name)
GROUP BY t.playlist_id, t.playlist_name, t.original_id
ORDER BY t.playlist_id, days DESC, first_seen, song_id, t.original_id;

-- name: re_entries
-- Which songs left and came back? A row is one return of one song to one playlist; away counts the complete snapshots without it.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
stays AS (
  SELECT t.playlist_id, t.playlist_name, t.original_id, t.song_id, t.song_name, t.artist_names,
    t.first_seen AS back_on,
    lag(t.last_seen) OVER (
      PARTITION BY t.playlist_id, t.original_id ORDER BY t.stay_number) AS last_seen_before,
    t.first_number - lag(t.last_number) OVER (
      PARTITION BY t.playlist_id, t.original_id ORDER BY t.stay_number) - 1 AS away
  FROM song_stays t
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', t.playlist_id, t.playlist_name)
)
SELECT playlist_id, playlist_name, song_id, song_name, artist_names, last_seen_before, back_on,
  away, original_id
FROM stays
WHERE away IS NOT NULL
ORDER BY playlist_id, back_on, song_id, original_id;

-- name: movement
-- How did songs move since the previous complete snapshot, and what was their best position? A row is one song of a playlist's latest complete snapshot; moved is positive if the song moved up, and NULL if it is new.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
latest AS (
  SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old, l.previous_date
  FROM latest_snapshots l
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
),
bests AS (
  SELECT playlist_id, original_id, min(best_position) AS best_position,
    sum(days_at_number_1) AS days_at_number_1
  FROM song_stays
  GROUP BY playlist_id, original_id
),
compared AS (
  SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old, l.previous_date, u.song_date
  FROM latest l
  CROSS JOIN UNNEST(ARRAY[l.snapshot_date, l.previous_date]) AS u (song_date)
),
-- The conditions select at most one row, so that min returns its value.
songs AS (
  SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.days_old, c.previous_date,
    s.original_id,
    min(CASE WHEN c.song_date = c.snapshot_date THEN s.position END) AS position,
    min(CASE WHEN c.song_date = c.previous_date THEN s.position END) AS previous_position,
    min(CASE WHEN c.song_date = c.snapshot_date THEN s.song_id END) AS song_id,
    min(CASE WHEN c.song_date = c.snapshot_date THEN s.song_name END) AS song_name,
    min(CASE WHEN c.song_date = c.snapshot_date THEN s.artist_names END) AS artist_names
  FROM distinct_songs s
  JOIN compared c ON c.playlist_id = s.playlist_id AND c.song_date = s.snapshot_date
  GROUP BY c.playlist_id, c.playlist_name, c.snapshot_date, c.days_old, c.previous_date,
    s.original_id
)
SELECT s.playlist_id, s.playlist_name, s.snapshot_date, s.days_old, s.previous_date, s.position,
  s.previous_position, s.previous_position - s.position AS moved, s.song_id, s.song_name,
  s.artist_names, t.best_position, t.days_at_number_1, s.original_id
FROM songs s
LEFT JOIN bests t ON t.playlist_id = s.playlist_id AND t.original_id = s.original_id
WHERE s.song_id IS NOT NULL
ORDER BY s.playlist_id, s.position, s.song_id, s.original_id;

-- name: popularity_trend
-- Which songs gain popularity, which lose it, and what does a straight line predict? Uses linear regression over the days on which a complete snapshot has a popularity. A row is one song; direction is the direction of the line, outlook_7_days is NULL for fewer than three such days, and r2 is the fit of the line (1 is best).
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
known AS (
  SELECT s.original_id, s.playlist_id, s.snapshot_date, s.snapshot_day,
    coalesce(s.playlist_name, s.playlist_id) AS playlist_name, s.song_id, s.song_name,
    s.artist_names, s.popularity
  FROM songs_of_all_days s
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', s.playlist_id, s.playlist_name)
    AND s.snapshot_date BETWEEN p.from_date AND p.to_date
    AND s.popularity IS NOT NULL
),
-- Several playlists can have the song on the same day.
points AS (
  SELECT original_id, snapshot_day, max(popularity) AS popularity,
    -- The rest of the key makes it the same row each time.
    max_by(song_id, snapshot_date || song_id || playlist_id) AS song_id,
    max_by(song_name, snapshot_date || song_id || playlist_id) AS song_name,
    max_by(artist_names, snapshot_date || song_id || playlist_id) AS artist_names,
    array_agg(DISTINCT playlist_name) AS playlist_names
  FROM known
  GROUP BY original_id, snapshot_day
),
dated AS (
  SELECT original_id, song_id, song_name, artist_names, playlist_names, snapshot_day,
    CAST(popularity AS double) AS popularity,
    CAST(date_diff('day', min(snapshot_day) OVER (PARTITION BY original_id), snapshot_day)
      AS double) AS day_number,
    max(popularity) OVER (PARTITION BY original_id) AS peak
  FROM points
),
lines AS (
  SELECT original_id,
    max_by(song_id, snapshot_day) AS song_id,
    max_by(song_name, snapshot_day) AS song_name,
    max_by(artist_names, snapshot_day) AS artist_names,
    array_join(array_sort(array_distinct(flatten(array_agg(playlist_names)))), ', ')
      AS playlist_names,
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
),
rounded AS (
  SELECT original_id, song_id, song_name, artist_names, playlist_names, days, first_day, last_day,
    first_popularity, last_popularity, peak, peak_day, intercept, slope, correlation, last_number,
    CASE WHEN days >= 2 THEN round(slope, 4) END AS slope_per_day
  FROM lines
)
SELECT song_id, song_name, artist_names, playlist_names, days, first_day, last_day,
  CAST(first_popularity AS bigint) AS first_popularity,
  CAST(last_popularity AS bigint) AS last_popularity,
  CAST(last_popularity - first_popularity AS bigint) AS change,
  CASE WHEN slope_per_day > 0 THEN 'rose' WHEN slope_per_day < 0 THEN 'fell' ELSE 'level' END
    AS direction,
  peak,
  peak_day,
  slope_per_day,
  CASE WHEN days >= 3 AND NOT is_nan(correlation)
    THEN round(correlation * correlation, 4) END AS r2,
  CASE WHEN days >= 3
    THEN round(least(100e0, greatest(0e0, intercept + slope * (last_number + 7))), 1)
    END AS outlook_7_days,
  original_id
FROM rounded
ORDER BY coalesce(slope_per_day, 0) DESC, change DESC, song_id, original_id;

-- name: popularity_by_release_year
-- Are newer songs more popular? A row is one release year of the songs that are on a playlist now, each song counted once; days_old is the age of the oldest snapshot among them.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
songs AS (
  SELECT n.original_id, max(n.release_year) AS release_year, max(n.popularity) AS popularity,
    max(n.days_old) AS days_old,
    array_agg(coalesce(n.playlist_name, n.playlist_id)) AS playlist_names
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
  GROUP BY n.original_id
)
SELECT release_year, count(*) AS songs, count(popularity) AS songs_with_popularity,
  round(avg(popularity), 1) AS average_popularity, max(popularity) AS highest_popularity,
  array_join(array_sort(array_distinct(flatten(array_agg(playlist_names)))), ', ')
    AS playlist_names,
  max(days_old) AS days_old
FROM songs
GROUP BY release_year
ORDER BY release_year DESC NULLS LAST;

-- name: popularity_by_explicit
-- Are explicit songs more popular? A row is one value of explicit (NULL if unknown) among the songs that are on a playlist now, each song counted once; days_old is the age of the oldest snapshot among them.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
songs AS (
  SELECT n.original_id, bool_or(n.explicit) AS explicit, max(n.popularity) AS popularity,
    max(n.days_old) AS days_old,
    array_agg(coalesce(n.playlist_name, n.playlist_id)) AS playlist_names
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
  GROUP BY n.original_id
)
SELECT explicit, count(*) AS songs, count(popularity) AS songs_with_popularity,
  round(avg(popularity), 1) AS average_popularity,
  array_join(array_sort(array_distinct(flatten(array_agg(playlist_names)))), ', ')
    AS playlist_names,
  max(days_old) AS days_old
FROM songs
GROUP BY explicit
ORDER BY explicit DESC NULLS LAST;

-- name: popularity_by_length
-- Are shorter songs more popular? A row is one length in whole minutes (NULL if unknown) among the songs that are on a playlist now, each song counted once; days_old is the age of the oldest snapshot among them.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
songs AS (
  SELECT n.original_id, max(n.duration_ms) AS duration_ms, max(n.popularity) AS popularity,
    max(n.days_old) AS days_old,
    array_agg(coalesce(n.playlist_name, n.playlist_id)) AS playlist_names
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
  GROUP BY n.original_id
)
SELECT duration_ms / 60000 AS minutes, count(*) AS songs,
  count(popularity) AS songs_with_popularity, round(avg(popularity), 1) AS average_popularity,
  array_join(array_sort(array_distinct(flatten(array_agg(playlist_names)))), ', ')
    AS playlist_names,
  max(days_old) AS days_old
FROM songs
GROUP BY duration_ms / 60000
ORDER BY minutes NULLS LAST;

-- name: release_years
-- From which years and decades are the songs? A row is one release year (NULL if unknown) of the songs that are on a playlist now; percent is the share of the songs with a known release year, and NULL in the row of unknown years.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
)
SELECT n.playlist_id, n.playlist_name, n.days_old, n.release_year,
  n.release_year / 10 * 10 AS decade, count(*) AS songs,
  CASE WHEN n.release_year IS NOT NULL
    THEN round(100e0 * count(*) / sum(count(n.release_year)) OVER (PARTITION BY n.playlist_id), 1)
    END AS percent
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
GROUP BY n.playlist_id, n.playlist_name, n.days_old, n.release_year
ORDER BY n.playlist_id, n.release_year NULLS LAST;

-- name: release_decades
-- From which decades are the songs? A row is one decade (NULL if unknown) of the songs that are on a playlist now; percent is the share of the songs with a known release year, and NULL in the row of unknown decades.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
)
SELECT n.playlist_id, n.playlist_name, n.days_old, n.release_year / 10 * 10 AS decade,
  count(*) AS songs,
  CASE WHEN n.release_year / 10 * 10 IS NOT NULL
    THEN round(100e0 * count(*) / sum(count(n.release_year)) OVER (PARTITION BY n.playlist_id), 1)
    END AS percent
FROM playlist_songs_now n
CROSS JOIN parameters p
WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
GROUP BY n.playlist_id, n.playlist_name, n.days_old, n.release_year / 10 * 10
ORDER BY n.playlist_id, decade NULLS LAST;

-- name: release_age
-- How old are the songs of a playlist? A row is one playlist by its latest complete snapshot; an age is the year of the snapshot minus the release year.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
measured AS (
  SELECT n.playlist_id, count(*) AS songs, count(n.release_year) AS songs_with_year,
    min(n.release_year) AS oldest, max(n.release_year) AS newest,
    -- NULL is last.
    array_sort(array_agg(year(n.snapshot_day) - n.release_year)) AS ages
  FROM playlist_songs_now n
  GROUP BY n.playlist_id
)
SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old,
  coalesce(m.songs, 0) AS songs,
  coalesce(m.songs_with_year, 0) AS songs_with_year,
  m.oldest,
  m.newest,
  (element_at(m.ages, greatest(1, (m.songs_with_year + 1) / 2))
    + element_at(m.ages, m.songs_with_year / 2 + 1)) / 2e0 AS median_age
FROM latest_snapshots l
CROSS JOIN parameters p
LEFT JOIN measured m ON m.playlist_id = l.playlist_id
WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
ORDER BY l.playlist_id;

-- name: freshness
-- How much of a playlist is new, and how soon after their release are songs added? A row is one playlist by its latest complete snapshot; the percentages are shares of the songs with a known day of release.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
songs AS (
  SELECT playlist_id, released_on,
    date_diff('day', released_on, snapshot_day) AS age,
    date_diff('day', released_on, CAST(added_at AS date)) AS lag_days
  FROM playlist_songs_now
),
measured AS (
  SELECT playlist_id, count(*) AS songs, count(released_on) AS songs_with_day,
    round(100e0 * count_if(age BETWEEN 0 AND 7) / nullif(count(age), 0), 1) AS percent_7_days,
    round(100e0 * count_if(age BETWEEN 0 AND 30) / nullif(count(age), 0), 1) AS percent_30_days,
    round(100e0 * count_if(age BETWEEN 0 AND 90) / nullif(count(age), 0), 1) AS percent_90_days,
    -- NULL is last.
    array_sort(array_agg(lag_days)) AS lags,
    count(lag_days) AS lag_count
  FROM songs
  GROUP BY playlist_id
)
SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old,
  coalesce(m.songs, 0) AS songs,
  coalesce(m.songs_with_day, 0) AS songs_with_day,
  m.percent_7_days,
  m.percent_30_days,
  m.percent_90_days,
  (element_at(m.lags, greatest(1, (m.lag_count + 1) / 2)) + element_at(m.lags, m.lag_count / 2 + 1))
    / 2e0 AS median_lag_days
FROM latest_snapshots l
CROSS JOIN parameters p
LEFT JOIN measured m ON m.playlist_id = l.playlist_id
WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
ORDER BY l.playlist_id;

-- name: explicit_share
-- How does the share of explicit songs change? A row is one complete snapshot of one playlist; percent is the share of the songs for which Spotify sent the value.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
counted AS (
  SELECT s.playlist_id, s.snapshot_date, count(*) AS songs, count(s.explicit) AS songs_known,
    count_if(s.explicit) AS explicit_songs
  FROM distinct_songs s
  CROSS JOIN parameters p
  WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  GROUP BY s.playlist_id, s.snapshot_date
)
SELECT c.playlist_id, c.newest_name AS playlist_name, c.snapshot_date,
  coalesce(k.songs, 0) AS songs,
  coalesce(k.songs_known, 0) AS songs_known,
  coalesce(k.explicit_songs, 0) AS explicit_songs,
  round(100e0 * k.explicit_songs / nullif(k.songs_known, 0), 1) AS percent
FROM complete_snapshots c
CROSS JOIN parameters p
LEFT JOIN counted k ON k.playlist_id = c.playlist_id AND k.snapshot_date = c.snapshot_date
WHERE p.playlist IN ('', c.playlist_id, c.newest_name)
  AND c.snapshot_date BETWEEN p.from_date AND p.to_date
ORDER BY c.playlist_id, c.snapshot_date;

-- name: length_statistics
-- How long are the songs, and how long is the playlist? A row is one playlist by its latest complete snapshot; total_minutes counts every occurrence of a song.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
measured AS (
  SELECT playlist_id, count(*) AS songs, count(duration_ms) AS songs_with_length,
    min(duration_ms) AS shortest_ms,
    -- NULL is last.
    array_sort(array_agg(duration_ms)) AS lengths,
    CAST(round(avg(duration_ms)) AS bigint) AS average_ms,
    max(duration_ms) AS longest_ms,
    CAST(round(stddev_samp(duration_ms)) AS bigint) AS deviation_ms,
    round(sum(duration_ms * occurrences) / 60000e0, 1) AS total_minutes
  FROM playlist_songs_now
  GROUP BY playlist_id
)
SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old,
  coalesce(m.songs, 0) AS songs,
  coalesce(m.songs_with_length, 0) AS songs_with_length,
  m.shortest_ms,
  (element_at(m.lengths, greatest(1, (m.songs_with_length + 1) / 2))
    + element_at(m.lengths, m.songs_with_length / 2 + 1)) / 2e0 AS median_ms,
  m.average_ms,
  m.longest_ms,
  m.deviation_ms,
  m.total_minutes
FROM latest_snapshots l
CROSS JOIN parameters p
LEFT JOIN measured m ON m.playlist_id = l.playlist_id
WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
ORDER BY l.playlist_id;

-- name: length_outliers
-- Which songs are much longer or shorter than the rest of their playlist? Lists songs whose length differs from the average by more than the given number of standard deviations. A row is one such song.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days, -- leaves out playlists without a snapshot in the lake's last days
    2.0 AS deviations
),
measured AS (
  SELECT n.playlist_id, n.playlist_name, n.days_old, n.position, n.song_id, n.song_name,
    n.artist_names, n.duration_ms, n.original_id,
    avg(n.duration_ms) OVER (PARTITION BY n.playlist_id) AS average_ms,
    stddev_samp(n.duration_ms) OVER (PARTITION BY n.playlist_id) AS deviation_ms
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
    AND n.duration_ms IS NOT NULL
)
SELECT m.playlist_id, m.playlist_name, m.days_old, m.position, m.song_id, m.song_name,
  m.artist_names, m.duration_ms, CAST(round(m.average_ms) AS bigint) AS average_ms,
  round((m.duration_ms - m.average_ms) / m.deviation_ms, 2) AS deviations
FROM measured m
CROSS JOIN parameters p
WHERE abs(m.duration_ms - m.average_ms) > p.deviations * m.deviation_ms AND m.deviation_ms > 0
ORDER BY m.playlist_id, abs(m.duration_ms - m.average_ms) DESC, m.song_id, m.original_id;

-- name: collaboration_share
-- How many songs are collaborations? A row is one playlist by its latest complete snapshot; a collaboration has two or more credits, and percent is the share of the songs with a known number of credits.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
counted AS (
  SELECT playlist_id, count(*) AS songs, count(artist_count) AS songs_known,
    count_if(artist_count >= 2) AS collaborations,
    round(avg(artist_count), 2) AS average_credits
  FROM playlist_songs_now
  GROUP BY playlist_id
)
SELECT l.playlist_id, l.playlist_name, l.snapshot_date, l.days_old,
  coalesce(c.songs, 0) AS songs,
  coalesce(c.collaborations, 0) AS collaborations,
  round(100e0 * c.collaborations / nullif(c.songs_known, 0), 1) AS percent,
  c.average_credits
FROM latest_snapshots l
CROSS JOIN parameters p
LEFT JOIN counted c ON c.playlist_id = l.playlist_id
WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
ORDER BY l.playlist_id;

-- name: artist_pairs
-- Which artists work together most? A row is one pair of artists with the number of songs that credit both, in all complete snapshots of the range. Pairs with the same number have the same place; the one with the smaller ids is listed first.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date,
    50 AS top
),
-- An artist with the newest name. One row for each song keeps this from reading the credits twice.
credits AS (
  SELECT c.original_id, c.song_id, c.artist_id,
    max_by(c.artist_name, c.snapshot_date || c.artist_name) AS artist_name,
    max(CASE WHEN c.artist_name IS NOT NULL THEN c.snapshot_date END) AS named_on,
    array_agg(DISTINCT coalesce(c.playlist_name, c.playlist_id)) AS playlist_names
  FROM credits_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name)
    AND c.snapshot_date BETWEEN p.from_date AND p.to_date
  GROUP BY c.original_id, c.song_id, c.artist_id
),
songs AS (
  SELECT original_id, song_id,
    array_agg(artist_id ORDER BY artist_id) AS ids,
    array_agg(artist_name ORDER BY artist_id) AS names,
    array_agg(named_on ORDER BY artist_id) AS days,
    array_distinct(flatten(array_agg(playlist_names))) AS playlist_names
  FROM credits
  GROUP BY original_id, song_id
),
pairs AS (
  SELECT a.artist_id AS artist_a_id, b.artist_id AS artist_b_id,
    max_by(a.artist_name, a.named_on || a.artist_name) AS artist_a,
    max_by(b.artist_name, b.named_on || b.artist_name) AS artist_b,
    count(DISTINCT s.original_id) AS songs,
    array_join(array_sort(array_distinct(flatten(array_agg(s.playlist_names)))), ', ')
      AS playlist_names
  FROM songs s
  CROSS JOIN UNNEST(s.ids, s.names, s.days) AS a (artist_id, artist_name, named_on)
  CROSS JOIN UNNEST(s.ids, s.names, s.days) AS b (artist_id, artist_name, named_on)
  WHERE a.artist_id < b.artist_id
  GROUP BY a.artist_id, b.artist_id
),
ranked AS (
  SELECT artist_a_id, artist_a, artist_b_id, artist_b, songs, playlist_names,
    rank() OVER (ORDER BY songs DESC) AS place,
    row_number() OVER (ORDER BY songs DESC, artist_a_id, artist_b_id) AS line
  FROM pairs
)
SELECT r.place, r.artist_a_id, r.artist_a, r.artist_b_id, r.artist_b, r.songs, r.playlist_names
FROM ranked r
CROSS JOIN parameters p
WHERE r.line <= p.top
ORDER BY r.line;

-- name: collaboration_edges
-- The network of collaborations as an edge list for a graph program. A row is one pair of artists on one playlist now; weight counts the songs that credit both.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
-- One row for each song keeps this from reading the credits twice.
songs AS (
  SELECT c.playlist_id, c.playlist_name, c.days_old, c.original_id,
    array_agg(c.artist_id ORDER BY c.artist_id) AS ids,
    array_agg(c.artist_name ORDER BY c.artist_id) AS names
  FROM song_credits_now c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name) AND c.days_behind <= p.seen_within_days
  GROUP BY c.playlist_id, c.playlist_name, c.days_old, c.original_id
)
SELECT s.playlist_id, s.playlist_name, s.days_old, a.artist_id AS source, b.artist_id AS target,
  max(a.artist_name) AS source_name, max(b.artist_name) AS target_name, count(*) AS weight
FROM songs s
CROSS JOIN UNNEST(s.ids, s.names) AS a (artist_id, artist_name)
CROSS JOIN UNNEST(s.ids, s.names) AS b (artist_id, artist_name)
WHERE a.artist_id < b.artist_id
GROUP BY s.playlist_id, s.playlist_name, s.days_old, a.artist_id, b.artist_id
ORDER BY s.playlist_id, weight DESC, source, target;

-- name: album_concentration
-- Do few albums make up a playlist? A row is one album of a playlist's latest complete snapshot; concentration is the Herfindahl index of the playlist (1 means a single album), and both figures consider only songs with an album.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
albums AS (
  SELECT n.playlist_id, n.playlist_name, n.days_old, n.album_id, max(n.album_name) AS album_name,
    count(*) AS songs, sum(count(*)) OVER (PARTITION BY n.playlist_id) AS all_songs
  FROM playlist_songs_now n
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name) AND n.days_behind <= p.seen_within_days
    AND n.album_id IS NOT NULL
  GROUP BY n.playlist_id, n.playlist_name, n.days_old, n.album_id
)
SELECT playlist_id, playlist_name, days_old,
  rank() OVER (PARTITION BY playlist_id ORDER BY songs DESC) AS place, album_id,
  album_name, songs, round(100e0 * songs / all_songs, 1) AS percent,
  round(sum(power(1e0 * songs / all_songs, 2)) OVER (PARTITION BY playlist_id), 4) AS concentration
FROM albums
ORDER BY playlist_id, place, album_id;

-- name: churn
-- How much of a playlist changes from one complete snapshot to the next? A row is one complete snapshot, except each playlist's first; percent is the share of the previous snapshot's songs that left.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
chosen AS (
  SELECT c.playlist_id, c.newest_name AS playlist_name, c.snapshot_date, c.snapshot_day,
    c.previous_date
  FROM complete_snapshots c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.newest_name)
    AND c.snapshot_date BETWEEN p.from_date AND p.to_date
    AND c.previous_date IS NOT NULL
),
-- Each snapshot with its own songs and with those of the snapshot before it.
compared AS (
  SELECT c.playlist_id, c.snapshot_date, u.song_date, u.is_now
  FROM chosen c
  CROSS JOIN UNNEST(ARRAY[c.snapshot_date, c.previous_date], ARRAY[true, false])
    AS u (song_date, is_now)
),
songs AS (
  SELECT c.playlist_id, c.snapshot_date, s.original_id, bool_or(c.is_now) AS is_now,
    bool_or(NOT c.is_now) AS was_there
  FROM distinct_songs s
  CROSS JOIN parameters p
  JOIN compared c ON c.playlist_id = s.playlist_id AND c.song_date = s.snapshot_date
  WHERE s.snapshot_date <= p.to_date
  GROUP BY c.playlist_id, c.snapshot_date, s.original_id
),
counted AS (
  SELECT playlist_id, snapshot_date, count_if(is_now) AS songs, count_if(was_there) AS songs_before,
    count_if(NOT was_there) AS entered, count_if(NOT is_now) AS gone
  FROM songs
  GROUP BY playlist_id, snapshot_date
)
SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.previous_date,
  date_diff('day', TRY_CAST(c.previous_date AS date), c.snapshot_day) AS days_between,
  coalesce(n.songs, 0) AS songs,
  coalesce(n.entered, 0) AS entered,
  coalesce(n.gone, 0) AS gone,
  round(100e0 * n.gone / nullif(n.songs_before, 0), 1) AS percent
FROM chosen c
LEFT JOIN counted n ON n.playlist_id = c.playlist_id AND n.snapshot_date = c.snapshot_date
ORDER BY c.playlist_id, c.snapshot_date;

-- name: who_added_what
-- Who adds the songs of a playlist? A row is one user (NULL if unknown) and one playlist, with all songs of any complete snapshot of the playlist.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
songs AS (
  SELECT s.playlist_id, s.playlist_name, s.song_id, s.song_name, s.added_by, s.added_at,
    s.is_latest,
    row_number() OVER (
      PARTITION BY s.playlist_id, s.original_id ORDER BY s.snapshot_date DESC, s.song_id) AS age
  FROM songs_of_all_days s
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', s.playlist_id, s.playlist_name)
)
SELECT playlist_id, playlist_name, added_by, count(*) AS songs, count_if(is_latest) AS songs_now,
  min(added_at) AS first_added_at, max(added_at) AS last_added_at,
  -- The rest of the key makes it the same song each time.
  max_by(song_name, CAST(added_at AS varchar) || song_id) AS last_song
FROM songs
WHERE age = 1
GROUP BY playlist_id, playlist_name, added_by
ORDER BY playlist_id, songs DESC, added_by;

-- name: same_isrc
-- Which recordings have several Spotify ids? Upper and lower case of an ISRC are the same. A row is one ISRC with more than one song id in all complete snapshots; a song has its newest ISRC.
WITH
songs AS (
  SELECT song_id,
    max_by(upper(isrc), snapshot_date || upper(isrc)) AS isrc,
    max_by(song_name, snapshot_date || song_name) AS song_name,
    array_agg(DISTINCT coalesce(playlist_name, playlist_id)) AS playlist_names
  FROM songs_of_all_days
  WHERE isrc IS NOT NULL
  GROUP BY song_id
)
SELECT isrc, count(*) AS song_ids, min(song_name) AS song_name,
  array_join(array_agg(song_id ORDER BY song_id), ', ') AS ids,
  array_join(array_sort(array_distinct(flatten(array_agg(playlist_names)))), ', ')
    AS playlist_names
FROM songs
GROUP BY isrc
HAVING count(*) > 1
ORDER BY song_ids DESC, isrc;

-- name: playlist_overlap
-- How many songs do playlists share? A row is one pair of playlists by their latest complete snapshots; jaccard is the number of shared songs divided by the number of distinct songs in the two playlists.
WITH
parameters AS (
  SELECT
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
latest AS (
  SELECT l.playlist_id, l.playlist_name, l.days_old
  FROM latest_snapshots l
  CROSS JOIN parameters p
  WHERE l.days_behind <= p.seen_within_days
),
songs AS (
  SELECT s.original_id, array_agg(s.playlist_id) AS playlists
  FROM distinct_songs s
  JOIN latest_snapshots l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
  GROUP BY s.original_id
),
-- The pair of a playlist with itself counts the playlist's songs.
shared AS (
  SELECT a.playlist_id AS playlist_a, b.playlist_id AS playlist_b, count(*) AS songs
  FROM songs s
  CROSS JOIN UNNEST(s.playlists) AS a (playlist_id)
  CROSS JOIN UNNEST(s.playlists) AS b (playlist_id)
  WHERE a.playlist_id <= b.playlist_id
  GROUP BY a.playlist_id, b.playlist_id
),
pairs AS (
  SELECT a.playlist_id AS playlist_a, b.playlist_id AS playlist_b, a.playlist_name AS name_a,
    b.playlist_name AS name_b, a.days_old AS days_old_a, b.days_old AS days_old_b,
    coalesce(s.songs, 0) AS shared,
    max(CASE WHEN a.playlist_id = b.playlist_id THEN coalesce(s.songs, 0) END)
      OVER (PARTITION BY a.playlist_id) AS songs_a,
    max(CASE WHEN a.playlist_id = b.playlist_id THEN coalesce(s.songs, 0) END)
      OVER (PARTITION BY b.playlist_id) AS songs_b
  FROM latest a
  JOIN latest b ON a.playlist_id <= b.playlist_id
  LEFT JOIN shared s ON s.playlist_a = a.playlist_id AND s.playlist_b = b.playlist_id
)
SELECT playlist_a, playlist_b, name_a, name_b, days_old_a, days_old_b, songs_a, songs_b, shared,
  round(1e0 * shared / nullif(songs_a + songs_b - shared, 0), 4) AS jaccard
FROM pairs
WHERE playlist_a < playlist_b
ORDER BY jaccard DESC NULLS LAST, playlist_a, playlist_b;

-- name: followers
-- How does the number of a playlist's followers change? A row is one snapshot, complete or not, for which Spotify sent the number; gained is the difference from the previous such snapshot.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
named AS (
  SELECT playlist_id, snapshot_date, followers,
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY playlist_id) AS playlist_name
  FROM playlists_typed
)
SELECT t.playlist_id, t.playlist_name, t.snapshot_date, t.followers,
  lag(t.snapshot_date) OVER (PARTITION BY t.playlist_id ORDER BY t.snapshot_date) AS previous_date,
  t.followers - lag(t.followers) OVER (PARTITION BY t.playlist_id ORDER BY t.snapshot_date)
    AS gained
FROM named t
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id, t.playlist_name) AND t.followers IS NOT NULL
ORDER BY t.playlist_id, t.snapshot_date;

-- name: artist_debuts
-- When did an artist first appear on a playlist, and with which song? A row is one artist of one playlist; was_there_at_start is true for the playlist's first snapshot, because the real debut may be earlier.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
credits AS (
  SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.snapshot_number, c.artist_id,
    c.artist_name, c.song_id, c.song_name, c.position, c.original_id,
    min(c.snapshot_date) OVER (PARTITION BY c.playlist_id, c.artist_id) AS debut
  FROM credits_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name) AND c.snapshot_date <= p.to_date
)
SELECT c.playlist_id, c.playlist_name, c.debut, c.artist_id,
  max(c.artist_name) AS artist_name,
  element_at(array_agg(c.song_id ORDER BY c.position, c.song_id), 1) AS song_id,
  element_at(array_agg(c.song_name ORDER BY c.position, c.song_id), 1) AS song_name,
  min(c.position) AS position,
  count(*) AS songs,
  c.snapshot_number = 1 AS was_there_at_start
FROM credits c
CROSS JOIN parameters p
WHERE c.snapshot_date = c.debut AND c.debut >= p.from_date
GROUP BY c.playlist_id, c.playlist_name, c.debut, c.artist_id, c.snapshot_number
ORDER BY c.playlist_id, c.debut, position, c.artist_id;

-- name: songs_on_several_playlists
-- Which songs are on more than one playlist now? If playlist is set, only songs of this playlist. A row is one song, with the names and the ids of its playlists in the same order; song_id, song_name and artist_names are those of the newest snapshot among them, and days_old is the age of the oldest.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
)
SELECT
  max_by(s.song_id, s.snapshot_date || s.playlist_id) AS song_id,
  max_by(s.song_name, s.snapshot_date || s.playlist_id) AS song_name,
  max_by(s.artist_names, s.snapshot_date || s.playlist_id) AS artist_names,
  count(*) AS playlists,
  array_join(array_agg(coalesce(l.playlist_name, l.playlist_id)
    ORDER BY coalesce(l.playlist_name, l.playlist_id), l.playlist_id), ', ') AS playlist_names,
  array_join(array_agg(l.playlist_id
    ORDER BY coalesce(l.playlist_name, l.playlist_id), l.playlist_id), ', ') AS playlist_ids,
  max(l.days_old) AS days_old,
  s.original_id
FROM distinct_songs s
CROSS JOIN parameters p
JOIN latest_snapshots l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
WHERE l.days_behind <= p.seen_within_days
GROUP BY s.original_id
HAVING count(*) > 1 AND bool_or(p.playlist IN ('', l.playlist_id, l.playlist_name))
ORDER BY playlists DESC, song_name, s.original_id;

-- name: same_recording_twice
-- Which recordings are on a playlist more than once now? The reason is song: the same song has several entries; isrc: several songs have the same ISRC, in upper or lower case; or title: several songs have the same title and artists, and for at least one of them Spotify sent no ISRC. Case, punctuation, spaces and the order of the artists don't matter for title. A row is one recording of one playlist with one reason; entries counts all entries, and positions and song_ids are those of each song's first entry.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    30 AS seen_within_days -- leaves out playlists without a snapshot in the lake's last days
),
songs AS (
  SELECT s.playlist_id, l.playlist_name, l.days_old, s.song_id, s.song_name, s.artist_names,
    s.position, coalesce(s.occurrences, 1) AS entries, s.isrc,
    coalesce(s.linked_from_id, s.song_id) AS original_id,
    trim(regexp_replace(lower(normalize(s.song_name, NFKC)), '[\p{P}\p{Z}]+', ' ')) AS words,
    array_join(array_sort(split(lower(normalize(s.artist_names, NFKC)), '; ')), '; ') AS artists
  FROM songs_typed s
  CROSS JOIN parameters p
  JOIN latest_snapshots l ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
  WHERE p.playlist IN ('', l.playlist_id, l.playlist_name) AND l.days_behind <= p.seen_within_days
),
keys AS (
  SELECT s.playlist_id, s.playlist_name, s.days_old, s.song_id, s.song_name, s.artist_names,
    s.position, s.entries, s.isrc, s.original_id, k.reason, k.recording
  FROM songs s
  CROSS JOIN UNNEST(
    ARRAY['song', 'isrc', 'title'],
    -- A title of only punctuation is compared as it is.
    ARRAY[s.original_id, upper(s.isrc),
      coalesce(NULLIF(s.words, ''), lower(s.song_name)) || ' / ' || s.artists])
    AS k (reason, recording)
  WHERE k.recording IS NOT NULL
)
SELECT playlist_id, playlist_name, days_old, reason,
  element_at(array_agg(song_name ORDER BY position, song_id), 1) AS song_name,
  element_at(array_agg(artist_names ORDER BY position, song_id), 1) AS artist_names,
  sum(entries) AS entries,
  array_join(array_agg(position ORDER BY position, song_id), ', ') AS positions,
  array_join(array_agg(song_id ORDER BY position, song_id), ', ') AS song_ids,
  NULLIF(array_join(array_agg(DISTINCT upper(isrc) ORDER BY upper(isrc)), ', '), '') AS isrcs
FROM keys
GROUP BY playlist_id, playlist_name, days_old, reason, recording
HAVING CASE reason
  WHEN 'song' THEN sum(entries) > 1
  WHEN 'isrc' THEN count(DISTINCT original_id) > 1
  ELSE count(DISTINCT original_id) > 1 AND count(isrc) < count(*) END
ORDER BY playlist_id, min(position), reason, recording;

-- name: became_unplayable
-- Which songs became unplayable, and where were they? Compares a complete snapshot with the complete snapshot before it. change is 'not playable' if is_playable was true and is now false; a value that Spotify did not send is no change. change is 'unavailable' if the song left and the snapshot has more unavailable entries than before. Spotify sends no song with such an entry. It is recognized by its added_at or, if it has none, by the songs before it that stayed. A row is one such song in one snapshot, with the position, the title and the artists that it had in the snapshot before; is_certain is false if more songs can be meant than entries became unavailable.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
-- Each snapshot with its own entries and with those of the snapshot before it.
compared AS (
  SELECT c.playlist_id, n.playlist_name, c.snapshot_date, c.previous_date, u.entry_date, u.is_now
  FROM complete_snapshots c
  JOIN playlists_current n ON n.playlist_id = c.playlist_id
  CROSS JOIN parameters p
  CROSS JOIN UNNEST(ARRAY[c.snapshot_date, c.previous_date], ARRAY[true, false])
    AS u (entry_date, is_now)
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name)
    AND c.snapshot_date BETWEEN p.from_date AND p.to_date
    AND c.previous_date IS NOT NULL
),
entries AS (
  SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.previous_date, c.is_now, s.original_id,
    s.song_id, s.song_name, s.artist_names, s.position, s.added_at, s.is_playable
  FROM distinct_songs s
  CROSS JOIN parameters p
  JOIN compared c ON c.playlist_id = s.playlist_id AND c.entry_date = s.snapshot_date
  WHERE s.snapshot_date <= p.to_date
  UNION ALL
  SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.previous_date, c.is_now, NULL, NULL,
    NULL, NULL, r.position, r.added_at, NULL
  FROM rejects_typed r
  CROSS JOIN parameters p
  JOIN compared c ON c.playlist_id = r.playlist_id AND c.entry_date = r.snapshot_date
  WHERE r.snapshot_date <= p.to_date AND r.reason = 'unavailable'
),
-- unavailable is 1 for an unavailable entry and -1 for one of the snapshot before.
paired AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, is_now, original_id, song_id,
    song_name, artist_names, position, added_at, is_playable,
    CASE WHEN original_id IS NULL THEN if(is_now, 1, -1) ELSE 0 END AS unavailable,
    original_id IS NOT NULL
      AND count(*) OVER (PARTITION BY playlist_id, snapshot_date, original_id) = 2 AS has_stayed,
    bool_or(is_now AND NOT is_playable) OVER (
      PARTITION BY playlist_id, snapshot_date, original_id) AS is_unplayable
  FROM entries
),
placed AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, is_now, original_id, song_id,
    song_name, artist_names, position, added_at, is_playable, unavailable, has_stayed,
    is_unplayable,
    original_id IS NOT NULL AND NOT is_now AND NOT has_stayed AS has_left,
    count_if(has_stayed) OVER (PARTITION BY playlist_id, snapshot_date, is_now ORDER BY position
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS place
  FROM paired
),
-- How many more entries are unavailable than before: with the same added_at or without one, on the
-- whole playlist and in the same place.
counted AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, is_now, original_id, song_id,
    song_name, artist_names, position, added_at, is_playable, has_stayed, is_unplayable, has_left,
    CASE WHEN added_at IS NOT NULL THEN sum(unavailable) OVER (
      PARTITION BY playlist_id, snapshot_date, added_at) ELSE 0 END AS same_time,
    CASE WHEN added_at IS NOT NULL THEN sum(unavailable) OVER (
      PARTITION BY playlist_id, snapshot_date, added_at, place) ELSE 0 END AS same_time_here,
    sum(if(added_at IS NULL, unavailable, 0)) OVER (
      PARTITION BY playlist_id, snapshot_date) AS no_time,
    sum(if(added_at IS NULL, unavailable, 0)) OVER (
      PARTITION BY playlist_id, snapshot_date, place) AS no_time_here
  FROM placed
),
-- If songs left in the same place, only they can be meant.
candidates AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, is_now, original_id, song_id,
    song_name, artist_names, position, added_at, is_playable, has_stayed, is_unplayable, same_time,
    no_time,
    has_left AND same_time > 0 AND (same_time_here > 0 OR NOT bool_or(
      has_left AND same_time_here > 0) OVER (
      PARTITION BY playlist_id, snapshot_date, added_at)) AS is_of_time,
    has_left AND no_time > 0 AND (no_time_here > 0 OR NOT bool_or(
      has_left AND no_time_here > 0) OVER (
      PARTITION BY playlist_id, snapshot_date)) AS is_of_place
  FROM counted
),
judged AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, is_now, original_id, song_id,
    song_name, artist_names, position, is_playable, has_stayed, is_unplayable, is_of_time,
    is_of_place,
    is_of_time AND count_if(is_of_time) OVER (PARTITION BY playlist_id, snapshot_date, added_at)
      <= same_time
      OR is_of_place AND count_if(is_of_place) OVER (PARTITION BY playlist_id, snapshot_date)
      <= no_time AS is_certain
  FROM candidates
)
SELECT playlist_id, playlist_name, snapshot_date, previous_date,
  if(has_stayed, 'not playable', 'unavailable') AS change,
  has_stayed OR is_certain AS is_certain,
  position, song_id, song_name, artist_names, original_id
FROM judged
WHERE NOT is_now AND (has_stayed AND is_playable AND is_unplayable OR is_of_time OR is_of_place)
ORDER BY playlist_id, snapshot_date, position, original_id;

-- name: new_songs
-- What is new in the last days? The last days end with the newest complete snapshot of the lake; dates in the future don't count. A song is new in a complete snapshot if the complete snapshot before it doesn't have it. In the first snapshot of a playlist, a song is new if its added_at is in the last days. A row is one entry of one song on one playlist; is_now is false if the song has left again, and days_old is the age of the playlist's latest complete snapshot.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    7 AS days
),
snapshots AS (
  SELECT playlist_id, snapshot_date, snapshot_day, previous_date, snapshot_number,
    max(snapshot_day) OVER () AS newest_day,
    max(snapshot_number) OVER (PARTITION BY playlist_id) AS latest_number,
    date_diff('day', max(snapshot_day) OVER (PARTITION BY playlist_id), current_date) AS days_old
  FROM complete_snapshots
  WHERE snapshot_day <= current_date
),
chosen AS (
  SELECT s.playlist_id, n.playlist_name, s.snapshot_date, s.previous_date, s.snapshot_number,
    s.newest_day, s.latest_number, s.days_old,
    date_diff('day', s.snapshot_day, s.newest_day) < p.days AS is_in_range,
    lead(date_diff('day', s.snapshot_day, s.newest_day) < p.days) OVER (
      PARTITION BY s.playlist_id ORDER BY s.snapshot_date) AS is_before_range
  FROM snapshots s
  JOIN playlists_current n ON n.playlist_id = s.playlist_id
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', n.playlist_id, n.playlist_name)
),
needed AS (
  SELECT playlist_id, playlist_name, snapshot_date, previous_date, snapshot_number, newest_day,
    latest_number, days_old, is_in_range
  FROM chosen
  WHERE is_in_range OR is_before_range
),
songs AS (
  SELECT c.playlist_id, c.playlist_name, c.days_old, c.snapshot_date, c.previous_date,
    c.snapshot_number, c.newest_day, c.is_in_range, s.position, s.song_id, s.song_name,
    s.artist_names, s.added_at, s.added_by, s.original_id,
    lag(c.snapshot_number) OVER (
      PARTITION BY s.playlist_id, s.original_id ORDER BY s.snapshot_date) AS last_number,
    max(c.snapshot_number) OVER (PARTITION BY s.playlist_id, s.original_id) = c.latest_number
      AS is_now
  FROM distinct_songs s
  JOIN needed c ON c.playlist_id = s.playlist_id AND c.snapshot_date = s.snapshot_date
)
SELECT s.playlist_id, s.playlist_name, s.days_old, s.snapshot_date, s.previous_date, s.position,
  s.song_id, s.song_name, s.artist_names, s.added_at, s.added_by, s.is_now, s.original_id
FROM songs s
CROSS JOIN parameters p
WHERE s.is_in_range
  AND CASE WHEN s.previous_date IS NULL
    THEN date_diff('day', CAST(s.added_at AS date), s.newest_day) < p.days
    ELSE s.last_number IS DISTINCT FROM s.snapshot_number - 1 END
ORDER BY s.playlist_id, s.snapshot_date DESC, s.position, s.song_id, s.original_id;

-- name: position_history
-- At which position was a song, or each song of an artist, day by day? A song and an artist are selected by the id or by a part of the name; if any day of the range has this name, all its days are listed. A row is one song in one complete snapshot of one playlist; a snapshot without the song has no row.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '' AS song, -- the id of a song or a part of its name, '' for every song
    '' AS artist, -- the id of an artist or a part of the name, '' for every artist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
-- The engine reads only one of the two views, because artist is a parameter.
entries AS (
  SELECT s.playlist_id, s.playlist_name, s.snapshot_date, s.position, s.song_id, s.song_name,
    s.artist_names, s.original_id, '' AS artist_id, '' AS artist_name
  FROM songs_of_all_days s
  CROSS JOIN parameters p
  WHERE p.artist = ''
    AND p.playlist IN ('', s.playlist_id, s.playlist_name)
    AND s.snapshot_date BETWEEN p.from_date AND p.to_date
  UNION ALL
  SELECT c.playlist_id, c.playlist_name, c.snapshot_date, c.position, c.song_id, c.song_name,
    c.artist_names, c.original_id, c.artist_id, c.artist_name
  FROM credited_songs_of_all_days c
  CROSS JOIN parameters p
  WHERE p.artist <> '' AND c.artist_id IS NOT NULL
    AND p.playlist IN ('', c.playlist_id, c.playlist_name)
    AND c.snapshot_date BETWEEN p.from_date AND p.to_date
),
matched AS (
  SELECT e.playlist_id, e.playlist_name, e.snapshot_date, e.position, e.song_id, e.song_name,
    e.artist_names, e.original_id,
    bool_or(p.song IN ('', e.original_id, e.song_id)
      OR strpos(lower(e.song_name), lower(p.song)) > 0) OVER (PARTITION BY e.original_id)
      AS is_song,
    bool_or(p.artist IN ('', e.artist_id) OR strpos(lower(e.artist_name), lower(p.artist)) > 0)
      OVER (PARTITION BY e.artist_id) AS is_artist
  FROM entries e
  CROSS JOIN parameters p
)
SELECT DISTINCT playlist_id, playlist_name, original_id, snapshot_date, position, song_id,
  song_name, artist_names
FROM matched
WHERE is_song AND is_artist
ORDER BY playlist_id, original_id, snapshot_date;

-- name: survival
-- Which share of the songs that entered a playlist were still there after 7, 30 and 90 days? A stay counts from the first complete snapshot with the song, and ends at the first one without it; a song that returns begins another stay. Stays that began with the playlist's first snapshot are left out, because their begin is unknown. A stay counts as known if the playlist's latest complete snapshot is at least so many days later, and a gap between snapshots doesn't hide whether the song had left by then. A row is one playlist and one number of days; entries counts all stays, and percent is the share of the known ones.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
playlists AS (
  SELECT c.playlist_id, c.playlist_name, max(c.snapshot_day) AS latest_day,
    array_agg(c.snapshot_day ORDER BY c.snapshot_number) AS snapshot_days
  FROM snapshots_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name)
  GROUP BY c.playlist_id, c.playlist_name
),
stays AS (
  SELECT playlist_id, last_number, TRY_CAST(first_seen AS date) AS first_day,
    TRY_CAST(last_seen AS date) AS last_day
  FROM song_stays
  WHERE first_number > 1
),
judged AS (
  SELECT l.playlist_id, l.playlist_name, d.days, t.playlist_id IS NOT NULL AS is_entry,
    CASE
      WHEN date_diff('day', t.first_day, l.latest_day) < d.days THEN NULL
      WHEN date_diff('day', t.first_day, t.last_day) >= d.days THEN true
      WHEN date_diff('day', t.first_day, element_at(l.snapshot_days, t.last_number + 1)) <= d.days
        THEN false
    END AS is_there
  FROM playlists l
  LEFT JOIN stays t ON t.playlist_id = l.playlist_id
  CROSS JOIN UNNEST(ARRAY[7, 30, 90]) AS d (days)
)
SELECT playlist_id, playlist_name, days, count_if(is_entry) AS entries, count(is_there) AS known,
  count_if(is_there) AS still_there,
  round(100e0 * count_if(is_there) / nullif(count(is_there), 0), 1) AS percent
FROM judged
GROUP BY playlist_id, playlist_name, days
ORDER BY playlist_id, days;

-- name: growth_by_week
-- How does a playlist grow from week to week? A week begins on Monday (ISO 8601) and has the values of its last complete snapshot; followers is the last number that Spotify sent with a complete snapshot of the week. A row is one week with a complete snapshot of one playlist; hours counts every occurrence of the songs with a known length, artists counts those who are credited on songs, and the columns that end in _gained are the differences from the row before.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
numbers AS (
  SELECT playlist_id, snapshot_date, followers FROM playlists_typed
  UNION ALL
  SELECT playlist_id, snapshot_date, followers FROM snapshot_history
),
known AS (
  SELECT playlist_id, snapshot_date, max(followers) AS followers
  FROM numbers
  WHERE followers IS NOT NULL
  GROUP BY playlist_id, snapshot_date
),
weeks AS (
  SELECT c.playlist_id, c.playlist_name, date_format(c.snapshot_day, '%x-W%v') AS week,
    max(c.snapshot_date) AS snapshot_date,
    max_by(k.followers, k.snapshot_date) AS followers
  FROM snapshots_of_all_days c
  CROSS JOIN parameters p
  LEFT JOIN known k ON k.playlist_id = c.playlist_id AND k.snapshot_date = c.snapshot_date
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name)
  GROUP BY c.playlist_id, c.playlist_name, date_format(c.snapshot_day, '%x-W%v')
),
-- A week without songs has one row without a song.
songs AS (
  SELECT w.playlist_id, w.playlist_name, w.week, w.snapshot_date, w.followers, c.original_id,
    max(c.duration_ms * coalesce(c.occurrences, 1)) AS duration_ms,
    array_agg(c.artist_id) AS artists
  FROM credited_songs_of_all_days c
  RIGHT JOIN weeks w ON w.playlist_id = c.playlist_id AND w.snapshot_date = c.snapshot_date
  GROUP BY w.playlist_id, w.playlist_name, w.week, w.snapshot_date, w.followers, c.original_id
),
measured AS (
  SELECT playlist_id, playlist_name, week, snapshot_date, followers,
    count(original_id) AS songs,
    CASE WHEN count(original_id) = 0 THEN 0e0 ELSE round(sum(duration_ms) / 3600000e0, 2) END
      AS hours,
    cardinality(filter(array_distinct(flatten(array_agg(artists))), id -> id IS NOT NULL))
      AS artists
  FROM songs
  GROUP BY playlist_id, playlist_name, week, snapshot_date, followers
)
SELECT playlist_id, playlist_name, week, snapshot_date,
  lag(week) OVER (PARTITION BY playlist_id ORDER BY week) AS previous_week,
  songs,
  songs - lag(songs) OVER (PARTITION BY playlist_id ORDER BY week) AS songs_gained,
  hours,
  round(hours - lag(hours) OVER (PARTITION BY playlist_id ORDER BY week), 2) AS hours_gained,
  artists,
  artists - lag(artists) OVER (PARTITION BY playlist_id ORDER BY week) AS artists_gained,
  followers,
  followers - lag(followers) OVER (PARTITION BY playlist_id ORDER BY week) AS followers_gained
FROM measured
ORDER BY playlist_id, week;

-- name: artists_by_month
-- Which artists gain songs on a playlist, and which lose them, month by month? A month has the songs of its last complete snapshot, and is compared with the month before it that has one. A row is one artist of one playlist in one month, with a song in this month or the one before; gained is NULL in a playlist's first month.
WITH
parameters AS (
  SELECT
    '' AS playlist -- the id or the name of a playlist, '' for every playlist
),
months AS (
  SELECT c.playlist_id, c.playlist_name, date_format(c.snapshot_day, '%Y-%m') AS month,
    max(c.snapshot_date) AS snapshot_date
  FROM snapshots_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name)
  GROUP BY c.playlist_id, c.playlist_name, date_format(c.snapshot_day, '%Y-%m')
),
numbered AS (
  SELECT playlist_id, playlist_name, month, snapshot_date,
    lag(month) OVER (PARTITION BY playlist_id ORDER BY month) AS previous_month,
    lag(snapshot_date) OVER (PARTITION BY playlist_id ORDER BY month) AS previous_date
  FROM months
),
-- Each month with its own songs and with those of the month before it.
compared AS (
  SELECT m.playlist_id, m.playlist_name, m.month, m.previous_month, u.song_date, u.is_now
  FROM numbered m
  CROSS JOIN UNNEST(ARRAY[m.snapshot_date, m.previous_date], ARRAY[true, false])
    AS u (song_date, is_now)
),
counted AS (
  SELECT m.playlist_id, m.playlist_name, m.month, m.previous_month, c.artist_id,
    max(c.snapshot_date || c.artist_name) AS name_key,
    max_by(c.artist_name, c.snapshot_date || c.artist_name) AS artist_name,
    count_if(m.is_now) AS songs,
    count_if(NOT m.is_now) AS songs_before
  FROM credits_of_all_days c
  JOIN compared m ON m.playlist_id = c.playlist_id AND m.song_date = c.snapshot_date
  GROUP BY m.playlist_id, m.playlist_name, m.month, m.previous_month, c.artist_id
)
SELECT playlist_id, playlist_name, month, previous_month, artist_id,
  -- The newest name.
  max_by(artist_name, name_key) OVER (PARTITION BY artist_id) AS artist_name,
  songs, CASE WHEN previous_month IS NOT NULL THEN songs - songs_before END AS gained
FROM counted
ORDER BY playlist_id, month, gained DESC, songs DESC, artist_id;

-- name: find
-- Where is or was a song or an artist? Finds an id, or a part of any name that the song or the artist had. A row is one song or one artist with the newest name, and all its days and playlists; is_now is true if it is on a playlist now, by the playlist's latest complete snapshot.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '' AS text, -- an id or a part of a name, '' for every song and artist
    30 AS seen_within_days -- a playlist without a snapshot in the lake's last days has no songs now
),
newest AS (
  SELECT max(snapshot_day) AS newest_day
  FROM snapshots_of_all_days
  WHERE snapshot_day <= current_date
),
names AS (
  SELECT u.kind, u.id, u.track_id, u.name, u.artist_names, c.original_id, c.snapshot_date,
    c.playlist_id, coalesce(c.playlist_name, c.playlist_id) AS playlist_name,
    c.is_latest AND coalesce(date_diff('day', c.snapshot_day, n.newest_day) <= p.seen_within_days,
      true) AS is_now
  FROM credited_songs_of_all_days c
  CROSS JOIN parameters p
  CROSS JOIN newest n
  CROSS JOIN UNNEST(
    ARRAY['song', 'artist'],
    ARRAY[c.original_id, c.artist_id],
    ARRAY[c.song_id, c.artist_id],
    ARRAY[c.song_name, c.artist_name],
    ARRAY[c.artist_names, CAST(NULL AS varchar)])
    AS u (kind, id, track_id, name, artist_names)
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name) AND u.id IS NOT NULL
)
SELECT e.kind, e.id,
  -- The date makes it the newest name, and the name makes it the same one each time.
  max_by(e.name, e.snapshot_date || e.name) AS name,
  max_by(e.artist_names, e.snapshot_date || e.artist_names) AS artist_names,
  count(DISTINCT e.original_id) AS songs,
  min(e.snapshot_date) AS first_seen,
  max(e.snapshot_date) AS last_seen,
  count(DISTINCT e.snapshot_date) AS days,
  bool_or(e.is_now) AS is_now,
  count(DISTINCT e.playlist_id) AS playlists,
  array_join(array_agg(DISTINCT e.playlist_name ORDER BY e.playlist_name), ', ')
    AS playlist_names,
  NULLIF(array_join(array_agg(DISTINCT CASE WHEN e.is_now THEN e.playlist_name END
    ORDER BY CASE WHEN e.is_now THEN e.playlist_name END), ', '), '') AS playlist_names_now
FROM names e
CROSS JOIN parameters p
GROUP BY e.kind, e.id
HAVING bool_or(p.text IN ('', e.id, e.track_id) OR strpos(lower(e.name), lower(p.text)) > 0)
ORDER BY is_now DESC, last_seen DESC, e.kind DESC, name, e.id;

-- name: changed_metadata
-- Which songs, artists and playlists changed their names or other values? Compares the values of one Spotify id: if Spotify plays another track in a song's place, that is no change. A value that Spotify did not send is no change either. If several playlists have the song on a day, the one with the greatest id counts. A row is one change of one column; last_date is the last day with the old value, first_date is the first day with the new value, and name is the newest name.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
credits AS (
  SELECT c.snapshot_date, c.playlist_id, coalesce(c.playlist_name, c.playlist_id) AS playlist_name,
    c.song_id, c.song_name, c.artist_names, c.album_id, CAST(c.duration_ms AS varchar) AS duration,
    CAST(c.explicit AS varchar) AS explicit, upper(c.isrc) AS isrc, c.artist_id, c.artist_name
  FROM credited_songs_of_all_days c
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name) AND c.snapshot_date <= p.to_date
),
-- No value contains a tab.
joined AS (
  SELECT snapshot_date, playlist_id, playlist_name, song_id, song_name, artist_names, album_id,
    duration, explicit, isrc, artist_id, artist_name,
    array_join(ARRAY[song_name, artist_names, album_id, duration, explicit, isrc], chr(9), '')
      AS song_text
  FROM credits
),
-- Most songs and artists have the same values on all days.
compared AS (
  SELECT snapshot_date, playlist_id, playlist_name, song_id, song_name, artist_names, album_id,
    duration, explicit, isrc, artist_id, artist_name,
    min(song_text) OVER (PARTITION BY song_id) <> max(song_text) OVER (PARTITION BY song_id)
      AS song_differs,
    min(artist_name) OVER (PARTITION BY artist_id)
      <> max(artist_name) OVER (PARTITION BY artist_id) AS artist_differs
  FROM joined
),
playlist_names AS (
  SELECT playlist_id, snapshot_date, playlist_name FROM playlists_typed
  UNION ALL
  SELECT playlist_id, snapshot_date, playlist_name FROM snapshot_history
),
facts AS (
  SELECT c.snapshot_date, c.playlist_id, c.playlist_name, u.kind,
    if(u.kind = 'song', c.song_id, c.artist_id) AS id,
    if(u.kind = 'song', c.song_name, c.artist_name) AS name,
    u.changed, u.value
  FROM compared c
  CROSS JOIN UNNEST(
    ARRAY['song', 'song', 'song', 'song', 'song', 'song', 'artist'],
    ARRAY['song_name', 'artist_names', 'album_id', 'duration_ms', 'explicit', 'isrc',
      'artist_name'],
    ARRAY[c.song_name, c.artist_names, c.album_id, c.duration, c.explicit, c.isrc, c.artist_name])
    AS u (kind, changed, value)
  WHERE if(u.kind = 'song', c.song_differs, c.artist_differs)
  UNION ALL
  SELECT n.snapshot_date, n.playlist_id, coalesce(c.playlist_name, c.playlist_id), 'playlist',
    n.playlist_id, n.playlist_name, 'playlist_name', n.playlist_name
  FROM playlist_names n
  CROSS JOIN parameters p
  JOIN snapshots_of_all_days c
    ON c.playlist_id = n.playlist_id AND c.snapshot_date = n.snapshot_date
  WHERE p.playlist IN ('', c.playlist_id, c.playlist_name) AND n.snapshot_date <= p.to_date
),
days AS (
  SELECT kind, id, changed, snapshot_date,
    max_by(value, playlist_id || value) AS value,
    max(name) AS name,
    array_join(array_agg(DISTINCT playlist_name ORDER BY playlist_name), ', ') AS playlist_names
  FROM facts
  WHERE value IS NOT NULL
  GROUP BY kind, id, changed, snapshot_date
),
neighbors AS (
  SELECT kind, id, changed, snapshot_date, value, playlist_names,
    lag(value) OVER (PARTITION BY kind, id, changed ORDER BY snapshot_date) AS old_value,
    lag(snapshot_date) OVER (PARTITION BY kind, id, changed ORDER BY snapshot_date) AS last_date,
    max_by(name, snapshot_date || name) OVER (PARTITION BY kind, id) AS name
  FROM days
)
SELECT n.kind, n.id, n.name, n.changed, n.old_value, n.value AS new_value, n.last_date,
  n.snapshot_date AS first_date, n.playlist_names
FROM neighbors n
CROSS JOIN parameters p
WHERE n.old_value <> n.value AND n.snapshot_date >= p.from_date
ORDER BY n.snapshot_date, n.kind, n.id, n.changed;

-- name: rejects_by_reason
-- Which entries are not songs, and why? A row is one reason in one snapshot of one playlist, complete or not; percent is the share of the entries read.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
)
SELECT r.playlist_id, n.playlist_name, r.snapshot_date, r.reason, count(*) AS entries,
  round(100e0 * count(*) / nullif(max(t.items_read), 0), 1) AS percent,
  min(r.position) AS first_position
FROM rejects_typed r
CROSS JOIN parameters p
LEFT JOIN playlists_current n ON n.playlist_id = r.playlist_id
LEFT JOIN playlists_typed t
  ON t.playlist_id = r.playlist_id AND t.snapshot_date = r.snapshot_date
WHERE p.playlist IN ('', r.playlist_id, n.playlist_name)
  AND r.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY r.playlist_id, n.playlist_name, r.snapshot_date, r.reason
ORDER BY r.playlist_id, r.snapshot_date, r.reason;

-- name: reconciliation
-- Is every entry counted, and does each table have as many rows as the summary says? A row is one snapshot of one playlist, complete or not; reconciles is true if all counts match. A row of playlists from before the column unreadable has no such count, and it isn't compared.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
summaries AS (
  SELECT t.playlist_id, t.snapshot_date, t.items_declared, t.items_read, t.songs, t.duplicates,
    t.rejects, t.albums, t.artists, t.total_duration_ms, t.explicit_songs, t.unreadable, t.troubles
  FROM snapshot_troubles t
  CROSS JOIN parameters p
  WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
    -- The rows below find these snapshots without reading the songs twice.
    AND coalesce(t.troubles, '') <> 'unfinished'
),
rows_of_tables AS (
  SELECT s.playlist_id, s.snapshot_date, 'songs' AS name, s.occurrences AS entries, s.duration_ms,
    s.explicit, '' AS reason
  FROM songs_typed s
  CROSS JOIN parameters p
  WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  UNION ALL
  SELECT a.playlist_id, a.snapshot_date, 'albums', 0, 0, false, ''
  FROM albums_typed a
  CROSS JOIN parameters p
  WHERE a.snapshot_date BETWEEN p.from_date AND p.to_date
  UNION ALL
  SELECT r.playlist_id, r.snapshot_date, 'artists', 0, 0, false, ''
  FROM artists_typed r
  CROSS JOIN parameters p
  WHERE r.snapshot_date BETWEEN p.from_date AND p.to_date
  UNION ALL
  SELECT j.playlist_id, j.snapshot_date, 'rejects', 0, 0, false, j.reason
  FROM rejects_typed j
  CROSS JOIN parameters p
  WHERE j.snapshot_date BETWEEN p.from_date AND p.to_date
),
counted AS (
  SELECT playlist_id, snapshot_date,
    count_if(name = 'songs') AS song_rows,
    coalesce(sum(entries), 0) AS entries,
    coalesce(sum(duration_ms), 0) AS duration_ms,
    count_if(explicit) AS explicit_songs,
    count_if(name = 'albums') AS album_rows,
    count_if(name = 'artists') AS artist_rows,
    count_if(name = 'rejects') AS reject_rows,
    count_if(reason IN ('unavailable', 'malformed', 'missing_id')) AS unreadable
  FROM rows_of_tables
  GROUP BY playlist_id, snapshot_date
),
joined AS (
  SELECT coalesce(t.playlist_id, c.playlist_id) AS playlist_id,
    coalesce(t.snapshot_date, c.snapshot_date) AS snapshot_date,
    t.items_declared, t.items_read, t.songs, t.duplicates, t.rejects,
    coalesce(c.song_rows, 0) AS song_rows,
    coalesce(c.album_rows, 0) AS album_rows,
    coalesce(c.artist_rows, 0) AS artist_rows,
    coalesce(c.reject_rows, 0) AS reject_rows,
    coalesce(t.items_read = t.songs + t.duplicates + t.rejects
      AND t.songs = coalesce(c.song_rows, 0)
      AND t.songs + t.duplicates = coalesce(c.entries, 0)
      AND t.albums = coalesce(c.album_rows, 0)
      AND t.artists = coalesce(c.artist_rows, 0)
      AND t.rejects = coalesce(c.reject_rows, 0)
      AND t.total_duration_ms = coalesce(c.duration_ms, 0)
      AND t.explicit_songs = coalesce(c.explicit_songs, 0)
      AND (t.unreadable IS NULL OR t.unreadable = coalesce(c.unreadable, 0)), false) AS reconciles,
    CASE WHEN t.playlist_id IS NULL THEN 'unfinished' ELSE t.troubles END AS troubles
  FROM summaries t
  FULL OUTER JOIN counted c
    ON c.playlist_id = t.playlist_id AND c.snapshot_date = t.snapshot_date
  WHERE t.playlist_id IS NOT NULL OR c.song_rows + c.reject_rows > 0
)
SELECT t.playlist_id, n.playlist_name, t.snapshot_date, t.items_declared, t.items_read, t.songs,
  t.duplicates, t.rejects, t.song_rows, t.album_rows, t.artist_rows, t.reject_rows, t.reconciles,
  t.troubles
FROM joined t
LEFT JOIN playlists_current n ON n.playlist_id = t.playlist_id
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id, n.playlist_name)
ORDER BY t.playlist_id, t.snapshot_date;

-- name: missing_days
-- On which days is there no snapshot of a playlist? Counts the days from the playlist's first snapshot to yesterday (UTC), at most the last 10,000, so that it also shows that the runs have ended. Dates in the future don't count. A row is one such day of one playlist; state is unfinished if the transform was interrupted on this day, otherwise missing.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
named AS (
  SELECT playlist_id, snapshot_day,
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY playlist_id) AS playlist_name
  FROM playlists_typed
),
spans AS (
  SELECT t.playlist_id, t.playlist_name,
    greatest(min(t.snapshot_day), current_date - INTERVAL '10000' DAY) AS first_day
  FROM named t
  CROSS JOIN parameters p
  WHERE p.playlist IN ('', t.playlist_id, t.playlist_name) AND t.snapshot_day < current_date
  GROUP BY t.playlist_id, t.playlist_name
),
days AS (
  SELECT s.playlist_id, s.playlist_name, d.missing_day,
    date_format(d.missing_day, '%Y-%m-%d') AS snapshot_date
  FROM spans s
  CROSS JOIN UNNEST(sequence(s.first_day, current_date - INTERVAL '1' DAY, INTERVAL '1' DAY))
    AS d (missing_day)
),
missing AS (
  SELECT d.playlist_id, d.playlist_name, d.missing_day, d.snapshot_date
  FROM days d
  CROSS JOIN parameters p
  LEFT JOIN playlists_typed t
    ON t.playlist_id = d.playlist_id AND t.snapshot_date = d.snapshot_date
  WHERE t.playlist_id IS NULL AND d.snapshot_date BETWEEN p.from_date AND p.to_date
),
found AS (
  SELECT s.playlist_id, s.snapshot_date
  FROM songs_typed s
  CROSS JOIN parameters p
  JOIN missing m ON m.playlist_id = s.playlist_id AND m.snapshot_date = s.snapshot_date
  WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
  UNION
  SELECT r.playlist_id, r.snapshot_date
  FROM rejects_typed r
  CROSS JOIN parameters p
  JOIN missing m ON m.playlist_id = r.playlist_id AND m.snapshot_date = r.snapshot_date
  WHERE r.snapshot_date BETWEEN p.from_date AND p.to_date
)
SELECT m.playlist_id, m.playlist_name, m.missing_day,
  CASE WHEN f.playlist_id IS NULL THEN 'missing' ELSE 'unfinished' END AS state
FROM missing m
LEFT JOIN found f ON f.playlist_id = m.playlist_id AND f.snapshot_date = m.snapshot_date
ORDER BY m.playlist_id, m.missing_day;

-- name: troubled_snapshots
-- Which snapshots have a trouble? Snapshots with a trouble are left out when days are compared; the view snapshot_troubles describes each trouble. Also lists snapshots that were read on another day than their date, as late, which is no trouble. A row is one snapshot with one trouble: short, long, unreadable, contradiction, unfinished or late.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
remarks AS (
  SELECT playlist_id, snapshot_date, items_declared, items_read, extracted_at,
    split(array_join(ARRAY[troubles,
      CASE WHEN CAST(extracted_at AS date) <> snapshot_day THEN 'late' END], ', '), ', ') AS list
  FROM snapshot_troubles
)
SELECT t.playlist_id, n.playlist_name, t.snapshot_date, l.trouble, t.items_declared, t.items_read,
  t.extracted_at
FROM remarks t
LEFT JOIN playlists_current n ON n.playlist_id = t.playlist_id
CROSS JOIN parameters p
CROSS JOIN UNNEST(t.list) AS l (trouble)
WHERE p.playlist IN ('', t.playlist_id, n.playlist_name)
  AND t.snapshot_date BETWEEN p.from_date AND p.to_date
  AND l.trouble <> ''
ORDER BY t.playlist_id, t.snapshot_date, l.trouble;

-- name: trouble_counts
-- How many snapshots are complete, and how many have which trouble? A snapshot can have several troubles. A row is one playlist; last_trouble is the date of the newest snapshot with a trouble.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
lists AS (
  SELECT playlist_id, snapshot_date, troubles, split(coalesce(troubles, ''), ', ') AS list
  FROM snapshot_troubles
)
SELECT t.playlist_id, n.playlist_name,
  count(*) AS snapshots,
  count_if(t.troubles IS NULL) AS complete,
  count_if(contains(t.list, 'short')) AS short,
  count_if(contains(t.list, 'long')) AS long,
  count_if(contains(t.list, 'unreadable')) AS unreadable,
  count_if(contains(t.list, 'contradiction')) AS contradiction,
  count_if(contains(t.list, 'unfinished')) AS unfinished,
  max(CASE WHEN t.troubles IS NOT NULL THEN t.snapshot_date END) AS last_trouble
FROM lists t
LEFT JOIN playlists_current n ON n.playlist_id = t.playlist_id
CROSS JOIN parameters p
WHERE p.playlist IN ('', t.playlist_id, n.playlist_name)
  AND t.snapshot_date BETWEEN p.from_date AND p.to_date
GROUP BY t.playlist_id, n.playlist_name
ORDER BY t.playlist_id;

-- name: broken_rules
-- Does the data follow the rules of the lake? The expected result has no rows. Finds keys that occur twice, values that are not of their column's type, counts and references that do not match the other tables, and lost rows and files. A snapshot that is unfinished is checked only within each table. If no file of a day is left, playlist_id is empty; this is also the case after the files were deleted intentionally. A row is one rule that one snapshot of one playlist violates, with the number of rows or ids that violate it; playlist_id comes from the name of the file.
WITH
parameters AS (
  SELECT
    '' AS playlist, -- the id or the name of a playlist, '' for every playlist
    '0000-01-01' AS from_date,
    '9999-12-31' AS to_date
),
-- The rows of all tables. One GROUP BY then needs less memory than joins of the tables.
lines AS (
  SELECT snapshot_date, file, 'playlists' AS kind,
    array_join(ARRAY[
      CASE WHEN playlist_id <> file THEN 'playlists.playlist_id is not the name of the file' END,
      CASE WHEN is_public NOT IN ('', 'true', 'false')
        THEN 'playlists.is_public is not true or false' END,
      CASE WHEN is_collaborative NOT IN ('', 'true', 'false')
        THEN 'playlists.is_collaborative is not true or false' END,
      CASE WHEN followers <> '' AND TRY_CAST(followers AS bigint) IS NULL
        THEN 'playlists.followers is not a whole number' END,
      CASE WHEN TRY(date_parse(extracted_at, '%Y-%m-%dT%H:%i:%sZ')) IS NULL
        THEN 'playlists.extracted_at is not a time' END,
      CASE WHEN items_declared <> '' AND TRY_CAST(items_declared AS bigint) IS NULL
        THEN 'playlists.items_declared is not a whole number' END,
      CASE WHEN TRY_CAST(items_read AS bigint) IS NULL
        THEN 'playlists.items_read is not a whole number' END,
      CASE WHEN TRY_CAST(songs AS bigint) IS NULL
        THEN 'playlists.songs is not a whole number' END,
      CASE WHEN TRY_CAST(duplicates AS bigint) IS NULL
        THEN 'playlists.duplicates is not a whole number' END,
      CASE WHEN TRY_CAST(rejects AS bigint) IS NULL
        THEN 'playlists.rejects is not a whole number' END,
      CASE WHEN TRY_CAST(albums AS bigint) IS NULL
        THEN 'playlists.albums is not a whole number' END,
      CASE WHEN TRY_CAST(artists AS bigint) IS NULL
        THEN 'playlists.artists is not a whole number' END,
      CASE WHEN TRY_CAST(total_duration_ms AS decimal(38, 0)) IS NULL
        THEN 'playlists.total_duration_ms is not a whole number' END,
      CASE WHEN TRY_CAST(explicit_songs AS bigint) IS NULL
        THEN 'playlists.explicit_songs is not a whole number' END,
      CASE WHEN coalesce(raw_key, '') = '' THEN 'playlists.raw_key is empty' END,
      CASE WHEN unreadable IS NOT NULL AND TRY_CAST(unreadable AS bigint) IS NULL
        THEN 'playlists.unreadable is not a whole number' END
    ], ', ') AS rules,
    CAST(NULL AS varchar) AS id,
    CAST(NULL AS varchar) AS artist_id,
    CAST(NULL AS varchar) AS album_id,
    CAST(NULL AS bigint) AS number,
    CAST(NULL AS bigint) AS artist_count,
    CAST(NULL AS bigint) AS entries,
    CAST(NULL AS decimal(38, 0)) AS duration_ms,
    false AS is_counted,
    playlist_name,
    TRY_CAST(items_read AS bigint) AS items_read,
    TRY_CAST(songs AS bigint) AS songs,
    TRY_CAST(duplicates AS bigint) AS duplicates,
    TRY_CAST(rejects AS bigint) AS rejects,
    TRY_CAST(albums AS bigint) AS albums,
    TRY_CAST(artists AS bigint) AS artists,
    TRY_CAST(total_duration_ms AS decimal(38, 0)) AS total_duration_ms,
    TRY_CAST(explicit_songs AS bigint) AS explicit_songs,
    TRY_CAST(unreadable AS bigint) AS unreadable
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM playlists t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT snapshot_date, file, 'songs',
    array_join(ARRAY[
      CASE WHEN playlist_id <> file THEN 'songs.playlist_id is not the name of the file' END,
      CASE WHEN coalesce(song_id, '') = '' THEN 'songs.song_id is empty' END,
      CASE WHEN TRY_CAST(position AS bigint) IS NULL
        THEN 'songs.position is not a whole number' END,
      CASE WHEN TRY_CAST(occurrences AS bigint) IS NULL
        THEN 'songs.occurrences is not a whole number' END,
      CASE WHEN added_at <> '' AND TRY(date_parse(added_at, '%Y-%m-%dT%H:%i:%sZ')) IS NULL
        THEN 'songs.added_at is not a time' END,
      CASE WHEN TRY_CAST(artist_count AS bigint) IS NULL
        THEN 'songs.artist_count is not a whole number' END,
      CASE WHEN duration_ms <> '' AND TRY_CAST(duration_ms AS bigint) IS NULL
        THEN 'songs.duration_ms is not a whole number' END,
      CASE WHEN explicit NOT IN ('', 'true', 'false')
        THEN 'songs.explicit is not true or false' END,
      CASE WHEN popularity <> '' AND TRY_CAST(popularity AS bigint) IS NULL
        THEN 'songs.popularity is not a whole number' END,
      CASE WHEN disc_number <> '' AND TRY_CAST(disc_number AS bigint) IS NULL
        THEN 'songs.disc_number is not a whole number' END,
      CASE WHEN track_number <> '' AND TRY_CAST(track_number AS bigint) IS NULL
        THEN 'songs.track_number is not a whole number' END,
      CASE WHEN is_playable NOT IN ('', 'true', 'false')
        THEN 'songs.is_playable is not true or false' END,
      CASE WHEN song_url IS NULL THEN 'songs.song_url is missing in the row' END,
      CASE WHEN TRY_CAST(occurrences AS bigint) < 1 THEN 'songs.occurrences is less than 1' END,
      CASE WHEN cardinality(split(artist_names, '; ')) < TRY_CAST(artist_count AS bigint)
        THEN 'songs.artist_names has fewer names than artist_count' END,
      CASE WHEN artist_names <> '' AND TRY_CAST(artist_count AS bigint) < 1
        THEN 'songs.artist_names is not empty without artists' END
    ], ', '),
    coalesce(song_id, ''), coalesce(artist_id, ''), coalesce(album_id, ''),
    TRY_CAST(position AS bigint), TRY_CAST(artist_count AS bigint),
    TRY_CAST(occurrences AS bigint), TRY_CAST(duration_ms AS decimal(38, 0)),
    coalesce(explicit = 'true', false),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM songs t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT snapshot_date, file, 'albums',
    array_join(ARRAY[
      CASE WHEN playlist_id <> file THEN 'albums.playlist_id is not the name of the file' END,
      CASE WHEN coalesce(album_id, '') = '' THEN 'albums.album_id is empty' END,
      CASE WHEN release_year <> '' AND TRY_CAST(release_year AS bigint) IS NULL
        THEN 'albums.release_year is not a whole number' END,
      CASE WHEN total_tracks <> '' AND TRY_CAST(total_tracks AS bigint) IS NULL
        THEN 'albums.total_tracks is not a whole number' END,
      CASE WHEN TRY_CAST(songs_on_playlist AS bigint) IS NULL
        THEN 'albums.songs_on_playlist is not a whole number' END,
      CASE WHEN image_url IS NULL THEN 'albums.image_url is missing in the row' END,
      CASE WHEN coalesce(TRY_CAST(release_year AS bigint), 0) <> coalesce(TRY_CAST(
          regexp_extract(release_date, '^([0-9]{4})(-[0-9]{2}){0,2}$', 1) AS bigint), 0)
        THEN 'albums.release_year is not the year of release_date' END
    ], ', '),
    coalesce(album_id, ''), coalesce(artist_id, ''), NULL,
    TRY_CAST(songs_on_playlist AS bigint), NULL, NULL, NULL, false,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM albums t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT snapshot_date, file, 'artists',
    array_join(ARRAY[
      CASE WHEN playlist_id <> file THEN 'artists.playlist_id is not the name of the file' END,
      CASE WHEN coalesce(artist_id, '') = '' THEN 'artists.artist_id is empty' END,
      CASE WHEN TRY_CAST(songs_on_playlist AS bigint) IS NULL
        THEN 'artists.songs_on_playlist is not a whole number' END,
      CASE WHEN artist_url IS NULL THEN 'artists.artist_url is missing in the row' END
    ], ', '),
    coalesce(artist_id, ''), NULL, NULL,
    TRY_CAST(songs_on_playlist AS bigint), NULL, NULL, NULL, false,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM artists t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT snapshot_date, file, 'song_artists',
    array_join(ARRAY[
      CASE WHEN playlist_id <> file
        THEN 'song_artists.playlist_id is not the name of the file' END,
      CASE WHEN coalesce(song_id, '') = '' THEN 'song_artists.song_id is empty' END,
      CASE WHEN TRY_CAST(artist_position AS bigint) IS NULL
        THEN 'song_artists.artist_position is not a whole number' END,
      CASE WHEN coalesce(artist_id, '') = '' THEN 'song_artists.artist_id is empty' END,
      CASE WHEN TRY_CAST(artist_position AS bigint) < 1
        THEN 'song_artists.artist_position is less than 1' END
    ], ', '),
    coalesce(song_id, ''), coalesce(artist_id, ''), NULL,
    TRY_CAST(artist_position AS bigint), NULL, NULL, NULL, false,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM song_artists t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT snapshot_date, file, 'rejects',
    array_join(ARRAY[
      CASE WHEN playlist_id <> file THEN 'rejects.playlist_id is not the name of the file' END,
      CASE WHEN TRY_CAST(position AS bigint) IS NULL
        THEN 'rejects.position is not a whole number' END,
      CASE WHEN added_at <> '' AND TRY(date_parse(added_at, '%Y-%m-%dT%H:%i:%sZ')) IS NULL
        THEN 'rejects.added_at is not a time' END,
      CASE WHEN detail IS NULL THEN 'rejects.detail is missing in the row' END,
      CASE WHEN coalesce(reason, '')
          NOT IN ('malformed', 'unavailable', 'local_file', 'episode', 'missing_id')
        THEN 'rejects.reason is unknown' END,
      CASE WHEN (reason = 'malformed') <> (detail <> '')
        THEN 'rejects.detail is not the path of a malformed entry' END
    ], ', '),
    NULL, NULL, NULL, TRY_CAST(position AS bigint), NULL, NULL, NULL,
    coalesce(reason IN ('unavailable', 'malformed', 'missing_id'), false),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT t.*, coalesce(regexp_extract(t."$path", '([^/]+)\.csv$', 1), t."$path") AS file
    FROM rejects t
    CROSS JOIN parameters p
    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date
  )
  UNION ALL
  SELECT d.snapshot_date, '', 'days', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM "playlists$partitions" d
  CROSS JOIN parameters p
  WHERE d.snapshot_date BETWEEN p.from_date AND p.to_date
),
snapshots AS (
  SELECT
    snapshot_date,
    file,
    multimap_agg(kind, CAST(ROW(id, artist_id, album_id, number, artist_count) AS
      ROW(id varchar, artist_id varchar, album_id varchar, number bigint, artist_count bigint)))
      AS lists,
    coalesce(histogram(CASE WHEN rules <> '' THEN rules END), MAP()) AS broken_rows,
    count_if(kind = 'playlists') AS playlist_rows,
    count_if(kind = 'songs') AS song_rows,
    count_if(kind = 'albums') AS album_rows,
    count_if(kind = 'artists') AS artist_rows,
    count_if(kind = 'rejects') AS reject_rows,
    coalesce(sum(entries), 0) AS entries_of_songs,
    coalesce(sum(duration_ms), 0) AS duration_of_songs,
    count_if(kind = 'songs' AND is_counted) AS explicit_rows,
    count_if(kind = 'rejects' AND is_counted) AS unreadable_rows,
    max(playlist_name) AS playlist_name,
    max(items_read) AS items_read,
    max(songs) AS songs,
    max(duplicates) AS duplicates,
    max(rejects) AS rejects,
    max(albums) AS albums,
    max(artists) AS artists,
    max(total_duration_ms) AS total_duration_ms,
    max(explicit_songs) AS explicit_songs,
    max(unreadable) AS unreadable
  FROM lines
  GROUP BY snapshot_date, file
),
separated AS (
  SELECT snapshot_date, file, broken_rows, playlist_rows, song_rows, album_rows, artist_rows,
    reject_rows, entries_of_songs, duration_of_songs, explicit_rows, unreadable_rows,
    playlist_name, items_read, songs, duplicates, rejects, albums, artists, total_duration_ms,
    explicit_songs, unreadable,
    coalesce(element_at(lists, 'songs'), ARRAY[]) AS song_list,
    coalesce(element_at(lists, 'albums'), ARRAY[]) AS album_list,
    coalesce(element_at(lists, 'artists'), ARRAY[]) AS artist_list,
    coalesce(element_at(lists, 'song_artists'), ARRAY[]) AS credit_list,
    coalesce(element_at(lists, 'rejects'), ARRAY[]) AS reject_list
  FROM snapshots
),
-- The values of each id, to compare the tables with each other.
indexed AS (
  SELECT snapshot_date, file, broken_rows, playlist_rows, song_rows, album_rows, artist_rows,
    reject_rows, entries_of_songs, duration_of_songs, explicit_rows, unreadable_rows,
    playlist_name, items_read, songs, duplicates, rejects, albums, artists, total_duration_ms,
    explicit_songs, unreadable,
    transform(song_list, s -> s.number) AS song_positions,
    transform(reject_list, r -> r.number) AS reject_positions,
    transform(album_list, a -> a.artist_id) AS album_artists,
    multimap_from_entries(transform(song_list, s -> ROW(s.id, s))) AS songs_by_id,
    multimap_from_entries(transform(song_list, s -> ROW(s.album_id, s.id))) AS songs_by_album,
    multimap_from_entries(transform(album_list, a -> ROW(a.id, a.number))) AS albums_by_id,
    multimap_from_entries(transform(artist_list, a -> ROW(a.id, a.number))) AS artists_by_id,
    multimap_from_entries(transform(credit_list, c -> ROW(c.id, c))) AS credits_by_song,
    multimap_from_entries(transform(credit_list, c -> ROW(c.artist_id, c.id)))
      AS songs_by_artist
  FROM separated
),
judged AS (
  SELECT
    snapshot_date,
    file,
    playlist_name,
    playlist_rows,
    map_concat(broken_rows, map_filter(map_concat(
      map_from_entries(ARRAY[
        ('playlists.playlist_id occurs twice', playlist_rows - 1),
        ('songs.song_id occurs twice', song_rows - cardinality(songs_by_id)),
        ('albums.album_id occurs twice', album_rows - cardinality(albums_by_id)),
        ('artists.artist_id occurs twice', artist_rows - cardinality(artists_by_id)),
        -- Rows of songs or rejects without a row in playlists are the trouble unfinished.
        ('playlists has no row of this snapshot',
          if(file <> '' AND playlist_rows + song_rows + reject_rows = 0, 1, 0))
      ]),
      CASE WHEN playlist_rows > 0 THEN map_from_entries(ARRAY[
        ('playlists.songs is not the number of rows in songs', if(songs <> song_rows, 1, 0)),
        ('playlists.albums is not the number of rows in albums', if(albums <> album_rows, 1, 0)),
        ('playlists.artists is not the number of rows in artists',
          if(artists <> artist_rows, 1, 0)),
        ('playlists.rejects is not the number of rows in rejects',
          if(rejects <> reject_rows, 1, 0)),
        ('playlists.duplicates is not the sum of occurrences - 1',
          if(duplicates <> entries_of_songs - song_rows, 1, 0)),
        ('playlists.total_duration_ms is not the sum of duration_ms',
          if(total_duration_ms <> duration_of_songs, 1, 0)),
        ('playlists.explicit_songs is not the number of explicit songs',
          if(explicit_songs <> explicit_rows, 1, 0)),
        ('playlists.unreadable is not the number of unreadable rejects',
          if(unreadable <> unreadable_rows, 1, 0)),
        ('playlists.items_read is not songs + duplicates + rejects',
          if(items_read <> songs + duplicates + rejects, 1, 0)),
        ('songs.position or rejects.position occurs twice',
          cardinality(song_positions || reject_positions)
            - cardinality(array_distinct(song_positions || reject_positions))),
        ('songs.position is not between 1 and items_read',
          cardinality(filter(song_positions, n -> n NOT BETWEEN 1 AND items_read))),
        ('rejects.position is not between 1 and items_read',
          cardinality(filter(reject_positions, n -> n NOT BETWEEN 1 AND items_read))),
        ('songs.album_id is not in albums',
          cardinality(array_except(map_keys(songs_by_album), map_keys(albums_by_id) || ''))),
        ('albums.album_id is not in songs',
          cardinality(array_except(map_keys(albums_by_id), map_keys(songs_by_album)))),
        ('albums.songs_on_playlist is not the number of songs with the album',
          cardinality(map_filter(albums_by_id, (id, n) ->
            n[1] <> coalesce(cardinality(element_at(songs_by_album, id)), 0)))),
        ('songs.artist_id is not the first artist in song_artists',
          cardinality(map_filter(songs_by_id, (id, list) ->
            list[1].artist_id <> coalesce(element_at(filter(
              element_at(credits_by_song, id), c -> c.number = 1), 1).artist_id, '')))),
        ('song_artists.song_id is not in songs',
          cardinality(array_except(map_keys(credits_by_song), map_keys(songs_by_id)))),
        ('song_artists.artist_position occurs twice for a song',
          cardinality(map_filter(credits_by_song, (id, list) ->
            cardinality(list) > cardinality(array_distinct(transform(list, c -> c.number)))))),
        ('song_artists.artist_position is greater than songs.artist_count',
          cardinality(map_filter(credits_by_song, (id, list) ->
            array_max(transform(list, c -> c.number))
              > element_at(songs_by_id, id)[1].artist_count))),
        ('song_artists.artist_id is not in artists',
          cardinality(array_except(map_keys(songs_by_artist), map_keys(artists_by_id)))),
        ('albums.artist_id is not in artists',
          cardinality(array_except(album_artists, map_keys(artists_by_id) || ''))),
        ('artists.songs_on_playlist is not the number of songs with the artist',
          cardinality(map_filter(artists_by_id, (id, n) ->
            n[1] <> coalesce(cardinality(array_distinct(element_at(songs_by_artist, id))), 0))))
      ]) ELSE MAP() END),
      (rule, n) -> n > 0)) AS broken
  FROM indexed
),
-- The windows hold only the rules that are violated.
named AS (
  SELECT
    snapshot_date,
    file,
    -- The newest name of the playlist.
    max_by(playlist_name, CASE WHEN playlist_name IS NOT NULL THEN snapshot_date END)
      OVER (PARTITION BY file) AS playlist_name,
    map_concat(broken, map_from_entries(ARRAY[
      ('playlists has no row on this day',
        if(file = '' AND max(playlist_rows) OVER (PARTITION BY snapshot_date) = 0, 1, 0))
    ])) AS broken
  FROM judged
)
SELECT n.file AS playlist_id, n.playlist_name, n.snapshot_date, r.rule, sum(b.broken_by)
  AS broken_by
FROM named n
CROSS JOIN parameters p
CROSS JOIN UNNEST(n.broken) AS b (rules, broken_by)
CROSS JOIN UNNEST(split(b.rules, ', ')) AS r (rule)
WHERE p.playlist IN ('', n.file, n.playlist_name) AND b.broken_by > 0
GROUP BY n.file, n.playlist_name, n.snapshot_date, r.rule
ORDER BY n.file, n.snapshot_date, r.rule;

-- name: freshness_check
-- Fails if today's snapshots are not complete in the catalog. A day is complete if each of the six tables has a partition of it, and playlists has rows of it. Returns today's date in UTC. Otherwise the error contains the newest complete day of the last 31 days. Dates in the future don't count.
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
  WHERE t.snapshot_date BETWEEN p.from_date AND date_format(current_date, '%Y-%m-%d')
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
