"use strict";

// The view of the data's quality: missing snapshots, snapshots in trouble, and entries that are not songs.
const Quality = (() => {
  const { element, name, named, card } = Elements;
  const { number, count, day, added } = Format;

  const MEANINGS = {
    short: "fewer entries were read than Spotify declared",
    long: "more entries were read than Spotify declared",
    unreadable: "Spotify sent no content for any entry",
    contradiction: "no entry was read, but another snapshot of the same version has entries",
    unfinished: "not all tables were written",
  };
  const COLORS = { complete: "--up", short: "--warn", long: "--s2", unreadable: "--s3", contradiction: "--s5", unfinished: "--s7", "no snapshot": "--none" };
  const REASONS = {
    local_file: "a file on your computer", episode: "an episode of a podcast", unavailable: "Spotify sent no content",
    missing_id: "a song without an ID", malformed: "not readable",
  };
  const PLURALS = { short: "short", long: "long" };

  // All days of all playlists that are not complete, in the range of each playlist.
  function cells() {
    const found = [];
    [...Lake.playlists.values()].forEach((playlist, y) => {
      const known = new Map(playlist.snapshots.map((row) => [row.snapshot_date, row]));
      Lake.days.forEach((date, x) => {
        if (date < playlist.first) return;
        const row = known.get(date);
        const names = row ? (row.troubles ? row.troubles.split(", ") : ["complete"]) : ["no snapshot"];
        found.push({ playlist, date, x, y, row, names });
      });
    });
    return found;
  }

  // One line about trouble for the head of the page, or "".
  function summary() {
    const rows = [...Lake.playlists.values()].flatMap((playlist) => playlist.snapshots.filter((row) => row.troubles));
    const absent = cells().filter((cell) => !cell.row).length;
    const playlists = new Set(rows.map((row) => row.playlist_id)).size;
    return [rows.length && `${count(rows.length, "snapshot")} of ${count(playlists, "playlist")} ${rows.length === 1 ? "is" : "are"} in trouble`,
      absent && `${count(absent, "snapshot")} ${absent === 1 ? "is" : "are"} missing`].filter(Boolean).join(", and ");
  }

  function view() {
    const all = cells();
    const states = [...new Set([...Object.keys(COLORS), ...all.flatMap((cell) => cell.names)])].filter((state) => all.some((cell) => cell.names.includes(state)));
    const gaps = all.filter((cell) => cell.names[0] !== "complete");
    const counts = states.filter((state) => state !== "complete").map((state) =>
      `${number(gaps.filter((cell) => cell.names.includes(state)).length)} ${state === "no snapshot" ? "missing" : PLURALS[state] ?? state}`);
    const finding = gaps.length ? `${counts.join(", ")}, of ${count(all.length, "snapshot")}.`
      : all.length === 1 ? "The snapshot is complete." : `All ${count(all.length, "snapshot")} are complete.`;
    return {
      title: "Data quality", heading: "Data quality",
      content: [
        element("p", { class: "soft" }, "A snapshot is the state of one playlist on one day. A snapshot in trouble is not used to find songs that entered or left."),
        all.length > 0 && element("section", { class: "card", id: "coverage", "aria-label": "Snapshots per playlist and day" }, element("h3", {}, "Snapshots per playlist and day"),
          element("p", { class: "finding" }, finding),
          Charts.calendar({
            label: `Snapshots per playlist and day. ${finding}`, days: Lake.days,
            rows: [...Lake.group(all, (cell) => cell.playlist)].map(([playlist, list]) => {
              const byDate = new Map(list.map((cell) => [cell.date, { text: cell.names.map((one) => (MEANINGS[one] ? `${one} (${MEANINGS[one]})` : one)).join(", "), color: COLORS[cell.names[0]] ?? "--warn" }]));
              return { name: playlist.name, cells: Lake.days.map((date) => byDate.get(date) ?? null) };
            }),
            numbers: { columns: ["playlist", "day", "state", "read", "declared"],
              rows: () => gaps.map((cell) => [cell.playlist.name, day(cell.date), cell.names.join(", "), cell.row?.items_read ?? "", cell.row?.items_declared ?? ""]) },
            colors: states.map((state) => [COLORS[state] ?? "--warn", MEANINGS[state] ? `${state}: ${MEANINGS[state]}` : state]),
          })),
        Lake.rejects.length > 0 && [element("h3", {}, "Entries that are not songs"),
          element("p", { class: "soft" }, "Playlists also contain podcasts, local files, and songs that Spotify withdrew."), rejectTable(Lake.rejects, true, "")],
      ],
    };
  }

  function rejectTable(rejects, withPlaylist, prefix) {
    return Tables.table([
      ...(withPlaylist ? [{ key: "playlist", title: "Playlist", wide: true, value: (row) => row.playlist.name, cell: (row) => named("playlist", row.playlist) }] : []),
      { key: "place", title: "Position", number: true, value: (row) => row.last_position, cell: (row) => (row.last_position === null ? "" : number(row.last_position)) },
      { key: "reason", title: "Reason", value: (row) => row.reason, cell: (row) => REASONS[row.reason] ?? row.reason ?? "" },
      { key: "name", title: "Name", class: "main", value: (row) => row.item_name ?? row.was?.name ?? "",
        cell: (row) => (row.was ? ["was ", named("song", row.was)] : [name(row.item_name ?? ""), row.artist_names && element("div", { class: "soft small" }, name(row.artist_names))]) },
      { key: "added", title: "Added", wide: true, number: true, value: (row) => row.added_at, cell: (row) => added(row.added_at) },
      { key: "seen", title: "Seen", wide: true, number: true, class: "range", value: (row) => row.last_date, cell: (row) => (row.first_date === row.last_date ? day(row.last_date) : `${day(row.first_date)} – ${day(row.last_date)}`) },
    ], rejects, { label: "Entries that are not songs", sort: withPlaylist ? "playlist" : "place", noun: "entry", prefix });
  }

  return { view, summary, rejectTable };
})();
