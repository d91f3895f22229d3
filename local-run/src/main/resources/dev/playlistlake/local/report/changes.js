"use strict";

// Songs that entered and left, songs that vanished from Spotify, and the period since the reader last looked.
const Changes = (() => {
  const { group, plus } = Lake;

  function read() {
    const found = [];
    for (const entry of Lake.entries) {
      const { complete } = entry.playlist;
      entry.stays.forEach(([from, to], i) => {
        if (from > 0) found.push({ kind: "entered", date: complete[from], entry, again: i > 0 });
        if (to < complete.length - 1) found.push({ kind: "left", date: complete[to + 1], entry, last: complete[to] });
      });
    }
    markVanished(found.filter((change) => change.kind === "left"));
    return found.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.kind.localeCompare(b.kind)
      || (a.entry.position ?? 0) - (b.entry.position ?? 0)));
  }

  // Spotify sends no name for a song that it has withdrawn: the song leaves, and an entry without content that was added
  // at the same time takes its place.
  function markVanished(left) {
    const gone = group(Lake.rejects.filter((row) => row.reason === "unavailable" && row.added_at !== null),
      (row) => `${row.playlist_id} ${row.first_date} ${row.added_at}`);
    for (const change of left) {
      const rejects = gone.get(`${change.entry.playlist.id} ${change.date} ${change.entry.added}`) ?? [];
      const place = (row) => Math.abs(row.first_position - (change.entry.position ?? 0));
      const nearest = rejects.filter((row) => !row.was).sort((a, b) => place(a) - place(b))[0];
      if (nearest) {
        nearest.was = change.entry.song;
        change.vanished = nearest;
      }
    }
  }

  const all = read();

  // The page remembers in the browser which snapshot it showed last. Browsers can forbid that.
  const KEY = `playlist-lake ${location.pathname}`;
  const remembered = (() => {
    try {
      const saved = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      const seen = saved.latest < Lake.latest ? saved.latest : saved.since ?? null;
      localStorage.setItem(KEY, JSON.stringify({ latest: Lake.latest, since: seen }));
      return /^\d{4}-\d\d-\d\d$/.test(seen ?? "") && seen < Lake.latest ? seen : null;
    } catch {
      return null;
    }
  })();
  const previous = Lake.dates.at(-2) ?? null;

  // The periods that the reader can choose, with the day before each one. Each day occurs once, except that the whole
  // time is always the last period.
  const periods = !previous ? [] : [
    ...(remembered ? [["visit", `Since your last visit (${Format.shortDay(remembered)})`, remembered]] : []),
    ["previous", `Since the previous snapshot (${Format.shortDay(previous)})`, previous],
    ...[7, 30, 90, 365].filter((days) => plus(Lake.latest, -days) >= Lake.first)
      .map((days) => [String(days), days === 365 ? "In the last year" : `In the last ${days} days`, plus(Lake.latest, -days)]),
    ["all", `Since the first snapshot (${Format.shortDay(Lake.first)})`, Lake.first],
  ].filter(([key, , since], i, list) => key === "all" || key === "visit"
    || (since !== Lake.first && list.findIndex(([, , other]) => other === since) === i));
  const period = (key) => periods.find(([id]) => id === key) ?? periods[0] ?? ["", "", Lake.latest ?? ""];

  const within = (since, playlist) => all.filter((change) => change.date > since
    && (!playlist || change.entry.playlist.id === playlist));

  // How the number of songs of each artist changed since a day.
  function artists(since, playlist) {
    const counts = new Map();
    for (const entry of Lake.entries) {
      if (playlist && entry.playlist.id !== playlist) continue;
      // A playlist without a snapshot on that day has no change.
      if (!entry.playlist.complete.length || entry.playlist.complete[0] > since) continue;
      const change = Number(entry.now) - Number(Lake.wasOn(entry, since));
      if (change) for (const artist of entry.song.artists) counts.set(artist, (counts.get(artist) ?? 0) + change);
    }
    return [...counts].filter(([, change]) => change).map(([artist, change]) => ({ artist, change }));
  }

  return { all, periods, period, within, artists };
})();
