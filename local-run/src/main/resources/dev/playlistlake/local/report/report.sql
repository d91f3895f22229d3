-- The queries of the report. Every statement reads only the views of athena/queries.sql and runs
-- unchanged on Athena.
--
-- A value that does not change over several snapshots of a playlist is one row, a stretch from
-- first_date to last_date. A year of an unchanged playlist is one row and not 365.
--
-- A song is identified by its original_id, which is the same on all days, also if Spotify plays
-- another track in its place.

-- name: report_snapshots
-- Every snapshot with its counts and its troubles, as the view snapshot_troubles defines them. A row
-- is one snapshot of one playlist.
SELECT
  p.playlist_id,
  p.playlist_name,
  p.snapshot_date,
  p.items_declared,
  p.items_read,
  p.songs,
  p.duplicates,
  p.rejects,
  p.troubles,
  s.with_popularity,
  s.mean_popularity
FROM snapshot_troubles p
LEFT JOIN (
  SELECT
    playlist_id,
    snapshot_date,
    count(popularity) AS with_popularity,
    round(avg(CAST(popularity AS double)), 1) AS mean_popularity
  FROM songs_typed
  GROUP BY playlist_id, snapshot_date
) s ON s.playlist_id = p.playlist_id AND s.snapshot_date = p.snapshot_date
ORDER BY p.snapshot_date, p.playlist_id;

-- name: report_changes
-- The songs that entered or left, the latest 5000. A row is one song that entered or left one playlist on one day.
SELECT playlist_id, snapshot_date, change, song_name, artist_names
FROM song_changes
ORDER BY snapshot_date DESC, playlist_id, change, position, song_id
LIMIT 5000;

-- name: report_changes_per_day
-- How many songs entered and left. A row is one playlist and day with a change.
SELECT
  playlist_id,
  snapshot_date,
  count_if(change = 'entered') AS entered,
  count_if(change = 'left') AS gone
FROM song_changes
GROUP BY playlist_id, snapshot_date
ORDER BY snapshot_date, playlist_id;

-- name: report_positions
-- Positions of songs, for the 30 songs per playlist with the highest positions over the longest
-- time. A row is a stretch of days over which a song kept its position.
WITH snapshots AS (
  SELECT
    playlist_id,
    snapshot_date,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS n
  FROM playlists_typed
),
ranked AS (
  SELECT
    playlist_id,
    original_id,
    max_by(song_name, snapshot_date) AS song_name,
    max_by(artist_names, snapshot_date) AS artist_names,
    row_number() OVER (
      PARTITION BY playlist_id
      ORDER BY sum(greatest(0, 31 - position)) DESC, min(position), original_id
    ) AS rank
  FROM distinct_songs
  GROUP BY playlist_id, original_id
),
daily AS (
  SELECT
    r.playlist_id,
    r.rank,
    r.song_name,
    r.artist_names,
    t.snapshot_date,
    s.position,
    t.n - row_number() OVER (
      PARTITION BY r.playlist_id, r.original_id, s.position ORDER BY t.n
    ) AS stretch
  FROM ranked r
  JOIN distinct_songs s ON s.playlist_id = r.playlist_id AND s.original_id = r.original_id
  JOIN snapshots t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
  WHERE r.rank <= 30
)
SELECT
  playlist_id,
  rank,
  song_name,
  artist_names,
  position,
  min(snapshot_date) AS first_date,
  max(snapshot_date) AS last_date
FROM daily
GROUP BY playlist_id, rank, song_name, artist_names, position, stretch
ORDER BY playlist_id, rank, first_date;

-- name: report_popularity
-- Popularity of songs, for the 30 most popular songs per playlist. A row is a stretch of days over
-- which a song kept its popularity.
WITH snapshots AS (
  SELECT
    playlist_id,
    snapshot_date,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS n
  FROM playlists_typed
),
ranked AS (
  SELECT
    playlist_id,
    original_id,
    max_by(song_name, snapshot_date) AS song_name,
    max_by(artist_names, snapshot_date) AS artist_names,
    row_number() OVER (
      PARTITION BY playlist_id
      ORDER BY max(popularity) DESC, avg(CAST(popularity AS double)) DESC, original_id
    ) AS rank
  FROM distinct_songs
  WHERE popularity IS NOT NULL
  GROUP BY playlist_id, original_id
),
daily AS (
  SELECT
    r.playlist_id,
    r.rank,
    r.song_name,
    r.artist_names,
    t.snapshot_date,
    s.popularity,
    t.n - row_number() OVER (
      PARTITION BY r.playlist_id, r.original_id, s.popularity ORDER BY t.n
    ) AS stretch
  FROM ranked r
  JOIN distinct_songs s ON s.playlist_id = r.playlist_id AND s.original_id = r.original_id
  JOIN snapshots t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
  WHERE r.rank <= 30 AND s.popularity IS NOT NULL
)
SELECT
  playlist_id,
  rank,
  song_name,
  artist_names,
  popularity,
  min(snapshot_date) AS first_date,
  max(snapshot_date) AS last_date
FROM daily
GROUP BY playlist_id, rank, song_name, artist_names, popularity, stretch
ORDER BY playlist_id, rank, first_date;

