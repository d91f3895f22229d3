"use strict";

// The results of the report's queries as rows, and views of them by playlist and range.
const Lake = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  // Tables are stored by column. A number is stored as it is, a text as its index in one list of all texts.
  const rows = (name) => {
    const table = data.tables[name];
    const columns = Object.entries(table.columns).map(([column, { text, number }]) => [
      column, text ? text.map((at) => (at < 0 ? null : data.strings[at])) : number]);
    return Array.from({ length: table.rows }, (_, i) =>
      Object.fromEntries(columns.map(([column, values]) => [column, values[i]])));
  };

  const tables = Object.fromEntries(Object.keys(data.tables).map((name) => [name, rows(name)]));
  const group = (list, key) => {
    const groups = new Map();
    for (const row of list) {
      const k = key(row);
      if (groups.has(k)) groups.get(k).push(row); else groups.set(k, [row]);
    }
    return groups;
  };
  const sum = (list, value) => list.reduce((total, row) => total + value(row), 0);

  const snapshots = group(tables.snapshots, (row) => row.playlist_id);
  const dates = [...new Set(tables.snapshots.map((row) => row.snapshot_date))].sort();

  const DAY = 86400000;
  const plus = (date, days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
  const calendar = (from, to) => {
    const days = [];
    for (let day = from; day <= to; day = plus(day, 1)) days.push(day);
    return days;
  };
  // A lake with daily runs shows days without a snapshot. An archive with gaps of years does not.
  const span = dates.length ? (Date.parse(dates.at(-1)) - Date.parse(dates[0])) / DAY + 1 : 0;
  const days = span <= 2 * dates.length + 5 && dates.length ? calendar(dates[0], dates.at(-1)) : dates;

  // A playlist has its last name. If two playlists have the same name, it is followed by the ID.
  const named = [...snapshots].map(([id, list]) => (
    { id, name: list.findLast((row) => row.playlist_name)?.playlist_name || id }));
  const sameName = group(named, (playlist) => playlist.name);
  const playlists = named
    .map(({ id, name }) => ({ id, name: sameName.get(name).length > 1 ? `${name} (${id})` : name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const names = new Map(playlists.map(({ id, name }) => [id, name]));

  // The names of a snapshot's troubles. SQL defines them, in the view snapshot_troubles.
  const troubles = (row) => (row.troubles ? row.troubles.split(", ") : []);

  // The part of the lake that a playlist and a range select.
  const view = ({ playlist, from, to }) => {
    const within = (date) => date >= from && date <= to;
    const ids = playlist ? [playlist] : playlists.map(({ id }) => id);
    const chosen = new Set(ids);
    const mine = (row) => chosen.has(row.playlist_id);
    const of = (name) => tables[name].filter((row) => mine(row) && within(row.snapshot_date));
    const shown = of("snapshots");
    // The last complete snapshot of each playlist or, if it has none, its last snapshot.
    const complete = shown.filter((row) => !troubles(row).length);
    const last = new Map([...shown, ...complete].map((row) => [row.playlist_id, row.snapshot_date]));
    return {
      playlist, from, to, ids, names, of, snapshots: shown,
      dates: [...new Set(shown.map((row) => row.snapshot_date))],
      days: days.filter(within),
      first: new Map([...snapshots].map(([id, list]) => [id, list[0].snapshot_date])),
      lastSnapshots: shown.filter((row) => last.get(row.playlist_id) === row.snapshot_date),
      // Stretches that include this last day of their playlist.
      atEnd: (name) => tables[name].filter((row) => mine(row) && last.has(row.playlist_id)
        && row.first_date <= last.get(row.playlist_id) && last.get(row.playlist_id) <= row.last_date),
      // Values by song and date, of one playlist.
      lines: (name, id, value) => {
        const own = (snapshots.get(id) || []).map((row) => row.snapshot_date).filter(within);
        return [...group(tables[name].filter((row) => row.playlist_id === id), (row) => row.rank).values()]
          .map((stretches) => ({
            name: stretches[0].song_name || "(no name)", artists: stretches[0].artist_names || "",
            values: new Map(stretches.flatMap((row) => own
              .filter((date) => row.first_date <= date && date <= row.last_date)
              .map((date) => [date, row[value]]))),
          }))
          .filter((line) => line.values.size > 0);
      },
    };
  };

  return { data, playlists, names, dates, days, group, sum, plus, troubles, view };
})();
