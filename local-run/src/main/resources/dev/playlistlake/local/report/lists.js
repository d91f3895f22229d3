"use strict";

// The views with all songs, artists, albums, playlists and changes, and the results of a search.
const Lists = (() => {
  const { element, name, link, named, address, songLine, tile, artistsOf, play } = Elements;
  const { number, count, day, month, added, isoDay, length, duration, folded, matcher } = Format;
  const { sum } = Lake;

  const texts = new Map();
  // The text of a song that searches look at.
  const searched = (song) => {
    if (!texts.has(song)) texts.set(song, folded(`${song.name} ${song.artistNames} ${song.artists.map((one) => one.name).join(" ")} ${song.album?.name ?? ""}`));
    return texts.get(song);
  };
  const search = (list, query, text) => {
    if (!query.trim()) return list;
    const matches = matcher(query);
    return list.filter((one) => matches(text(one)));
  };

  const playlistsOf = (song, ended) => song.entries.filter((entry) => entry.now || ended).map((entry) => entry.playlist)
    .flatMap((playlist, i) => [i ? ", " : "", named("playlist", playlist)]);

  // Columns of songs. entryOf returns the entry of a song on the chosen playlist, or null for all playlists.
  function songColumns(entryOf, { ended } = {}) {
    const single = (song) => entryOf(song);
    const addedOf = (song) => (single(song) ? single(song).added : song.added);
    const one = entryOf !== none;
    return [
      ...(one ? [{ key: "place", title: "#", number: true, value: (song) => (single(song)?.now ? single(song).position : null),
        cell: (song) => (single(song)?.now ? number(single(song).position) : "") }] : []),
      { key: "song", title: "Song", class: "main", value: (song) => song.name, cell: (song) => element("div", { class: "line" }, tile("album", song.album, song.name),
        element("div", { class: "grow" }, element("div", { class: "title" }, named("song", song),
          song.unplayable && element("span", { class: "mark", title: "Not playable on Spotify" }, "unavailable"), !song.now && element("span", { class: "mark" }, "left")),
        element("div", { class: "soft small" }, artistsOf(song))), play(song)) },
      { key: "album", title: "Album", wide: true, value: (song) => song.album?.name ?? "", cell: (song) => (song.album ? named("album", song.album) : "") },
      { key: "year", title: "Year", wide: true, number: true, value: (song) => song.year, cell: (song) => (song.year === null ? "" : String(song.year)) },
      ...(one ? [] : [{ key: "playlists", title: "Playlists", wide: true, value: (song) => song.entries.filter((entry) => entry.now).length, cell: (song) => playlistsOf(song, ended) }]),
      { key: "added", title: "Added", number: true, value: addedOf, cell: (song) => added(addedOf(song)) },
      ...(Lake.entries.some((entry) => entry.popularities) ? [{ key: "popularity", title: "Popularity", wide: true, number: true, value: (song) => song.popularity,
        cell: (song) => (song.popularity === null ? "" : number(song.popularity)) }] : []),
      { key: "length", title: "Length", wide: true, number: true, value: (song) => song.ms, cell: (song) => length(song.ms) },
    ];
  }
  const none = () => null;
  // The songs of a playlist in its order, or of all playlists with the newest first.
  function songTable(songs, playlist) {
    const of = Lake.playlists.get(playlist);
    const columns = songColumns(of ? (song) => song.entries.find((entry) => entry.playlist === of) : none);
    return Tables.table(columns, songs, { label: "Songs", sort: of ? "place" : "-added", noun: "song" });
  }

  const field = (label, key, placeholder) => element("label", { class: "field grow" }, element("span", {}, label),
    element("input", { type: "search", value: Page.parameters.get(key) ?? "", placeholder, autocomplete: "off", "data-key": key,
      oninput: (event) => Page.type({ [key]: event.target.value || null, page: null }) }));
  const chip = (key, text) => element("button", { type: "button", class: "chip", "aria-label": `Remove the filter ${text}`, onclick: () => Page.change({ [key]: null, page: null }) },
    name(text), element("span", { "aria-hidden": "true" }, " ×"));
  const nothing = (text) => element("p", { class: "empty" }, text);

  function songs() {
    const of = (key) => Page.parameters.get(key) ?? "";
    const playlist = Lake.playlists.get(of("playlist"));
    const filters = [
      ["added", month(of("added")), (song, entries) => entries.some((entry) => isoDay(entry.added ?? NaN).startsWith(of("added")))],
      ["decade", `${of("decade")}s`, (song) => song.year !== null && Math.floor(song.year / 10) * 10 === Number(of("decade"))],
      ["minutes", `${of("minutes")} minutes`, (song) => song.ms !== null && song.ms > 0 && Math.min(10, Math.floor(song.ms / 60000)) === Number(of("minutes"))],
      ["by", `added by ${of("by")}`, (song, entries) => entries.some((entry) => entry.by === of("by"))],
    ].filter(([key]) => of(key));
    const all = [...Lake.songs.values()].map((song) => [song, song.entries.filter((entry) => entry.now && (!playlist || entry.playlist === playlist))])
      .filter(([song, entries]) => entries.length && filters.every(([, , keeps]) => keeps(song, entries))).map(([song]) => song);
    const found = search(all, of("q"), searched);
    return {
      title: "Songs", heading: "Songs",
      content: [
        element("div", { class: "toolbar" }, field("Filter", "q", "Song, artist or album"), Elements.playlistSelect(of("playlist"), (id) => Page.change({ playlist: id || null, page: null })),
          filters.map(([key, text]) => chip(key, text))),
        element("p", { class: "soft", role: "status" }, `${count(found.length, "song")}, ${duration(sum(found, (song) => song.ms))}`),
        found.length ? songTable(found, of("playlist")) : nothing("No song matches."),
      ],
    };
  }

  function artists() {
    const found = search([...Lake.artists.values()].filter((artist) => artist.now), Page.parameters.get("q") ?? "", (artist) => folded(artist.name));
    return {
      title: "Artists", heading: "Artists",
      content: [element("div", { class: "toolbar" }, field("Filter", "q", "Artist")),
        found.length ? Tables.table([
          { key: "artist", title: "Artist", class: "main", value: (one) => one.name, cell: (one) => element("div", { class: "line" }, tile("artist", null, one.name), named("artist", one)) },
          { key: "songs", title: "Songs", number: true, value: (one) => one.now, cell: (one) => number(one.now) },
          { key: "left", title: "Left", wide: true, number: true, value: (one) => one.songs.length - one.now, cell: (one) => number(one.songs.length - one.now) },
          { key: "albums", title: "Albums", wide: true, number: true, value: (one) => one.albums.size, cell: (one) => number(one.albums.size) },
          { key: "length", title: "Length", wide: true, number: true, value: (one) => sum(one.songs, (song) => song.now && song.ms), cell: (one) => duration(sum(one.songs, (song) => song.now && song.ms)) },
        ], found, { label: "Artists", sort: "-songs", noun: "artist" }) : nothing("No artist matches.")],
    };
  }

  function albums() {
    const found = search([...Lake.albums.values()].filter((album) => album.now), Page.parameters.get("q") ?? "", (album) => folded(`${album.name} ${album.artists}`));
    return {
      title: "Albums", heading: "Albums",
      content: [element("div", { class: "toolbar" }, field("Filter", "q", "Album or artist")),
        found.length ? Tables.table([
          { key: "album", title: "Album", class: "main", value: (one) => one.name, cell: (one) => element("div", { class: "line" }, tile("album", one, one.name),
            element("div", { class: "grow" }, named("album", one), element("div", { class: "soft small" }, name(one.artists)))) },
          { key: "year", title: "Year", number: true, value: (one) => one.year, cell: (one) => (one.year === null ? "" : String(one.year)) },
          { key: "type", title: "Type", wide: true, value: (one) => one.type ?? "", cell: (one) => one.type ?? "" },
          { key: "songs", title: "Songs", number: true, value: (one) => one.now, cell: (one) => number(one.now) },
        ], found, { label: "Albums", sort: "-songs", noun: "album" }) : nothing("No album matches.")],
    };
  }

  function playlists() {
    const found = [...Lake.playlists.values()];
    const now = (one) => one.entries.filter((entry) => entry.now);
    const since = Lake.latest ? Lake.plus(Lake.latest, -30) : "";
    const changes = Lake.group(Changes.within(since, ""), (change) => change.entry.playlist);
    const several = found.some((one) => one.complete.length > 1);
    return {
      title: "Playlists", heading: "Playlists",
      content: [found.length ? Tables.table([
        { key: "playlist", title: "Playlist", class: "main", value: (one) => one.name, cell: (one) => element("div", { class: "line" }, tile("playlist", one, one.name), element("div", { class: "grow" }, named("playlist", one), one.owner && element("div", { class: "soft small" }, name(one.owner)))) },
        { key: "songs", title: "Songs", number: true, value: (one) => now(one).length, cell: (one) => number(now(one).length) },
        ...(several ? [{ key: "trend", title: "Trend", wide: true, value: (one) => (one.snapshots.at(-1).songs ?? 0) - (one.snapshots[0].songs ?? 0),
          cell: (one) => Tables.sparkline(one.snapshots.filter((row) => !row.troubles).map((row) => row.songs), "Songs over time") ?? "" },
        { key: "changes", title: "Changes, 30 days", wide: true, number: true, value: (one) => changes.get(one)?.length ?? 0, cell: (one) => number(changes.get(one)?.length ?? 0) }] : []),
        { key: "length", title: "Length", wide: true, number: true, value: (one) => sum(now(one), (entry) => entry.song.ms), cell: (one) => duration(sum(now(one), (entry) => entry.song.ms)) },
        ...(found.some((one) => one.followers !== null) ? [{ key: "followers", title: "Saves", wide: true, number: true, value: (one) => one.followers, cell: (one) => (one.followers === null ? "" : number(one.followers)) }] : []),
        { key: "seen", title: "Last snapshot", wide: true, number: true, value: (one) => one.last, cell: (one) => day(one.last) },
      ], found, { label: "Playlists", sort: "playlist", noun: "playlist" }) : nothing("The lake contains no playlist.")],
    };
  }

  const KINDS = [["", "Entered and left"], ["entered", "Entered"], ["left", "Left"], ["vanished", "Vanished from Spotify"]];

  function changes() {
    const of = (key) => Page.parameters.get(key) ?? "";
    const [key, , since] = Changes.period(of("since") || "all");
    const kind = of("kind");
    const inPeriod = Changes.within(since, of("playlist"));
    const found = search(inPeriod.filter((change) => !kind || (kind === "vanished" ? change.vanished : change.kind === kind)), of("q"), (change) => searched(change.entry.song));
    const perDay = Lake.group(inPeriod, (change) => change.date);
    const days = Lake.days.filter((date) => date > since);
    const countOf = (date, which) => (perDay.get(date) ?? []).filter((change) => change.kind === which).length;
    return {
      title: "Changes", heading: "Changes",
      content: !Changes.periods.length ? [nothing("Changes need two snapshots of a playlist.")] : [
        element("div", { class: "toolbar" }, field("Filter", "q", "Song, artist or album"), Elements.playlistSelect(of("playlist"), (id) => Page.change({ playlist: id || null, page: null })),
          Elements.select("Period", Changes.periods, key, (value) => Page.change({ since: value, page: null })), Elements.select("Change", KINDS, kind, (value) => Page.change({ kind: value || null, page: null }))),
        days.length > 1 && inPeriod.length > 0 && element("div", { class: "card" }, Charts.timeBars({
          label: `Songs that entered and left per day since ${day(since)}.`, times: days, format: Format.shortDay, tipFormat: day, noun: "day", height: 200,
          groups: [{ name: "entered", color: "--up", values: days.map((date) => countOf(date, "entered")) },
            { name: "left", color: "--down", values: days.map((date) => -countOf(date, "left")) }] })),
        element("p", { class: "soft", role: "status" }, count(found.length, "change")),
        found.length ? changeTable(found, { playlist: !of("playlist") }) : nothing("No change matches."),
      ],
    };
  }
  // The columns of the song and of the playlist can be left out.
  function changeTable(found, { song = true, playlist = true, prefix = "" } = {}) {
    return Tables.table([
      { key: "day", title: "Day", class: "day", value: (one) => one.date, cell: (one) => day(one.date) },
      { key: "change", title: "Change", value: (one) => one.kind, cell: (one) => element("span", { class: `change ${one.kind}` }, Elements.icon(one.kind === "entered" ? "up" : "down"),
        one.vanished ? "vanished" : one.again ? "entered again" : one.kind) },
      ...(song ? [{ key: "song", title: "Song", class: "main", value: (one) => one.entry.song.name, cell: (one) => songLine(one.entry.song) }] : []),
      ...(playlist ? [{ key: "playlist", title: "Playlist", wide: song, value: (one) => one.entry.playlist.name, cell: (one) => named("playlist", one.entry.playlist) }] : []),
      { key: "place", title: "Position", wide: true, number: true, value: (one) => one.entry.position, cell: (one) => (one.entry.position === null ? "" : number(one.entry.position)) },
    ], found, { label: "Changes", sort: "-day", noun: "change", prefix });
  }

  function results() {
    const query = Page.parameters.get("q") ?? "";
    const found = (list, text) => (query.trim() ? search(list, query, text) : []);
    const songs = found([...Lake.songs.values()], searched);
    const groups = [
      ["Playlists", "playlist", found([...Lake.playlists.values()], (one) => folded(`${one.name} ${one.description ?? ""} ${one.owner ?? ""}`))],
      ["Artists", "artist", found([...Lake.artists.values()], (one) => folded(one.name)).sort((a, b) => b.now - a.now)],
      ["Albums", "album", found([...Lake.albums.values()], (one) => folded(`${one.name} ${one.artists}`)).sort((a, b) => b.now - a.now)],
    ];
    const total = songs.length + groups.reduce((all, [, , list]) => all + list.length, 0);
    return {
      title: `Search: ${query}`, heading: "Search",
      content: [
        element("p", { class: "soft", role: "status" }, query.trim() ? `${count(total, "result")} for “` : "Type a name above.", query.trim() && name(query), query.trim() && "”"),
        groups.filter(([, , list]) => list.length).map(([title, kind, list]) => element("section", { class: "card", "aria-label": title },
          element("h3", {}, `${title} `, element("span", { class: "soft" }, number(list.length))),
          element("ul", { class: "chips" }, list.slice(0, 12).map((one) => element("li", {}, named(kind, one)))),
          list.length > 12 && kind !== "playlist" && element("p", {}, link(address([`${kind}s`], { q: query }), `All ${count(list.length, kind)}`)))),
        songs.length > 0 && element("section", { "aria-label": "Songs found" }, element("h3", {}, "Songs ", element("span", { class: "soft" }, number(songs.length))),
          Tables.table(songColumns(none, { ended: true }), songs, { label: "Songs", sort: "song", noun: "song" })),
      ],
    };
  }

  return { songs, artists, albums, playlists, changes, results, songColumns, songTable, none, changeTable };
})();
