"use strict";

// The views of one song, artist, album or playlist.
const Details = (() => {
  const { element, name, link, named, address, card, tile, artistsOf, openInSpotify } = Elements;
  const { number, count, day, added, length, duration } = Format;
  const { sum } = Lake;
  const TOP = 10;

  const header = (kind, thing, id, ...facts) => element("div", { class: "hero" }, tile(kind === "track" ? "album" : kind, kind === "track" ? thing.album : thing, thing.name, "tile large"),
    element("div", { class: "grow" }, facts.filter(Boolean).map((fact) => element("p", {}, fact)),
      element("p", {}, openInSpotify(kind, id))));
  const definition = (pairs) => element("dl", { class: "pairs" }, pairs.filter(([, value]) => value !== null && value !== "" && value !== undefined)
    .map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
  const missing = (kind) => ({ title: "Not found", heading: "Not found", content: [element("p", {}, `This report has no ${kind} with this address. `, link("#/", "Go to the overview"))] });

  function song(id) {
    const one = Lake.songs.get(id);
    if (!one) return missing("song");
    const events = Changes.all.filter((change) => change.entry.song === one);
    const gone = events.find((change) => change.vanished);
    const stayed = one.entries.filter((entry) => Lake.sampled(entry.playlist).length > 1);
    const dates = [...new Set(stayed.flatMap((entry) => Lake.sampled(entry.playlist)))].sort();
    const lines = stayed.map((entry) => ({ name: entry.playlist.name, values: Lake.filled(entry, entry.positions, dates) })).filter((line) => line.values.size > 1);
    const popular = one.entries.find((entry) => entry.popularities);
    return {
      title: one.name, heading: one.name, kind: "Song",
      content: [
        header("track", one, one.track, ["by ", artistsOf(one)], one.album && ["from ", named("album", one.album), one.year ? ` (${one.year})` : ""],
          gone && element("span", { class: "notice" }, `Spotify no longer sends this song: seen last on ${day(gone.last)}, at number ${number(gone.vanished.first_position)} of `, name(gone.entry.playlist.name), "."),
          one.unplayable && !gone && element("span", { class: "notice" }, "Spotify can't play this song now.")),
        definition([["Length", length(one.ms)], ["Explicit", one.explicit ? "yes" : null], ["Popularity", one.popularity === null ? null : number(one.popularity)],
          ["Released", one.album?.release ?? null], ["First added", added(one.added)]]),
        card("On playlists", {}, Tables.table([
          { key: "playlist", title: "Playlist", class: "main", value: (entry) => entry.playlist.name, cell: (entry) => named("playlist", entry.playlist) },
          { key: "place", title: "Position", number: true, value: (entry) => (entry.now ? entry.position : null), cell: (entry) => (entry.now ? number(entry.position) : "left") },
          { key: "added", title: "Added", number: true, value: (entry) => entry.added, cell: (entry) => added(entry.added) },
          { key: "by", title: "By", wide: true, value: (entry) => entry.by ?? "", cell: (entry) => name(entry.by ?? "") },
          { key: "seen", title: "Seen", wide: true, number: true, class: "range", value: (entry) => entry.firstSeen, cell: (entry) => (entry.firstSeen === entry.lastSeen ? day(entry.firstSeen) : `${day(entry.firstSeen)} – ${day(entry.lastSeen)}`) },
          ...(one.entries.some((entry) => entry.occurrences > 1) ? [{ key: "times", title: "Times", wide: true, number: true, value: (entry) => entry.occurrences, cell: (entry) => number(entry.occurrences) }] : []),
        ], one.entries, { label: "Playlists with this song", sort: "playlist", noun: "playlist" })),
        lines.length > 0 && card("Positions", {}, Charts.lines({ label: `Positions of ${one.name} over time.`, dates, list: lines.slice(0, TOP), inverse: true,
          ...range(lines.flatMap((line) => [...line.values.values()])) })),
        popular && dates.length > 1 && card("Popularity", {}, Charts.lines({ label: `Popularity of ${one.name} over time.`, dates: Lake.sampled(popular.playlist), height: 220,
          list: [{ name: "popularity", values: Lake.samples(popular, popular.popularities) }], least: 0, most: 100 })),
        events.length > 0 && card("History", {}, Lists.changeTable(events, { song: false, prefix: "h-" })),
      ],
    };
  }

  // The axis of positions: from the top, or from near the highest position if that is far below.
  function range(positions) {
    const low = Math.min(...positions);
    const high = Math.max(...positions);
    const step = high > 200 ? 50 : 5;
    return { least: low < 2 * step ? 1 : Math.floor((low - 1) / step) * step, most: Math.max(2, high > step ? Math.ceil(high / step) * step : high) };
  }

  function artist(id) {
    const one = Lake.artists.get(id);
    if (!one) return missing("artist");
    const together = new Map();
    for (const of of one.songs) for (const other of of.artists) if (other !== one) together.set(other, (together.get(other) ?? 0) + 1);
    const playlists = new Map();
    for (const of of one.songs) for (const entry of of.entries) if (entry.now) playlists.set(entry.playlist, (playlists.get(entry.playlist) ?? 0) + 1);
    const most = (a, b) => b[1] - a[1] || a[0].name.localeCompare(b[0].name);
    return {
      title: one.name, heading: one.name, kind: "Artist",
      content: [
        header("artist", { name: one.name, id }, id, `${count(one.now, "song")} now${one.songs.length > one.now ? ` · ${count(one.songs.length - one.now, "song")} earlier` : ""}`,
          duration(sum(one.songs, (of) => of.now && of.ms))),
        element("div", { class: "cards" }, [
          playlists.size > 0 && card("On playlists", {}, Tables.bars([...playlists].sort(most).slice(0, TOP).map(([playlist, value]) => ({ label: named("playlist", playlist), value })))),
          together.size > 0 && card("Together with", {}, Math.max(...together.values()) > 1
            ? Tables.bars([...together].sort(most).slice(0, TOP).map(([other, value]) => ({ label: named("artist", other), value })), "two")
            : element("ul", { class: "chips" }, [...together.keys()].map((other) => element("li", {}, named("artist", other))))),
          growth(one),
        ].filter(Boolean)),
        element("h3", {}, "Songs"), Tables.table(Lists.songColumns(Lists.none, { ended: true }), one.songs, { label: `Songs of ${one.name}`, sort: "-added", noun: "song" }),
      ],
    };
  }
  // How many songs of an artist were on playlists, over time.
  function growth(one) {
    const entries = one.songs.flatMap((of) => of.entries);
    if (entries.length > 3000 || Lake.dates.length < 2) return null;
    const step = Math.ceil(Lake.dates.length / 90);
    const dates = Lake.dates.filter((_, i) => (Lake.dates.length - 1 - i) % step === 0);
    const values = new Map(dates.map((date) => [date, new Set(entries.filter((entry) => Lake.wasOn(entry, date)).map((entry) => entry.song)).size]));
    if (new Set(values.values()).size < 2) return null;
    return card("Songs over time", { class: "full" }, Charts.lines({ label: `Number of songs of ${one.name} over time.`, dates, list: [{ name: "songs", values }], height: 200 }));
  }

  function album(id) {
    const one = Lake.albums.get(id);
    if (!one) return missing("album");
    const by = one.songs.flatMap((of) => of.artists).find((of) => of.name === one.artists);
    return {
      title: one.name, heading: one.name, kind: "Album",
      content: [
        header("album", one, id, ["by ", by ? named("artist", by) : name(one.artists)], [one.type, one.release].filter(Boolean).join(", "), `${count(one.now, "song")} on the playlists now`),
        Tables.table(Lists.songColumns(Lists.none, { ended: true }), one.songs, { label: `Songs of ${one.name}`, sort: "song", noun: "song" }),
      ],
    };
  }

  function playlist(id) {
    const one = Lake.playlists.get(id);
    if (!one) return missing("playlist");
    const songs = one.entries.filter((entry) => entry.now).map((entry) => entry.song);
    const changes = Changes.all.filter((change) => change.entry.playlist === one);
    const entryOf = (of) => of.entries.find((entry) => entry.playlist === one);
    const chart = top(one).some((entry) => entry.positions?.includes(" ")) ? positions(one) : null;
    const sizes = new Map(one.snapshots.filter((row) => !row.troubles && row.songs !== null).map((row) => [row.snapshot_date, row.songs]));
    return {
      title: one.name, heading: one.name, kind: "Playlist",
      content: [
        header("playlist", one, id, one.description && name(one.description), one.owner && ["by ", name(one.owner)],
          [count(songs.length, "song"), duration(sum(songs, (of) => of.ms)), one.followers !== null && count(one.followers, "save")].filter(Boolean).join(" · "),
          link(address(["songs"], { playlist: id }), "Filter these songs"), link(address([""], { playlist: id }), "Overview of this playlist")),
        chart && card("Positions", {}, element("p", { class: "soft" }, "The songs that are the top 10 now."), chart),
        new Set(sizes.values()).size > 1 && card("Songs over time", {}, Charts.lines({ label: `Number of songs of ${one.name} over time.`, dates: [...sizes.keys()], list: [{ name: "songs", values: sizes }], height: 200 })),
        element("h3", {}, "Songs now"), songs.length ? Tables.table(Lists.songColumns(entryOf), songs, { label: `Songs of ${one.name}`, sort: "place", noun: "song" })
          : element("p", { class: "empty" }, "The playlist has no songs now."),
        changes.length > 0 && [element("h3", {}, "Changes"), Lists.changeTable(changes, { playlist: false, prefix: "c-" })],
        one.rejects.length > 0 && [element("h3", {}, "Entries that are not songs"), Quality.rejectTable(one.rejects, false, "r-")],
      ],
    };
  }

  // How often two of the current first songs of a playlist changed their order. A song that enters above moves all
  // others, but not their order.
  function movement(one) {
    const places = top(one).filter((entry) => entry.positions?.includes(" ")).map((entry) => Lake.samples(entry, entry.positions));
    let swaps = 0;
    places.forEach((a, i) => places.slice(i + 1).forEach((b) => {
      let before = 0;
      for (const [date, at] of a) {
        const order = b.has(date) ? Math.sign(at - b.get(date)) : 0;
        if (order && before && order !== before) swaps++;
        before = order || before;
      }
    }));
    return swaps;
  }
  const top = (one) => one.entries.filter((entry) => entry.now && entry.position !== null).sort((a, b) => a.position - b.position).slice(0, TOP);
  function positions(one) {
    const dates = Lake.sampled(one);
    if (dates.length < 2) return null;
    const DEEPEST = 40;
    const list = top(one).map((entry) => ({ name: entry.song.name, values: new Map([...Lake.samples(entry, entry.positions)].map(([date, at]) => [date, at > DEEPEST ? null : at])) }));
    const { most } = range(list.flatMap((line) => [...line.values.values()].filter((at) => at !== null)));
    const deep = top(one).some((entry) => [...Lake.samples(entry, entry.positions).values()].some((at) => at > DEEPEST));
    return element("div", {}, Charts.lines({ label: `Positions of the current top ${TOP} of ${one.name} over time.`, dates, list, inverse: true, least: 1, most, height: 360 }),
      (deep || Lake.stride > 1) && element("p", { class: "soft small" }, deep && `Positions below ${DEEPEST} are not shown. `, Lake.stride > 1 && `The lines have the positions of one in ${Lake.stride} snapshots.`));
  }

  return { song, artist, album, playlist, positions, movement };
})();
