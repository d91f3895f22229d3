-- The queries of the report. Each one reads one table of the lake once, for all days, together with
-- the history tables that keep its older days. A snapshot that is in both is the lake's: the column
-- source is 0 for the lake, 1 for a complete snapshot of the history and 2 for another one. The
-- program joins the results (class SongDays). Every statement runs unchanged on Athena.
--
-- A song is identified by its original_id, which is the same on all days, also if Spotify plays
-- another track in its place.

-- name: report_snapshots
-- All snapshots with their counts, the values of their playlist, and their troubles as the view
-- snapshot_troubles defines them. A row is one snapshot of one playlist.
WITH
stored AS (
  SELECT playlist_id, snapshot_date, playlist_name, description, owner_name, followers, image_url,
    spotify_snapshot_id, items_declared, items_read, unreadable, songs, duplicates, rejects,
    0 AS source
  FROM playlists_typed
  UNION ALL
  SELECT playlist_id, snapshot_date, playlist_name, NULL, owner_name, followers, NULL,
    spotify_snapshot_id, items_declared, items_read, unreadable, songs, duplicates, rejects, 1
  FROM snapshot_history
),
ranked AS (
  SELECT s.*,
    min(source) OVER (PARTITION BY playlist_id, snapshot_date) AS first_source,
    max(items_read) OVER (PARTITION BY playlist_id, spotify_snapshot_id) AS most_read
  FROM stored s
)
SELECT playlist_id, snapshot_date, playlist_name, description, owner_name, followers, image_url,
  items_declared, items_read, songs, duplicates, rejects,
  NULLIF(array_join(ARRAY[
    CASE WHEN items_read < items_declared THEN 'short' END,
    CASE WHEN items_read > items_declared THEN 'long' END,
    CASE WHEN items_read > 1 AND unreadable = items_read THEN 'unreadable' END,
    CASE WHEN items_read = 0 AND spotify_snapshot_id IS NOT NULL AND most_read > 0
      THEN 'contradiction' END
  ], ', '), '') AS troubles
FROM ranked
WHERE source = first_source
ORDER BY playlist_id, snapshot_date;

-- name: report_songs
-- All songs of all days, with their newest values. A row is one song of one playlist. days is one
-- number for each snapshot: ((day * 10000000 + position) * 1000 + popularity + 1) * 3 + source, with
-- the day counted from 1970-01-01. An unknown popularity counts as -1.
WITH
stored AS (
  SELECT playlist_id, coalesce(linked_from_id, song_id) AS original_id, song_id, song_name,
    artist_names, album_id, duration_ms, explicit, is_playable, popularity, added_at, added_by,
    occurrences, snapshot_day, position, 0 AS source
  FROM songs_typed
  UNION ALL
  SELECT h.playlist_id, coalesce(d.linked_from_id, h.song_id), h.song_id, h.song_name,
    h.artist_names, h.album_id, h.duration_ms, h.explicit, d.is_playable, h.popularity,
    CAST(h.added_at AS timestamp), h.added_by, h.occurrences, h.snapshot_day, h.position,
    CASE WHEN h.is_complete THEN 1 ELSE 2 END
  FROM song_history h
  LEFT JOIN song_detail_history d
    ON d.snapshot_day = h.snapshot_day AND d.playlist_id = h.playlist_id AND d.song_id = h.song_id
),
counted AS (
  SELECT s.*,
    date_diff('day', DATE '1970-01-01', snapshot_day) * 10000000 + least(position, 9999999) AS place,
    date_diff('day', DATE '1970-01-01', snapshot_day) * 10000000 - position AS age
  FROM stored s
),
newest AS (
  SELECT playlist_id, original_id,
    max_by(CAST(ROW(song_id, album_id, duration_ms, explicit, is_playable, added_at, added_by,
      occurrences, song_name) AS ROW(song_id varchar, album_id varchar, duration_ms bigint,
      explicit boolean, is_playable boolean, added_at timestamp, added_by varchar,
      occurrences bigint, song_name varchar)), age) AS v,
    max_by(song_name, CASE WHEN song_name IS NOT NULL THEN age END) AS song_name,
    max_by(artist_names, CASE WHEN artist_names IS NOT NULL THEN age END) AS artist_names,
    array_join(array_agg((place * 1000
      + CASE WHEN popularity BETWEEN 0 AND 100 THEN popularity + 1 ELSE 0 END) * 3 + source), ' ')
      AS days
  FROM counted
  GROUP BY playlist_id, original_id
)
SELECT playlist_id, original_id, NULLIF(v.song_id, original_id) AS song_id, song_name,
  artist_names, v.album_id AS album_id, v.duration_ms AS duration_ms,
  CASE WHEN v.explicit THEN 1 END AS explicit,
  CASE WHEN v.song_name IS NULL THEN 1 END AS nameless,
  CASE WHEN NOT v.is_playable THEN 1 END AS unplayable,
  CAST(to_unixtime(v.added_at) AS bigint) AS added_at, v.added_by AS added_by,
  NULLIF(v.occurrences, 1) AS occurrences, days