-- name: report_release_years
-- Release years of the songs. A row is a stretch of days over which a playlist held the same
-- number of songs of a year; songs without a year have no row.
WITH snapshots AS (
  SELECT
    playlist_id,
    snapshot_date,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS n
  FROM playlists_typed
),
counted AS (
  SELECT a.playlist_id, t.snapshot_date, t.n, a.release_year, sum(a.songs_on_playlist) AS songs
  FROM albums_typed a
  JOIN snapshots t ON t.playlist_id = a.playlist_id AND t.snapshot_date = a.snapshot_date
  WHERE a.release_year IS NOT NULL
  GROUP BY a.playlist_id, t.snapshot_date, t.n, a.release_year
),
stretches AS (
  SELECT
    counted.*,
    n - row_number() OVER (PARTITION BY playlist_id, release_year, songs ORDER BY n) AS stretch
  FROM counted
)
SELECT
  playlist_id,
  release_year,
  songs,
  min(snapshot_date) AS first_date,
  max(snapshot_date) AS last_date
FROM stretches
GROUP BY playlist_id, release_year, songs, stretch
ORDER BY playlist_id, release_year, first_date;

-- name: report_artists
-- Artists who are credited on most songs, the first 100 per playlist over all days. A row is a stretch
-- of days over which an artist was credited on the same number of songs of a playlist.
WITH snapshots AS (
  SELECT
    playlist_id,
    snapshot_date,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS n
  FROM playlists_typed
),
ranked AS (
  SELECT
    playlist_id,
    artist_id,
    max_by(artist_name, snapshot_date) AS artist_name,
    row_number() OVER (
      PARTITION BY playlist_id ORDER BY sum(songs_on_playlist) DESC, artist_id
    ) AS rank
  FROM artists_typed
  WHERE songs_on_playlist > 0
  GROUP BY playlist_id, artist_id
),
stretches AS (
  SELECT
    r.playlist_id,
    r.artist_id,
    r.artist_name,
    a.songs_on_playlist AS songs,
    t.snapshot_date,
    t.n - row_number() OVER (
      PARTITION BY r.playlist_id, r.artist_id, a.songs_on_playlist ORDER BY t.n
    ) AS stretch
  FROM ranked r
  JOIN artists_typed a ON a.playlist_id = r.playlist_id AND a.artist_id = r.artist_id
  JOIN snapshots t ON t.playlist_id = a.playlist_id AND t.snapshot_date = a.snapshot_date
  WHERE r.rank <= 100 AND a.songs_on_playlist > 0
)
SELECT
  playlist_id,
  artist_id,
  artist_name,
  songs,
  min(snapshot_date) AS first_date,
  max(snapshot_date) AS last_date
FROM stretches
GROUP BY playlist_id, artist_id, artist_name, songs, stretch
ORDER BY playlist_id, artist_id, first_date;

-- name: report_collaborations
-- Pairs of artists who share songs, the first 60 per playlist over all days. A row is a stretch of
-- days over which two artists shared the same number of songs of a playlist.
WITH snapshots AS (
  SELECT
    playlist_id,
    snapshot_date,
    row_number() OVER (PARTITION BY playlist_id ORDER BY snapshot_date) AS n
  FROM playlists_typed
),
names AS (
  SELECT artist_id, max_by(artist_name, snapshot_date) AS artist_name
  FROM artists_typed
  GROUP BY artist_id
),
credits AS (
  SELECT DISTINCT playlist_id, snapshot_date, song_id, artist_id
  FROM song_artists_typed
),
pairs AS (
  SELECT
    a.playlist_id,
    a.snapshot_date,
    a.artist_id AS one_id,
    b.artist_id AS other_id,
    count(*) AS songs
  FROM credits a
  JOIN credits b
    ON b.playlist_id = a.playlist_id
    AND b.snapshot_date = a.snapshot_date
    AND b.song_id = a.song_id
    AND b.artist_id > a.artist_id
  GROUP BY a.playlist_id, a.snapshot_date, a.artist_id, b.artist_id
),
ranked AS (
  SELECT
    playlist_id,
    one_id,
    other_id,
    row_number() OVER (
      PARTITION BY playlist_id ORDER BY sum(songs) DESC, one_id, other_id
    ) AS rank
  FROM pairs
  GROUP BY playlist_id, one_id, other_id
),
stretches AS (
  SELECT
    p.playlist_id,
    p.one_id,
    p.other_id,
    p.songs,
    t.snapshot_date,
    t.n - row_number() OVER (
      PARTITION BY p.playlist_id, p.one_id, p.other_id, p.songs ORDER BY t.n
    ) AS stretch
  FROM ranked r
  JOIN pairs p
    ON p.playlist_id = r.playlist_id AND p.one_id = r.one_id AND p.other_id = r.other_id
  JOIN snapshots t ON t.playlist_id = p.playlist_id AND t.snapshot_date = p.snapshot_date
  WHERE r.rank <= 60
)
SELECT
  s.playlist_id,
  s.one_id,
  a.artist_name AS one_name,
  s.other_id,
  b.artist_name AS other_name,
  s.songs,
  min(s.snapshot_date) AS first_date,
  max(s.snapshot_date) AS last_date
FROM stretches s
JOIN names a ON a.artist_id = s.one_id
JOIN names b ON b.artist_id = s.other_id
GROUP BY s.playlist_id, s.one_id, a.artist_name, s.other_id, b.artist_name, s.songs, s.stretch
ORDER BY s.playlist_id, s.one_id, s.other_id, first_date;

-- name: report_rejects
-- Entries that are not songs, by reason. A row is one playlist, day and reason.
SELECT playlist_id, snapshot_date, reason, count(*) AS entries
FROM rejects_typed
GROUP BY playlist_id, snapshot_date, reason
ORDER BY snapshot_date, playlist_id, reason;
