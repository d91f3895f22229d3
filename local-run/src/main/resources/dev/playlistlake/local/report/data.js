"use strict";

// The lake: playlists, songs, albums and artists, and on which days each song was on which playlist.
const Lake = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  // Tables are stored by column. A text is stored as its index in one list of all texts. Runs are a value, how often it
  // follows, and the next value. Steps are the differences to the values before them.
  const unrolled = (runs) => {
    const values = [];
    for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) values.push(runs[i]);
    return values;
  };
  const added = (steps) => {
    let value = 0;
    return steps.map((step) => (value += step));
  };
  const ENCODINGS = { "": (values) => values, Runs: unrolled, Steps: added, StepRuns: (runs) => added(unrolled(runs)) };
  const rows = (name) => {
    const table = data.tables[name];
    const list = Array.from({ length: table.rows }, () => ({}));
    for (const [column, encoded] of Object.entries(table.columns)) {
      const [[encoding, stored]] = Object.entries(encoded);
      const [, kind, way] = /^(text|number)(.*)$/.exec(encoding);
      const values = ENCODINGS[way](stored);
      const isText = kind === "text";
      list.forEach((row, i) => { row[column] = isText ? data.strings[values[i]] ?? null : values[i]; });
    }
    return list;
  };

  const DAY = 86400000;
  const plus = (date, days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
  const between = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  const group = (list, key) => {
    const groups = new Map();
    for (const row of list) {
      const k = key(row);
      if (groups.has(k)) groups.get(k).push(row); else groups.set(k, [row]);
    }
    return groups;
  };
  // A name that shows nothing cannot be a link.
  const nameOf = (text) => (/[^\s\p{C}]/u.test(text ?? "") ? text : "(no name)");
  const sum = (list, value) => list.reduce((total, row) => total + (value(row) || 0), 0);

  // A playlist has its newest values. If two playlists have the same name, it is followed by the ID.
  function readPlaylists() {
    const found = [...group(rows("snapshots"), (row) => row.playlist_id)].map(([id, snapshots]) => {
      const newest = (column) => snapshots.findLast((row) => row[column] !== null)?.[column] ?? null;
      const complete = snapshots.filter((row) => !row.troubles);
      return {
        id, snapshots, complete: complete.map((row) => row.snapshot_date), lastComplete: complete.at(-1) ?? null,
        first: snapshots[0].snapshot_date, last: snapshots.at(-1).snapshot_date,
        name: /[^\s\p{C}]/u.test(newest("playlist_name") ?? "") ? newest("playlist_name") : id, description: newest("description"), owner: newest("owner_name"),
        followers: newest("followers"), cover: newest("cover"), entries: [], rejects: [],
      };
    });
    const sameName = group(found, (playlist) => playlist.name);
    for (const playlist of found) {
      if (sameName.get(playlist.name).length > 1) playlist.name = `${playlist.name} (${playlist.id})`;
    }
    found.sort((a, b) => a.name.localeCompare(b.name));
    return new Map(found.map((playlist) => [playlist.id, playlist]));
  }

  const playlists = readPlaylists();
  const albums = new Map(rows("albums").map((row) => [row.album_id, {
    id: row.album_id, name: nameOf(row.album_name), type: row.album_type, release: row.release_date,
    year: row.release_year, artists: row.artist_names ?? "", cover: row.cover ?? null, songs: [],
  }]));
  const artists = new Map(rows("artists").map((row) => [row.artist_id, {
    id: row.artist_id, name: nameOf(row.artist_name), songs: [], albums: new Set(),
  }]));
  const credits = group(rows("credits"), (row) => row.song_id);
  const songs = new Map();
  const entries = [];

  // "0-13 20-364" are two stays, in complete snapshots of the playlist.
  const readStays = (text) => text.split(" ").map((stay) => stay.split("-").map(Number));

  function song(row) {
    const known = songs.get(row.original_id);
    if (known) return known;
    const track = row.song_id ?? row.original_id;
    const created = {
      id: row.original_id, track, name: nameOf(row.song_name), artistNames: row.artist_names ?? "",
      artists: (credits.get(track) ?? []).map((credit) => artists.get(credit.artist_id)).filter(Boolean),
      album: albums.get(row.album_id) ?? null, ms: row.duration_ms, explicit: Boolean(row.explicit),
      unplayable: Boolean(row.unplayable || row.nameless), entries: [], now: false, added: null, year: null, popularity: null,
    };
    created.year = created.album?.year ?? null;
    for (const artist of created.artists) artist.songs.push(created);
    created.album?.songs.push(created);
    songs.set(row.original_id, created);
    return created;
  }

  for (const row of rows("songs")) {
    const playlist = playlists.get(row.playlist_id);
    const of = song(row);
    const stays = readStays(row.stays);
    const [, last] = stays.at(-1);
    const entry = {
      playlist, song: of, stays, now: last === playlist.complete.length - 1, positions: row.positions,
      popularities: row.popularities, added: row.added_at, by: row.added_by, occurrences: row.occurrences ?? 1,
      firstSeen: playlist.complete[stays[0][0]], lastSeen: playlist.complete[last],
    };
    const latest = /(?:^| )(\d+)(?:x\d+)?$/.exec(row.positions);
    entry.position = latest ? Number(latest[1]) : null;
    entries.push(entry);
    playlist.entries.push(entry);
    of.entries.push(entry);
    of.now ||= entry.now;
    if (entry.added !== null && (of.added === null || entry.added < of.added)) of.added = entry.added;
    const popularity = /(?:^| )(\d+)(?:x\d+)?$/.exec(row.popularities ?? "");
    if (popularity) of.popularity = Number(popularity[1]);
  }
  for (const artist of artists.values()) {
    for (const { album } of artist.songs) if (album) artist.albums.add(album);
    artist.now = artist.songs.filter((of) => of.now).length;
  }
  for (const [id, artist] of artists) if (!artist.songs.length) artists.delete(id);
  for (const [id, album] of albums) {
    album.now = album.songs.filter((of) => of.now).length;
    if (!album.songs.length) albums.delete(id);
  }
  const rejects = rows("rejects").map((row) => ({ ...row, playlist: playlists.get(row.playlist_id) }))
    .filter((row) => row.playlist);
  for (const reject of rejects) reject.playlist.rejects.push(reject);

  const dates = [...new Set([...playlists.values()].flatMap((playlist) => playlist.snapshots.map((row) => row.snapshot_date)))].sort();
  const calendar = [];
  if (dates.length) for (let day = dates[0]; day <= dates.at(-1); day = plus(day, 1)) calendar.push(day);
  // A lake with daily runs shows days without a snapshot. An archive with gaps of years does not.
  const days = calendar.length <= 2 * dates.length + 5 ? calendar : dates;

  const stride = Number(data.stride ?? 1);
  // Returns the values of "12x5 14", one for each of the sampled snapshots of the entry, by date.
  function samples(entry, text) {
    const values = new Map();
    if (!text) return values;
    const list = text.split(" ").flatMap((run) => {
      const [value, times] = run.split("x");
      return Array(Number(times ?? 1)).fill(value === "-" ? null : Number(value));
    });
    const last = entry.playlist.complete.length - 1;
    let i = 0;
    for (const [from, to] of entry.stays) {
      for (let at = from; at <= to; at++) if ((last - at) % stride === 0) values.set(entry.playlist.complete[at], list[i++]);
    }
    return values;
  }
  // The same for each of some days: the value of the last sampled snapshot, while the song was on the playlist.
  function filled(entry, text, list) {
    const known = [...samples(entry, text)];
    const values = new Map();
    let i = -1;
    for (const date of list) {
      while (i + 1 < known.length && known[i + 1][0] <= date) i++;
      if (i >= 0 && wasOn(entry, date)) values.set(date, known[i][1]);
    }
    return values;
  }
  // The complete snapshots with positions.
  const sampled = (playlist) => playlist.complete.filter((_, i) => (playlist.complete.length - 1 - i) % stride === 0);

  // The place of the last complete snapshot up to a day, or -1.
  const upTo = (playlist, day) => playlist.complete.findLastIndex((date) => date <= day);
  const wasOn = (entry, day) => {
    const at = upTo(entry.playlist, day);
    return entry.stays.some(([from, to]) => from <= at && at <= to);
  };
  const made = /^\d{4}-\d\d-\d\d/.test(data.made ?? "") ? data.made.slice(0, 10) : dates.at(-1) ?? "1970-01-01";

  return { data, playlists, songs, albums, artists, entries, rejects, dates, days, made, stride, plus, between, group, sum,
    samples, filled, sampled, wasOn, first: dates[0] ?? null, latest: dates.at(-1) ?? null,
    covers: data.covers ?? [] };
})();