FROM newest
ORDER BY playlist_id, added_at, original_id;

-- name: report_albums
-- All albums of all days, with their newest values. A row is one album.
WITH
stored AS (
  SELECT album_id, album_name, album_type, release_date, release_year, artist_names, image_url,
    snapshot_date
  FROM albums_typed
  UNION ALL
  SELECT h.album_id, d.album_name, d.album_type, d.release_date, d.release_year, h.artist_names,
    NULL, h.snapshot_date
  FROM song_history h
  JOIN song_detail_history d
    ON d.snapshot_day = h.snapshot_day AND d.playlist_id = h.playlist_id AND d.song_id = h.song_id
),
newest AS (
  SELECT album_id,
    max_by(CAST(ROW(album_name, album_type, release_date, release_year, artist_names)
      AS ROW(album_name varchar, album_type varchar, release_date varchar, release_year bigint,
      artist_names varchar)), snapshot_date) AS v,
    max_by(image_url, CASE WHEN image_url IS NOT NULL THEN snapshot_date END) AS image_url
  FROM stored
  GROUP BY album_id
)
SELECT album_id, v.album_name AS album_name, v.album_type AS album_type,
  v.release_date AS release_date, v.release_year AS release_year, v.artist_names AS artist_names,
  image_url
FROM newest
WHERE album_id <> ''
ORDER BY album_id;

-- name: report_credits
-- The artists who are credited on the songs of all days. A row is one artist of one song.
WITH
stored AS (
  SELECT song_id, artist_id, artist_position FROM song_artists_typed
  UNION ALL
  SELECT song_id, artist_id, artist_position FROM credit_history
)
SELECT song_id, artist_id
FROM stored
WHERE artist_id IS NOT NULL
GROUP BY song_id, artist_id
ORDER BY song_id, min(artist_position), artist_id;

-- name: report_artists
-- The artists of all days, with their newest names. A row is one artist.
WITH
stored AS (
  SELECT artist_id, artist_name, snapshot_date FROM artists_typed
  UNION ALL
  SELECT artist_id, artist_name, snapshot_date FROM credit_history
)
SELECT artist_id, max_by(artist_name, snapshot_date) AS artist_name
FROM stored
WHERE artist_id <> '' AND artist_name IS NOT NULL
GROUP BY artist_id
ORDER BY artist_id;

-- name: report_rejects
-- The entries that are not songs. A row is one entry of one playlist, with the places and days on
-- which it was seen first and last.
SELECT playlist_id, reason, item_name, artist_names,
  CAST(to_unixtime(added_at) AS bigint) AS added_at,
  min(snapshot_date) AS first_date, max(snapshot_date) AS last_date,
  min_by(position, snapshot_date) AS first_position,
  max_by(position, snapshot_date) AS last_position
FROM rejects_typed
GROUP BY playlist_id, reason, item_id, item_name, artist_names, added_at, uri,
  CASE WHEN added_at IS NULL THEN position END
ORDER BY playlist_id, last_position;
