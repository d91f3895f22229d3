"use strict";

// The first view: what changed, and what the playlists hold.
const Home = (() => {
  const { element, name, link, named, to, address, card, songLine, icon } = Elements;
  const { number, count, day, monthDay, month, isoDay, added, length, duration } = Format;
  const { group, sum, made } = Lake;
  const FEW = 6;

  const latestOf = (entries) => {
    const songs = new Map();
    for (const entry of entries) if (!songs.has(entry.song)) songs.set(entry.song, entry);
    return [...songs.values()];
  };

  function view() {
    const playlist = Page.parameters.get("playlist") ?? "";
    const entries = Lake.entries.filter((entry) => entry.now && (!playlist || entry.playlist.id === playlist));
    const songs = [...new Set(entries.map((entry) => entry.song))];
    return {
      title: "Overview", heading: null,
      content: [
        element("div", { class: "toolbar" }, Elements.playlistSelect(playlist, (id) => Page.change({ playlist: id || null })),
          element("p", { class: "facts" }, facts(songs, playlist))),
        element("div", { class: "cards" }, [
          changed(playlist), onThisDay(entries), records(songs, entries), decades(songs, playlist), perMonth(entries, playlist),
          topArtists(songs), rising(playlist), lengths(songs, playlist), whoAdded(entries, playlist), vanished(playlist), streaks(entries, playlist),
          positions(playlist),
        ].filter(Boolean)),
        songs.length > 0 ? [element("h3", {}, "Every song"), Lists.songTable(songs, playlist)] : element("p", { class: "empty" }, "There are no songs now."),
      ],
    };
  }

  function facts(songs, playlist) {
    const people = new Set(songs.flatMap((song) => song.artists));
    return [count(songs.length, "song"), count(people.size, "artist"), !playlist && count(Lake.playlists.size, "playlist"),
      songs.length > 0 && duration(sum(songs, (song) => song.ms))].filter(Boolean).join(" · ");
  }

  // What changed since the reader last looked.
  function changed(playlist) {
    if (!Changes.periods.length) return null;
    const [key, , since] = Changes.period(Page.parameters.get("since"));
    const changes = Changes.within(since, playlist);
    const entered = changes.filter((change) => change.kind === "entered");
    const left = changes.filter((change) => change.kind === "left");
    const half = (kind, title, list) => list.length > 0 && element("div", {},
      element("h4", { class: kind }, icon(kind === "entered" ? "up" : "down"), title),
      element("ul", { class: "lines" }, list.slice(0, FEW).map((change) => element("li", {}, songLine(change.entry.song,
        !playlist && named("playlist", change.entry.playlist), change.vanished ? "no longer on Spotify" : change.again ? "again" : null)))),
      list.length > FEW && element("p", {}, link(address(["changes"], { since: key, playlist, kind }), `All ${count(list.length, "song")}`)));
    return card("What changed since you last looked", { class: "full lead" },
      Elements.select("Period", Changes.periods, key, (value) => Page.change({ since: value })),
      changes.length
        ? element("div", { class: "halves" },
          half("entered", `${count(entered.length, "song")} entered`, entered), half("left", `${count(left.length, "song")} left`, left))
        : element("p", { class: "soft" }, `Nothing. The songs are those of ${day(since)}. ${since === Lake.first ? "" : "Choose a longer period to see earlier changes."}`));
  }

  // Songs that were added on this day in other years or, without any, in this week.
  function onThisDay(entries) {
    const near = (entry, range) => {
      const iso = isoDay(entry.added);
      if (iso.slice(0, 4) >= made.slice(0, 4)) return false;
      return Math.abs(Lake.between(made, `${made.slice(0, 4)}${iso.slice(4)}`)) <= range;
    };
    const known = entries.filter((entry) => entry.added !== null);
    const today = known.filter((entry) => near(entry, 0));
    const found = latestOf((today.length ? today : known.filter((entry) => near(entry, 3))).sort((a, b) => a.added - b.added));
    if (!found.length) return null;
    const years = [...group(found, (entry) => isoDay(entry.added).slice(0, 4))].sort(([a], [b]) => (a < b ? 1 : -1));
    return card(today.length ? `${monthDay(made)} in other years` : "This week in other years", {},
      years.slice(0, 4).map(([year, list]) => element("div", { class: "year" },
        element("h4", {}, `${count(made.slice(0, 4) - year, "year")} ago`),
        element("ul", { class: "lines" }, list.slice(0, 3).map((entry) => element("li", {}, songLine(entry.song, `added ${added(entry.added)}`)))),
        list.length > 3 && element("p", { class: "soft small" }, `and ${count(list.length - 3, "more song")}`))));
  }

  function records(songs, entries) {
    if (songs.length < 2) return null;
    const best = (list, value, most) => list.filter((one) => value(one) !== null && value(one) !== "")
      .reduce((found, one) => (!found || (most ? value(one) > value(found) : value(one) < value(found)) ? one : found), null);
    const release = (song) => song.album?.release ?? null;
    const lines = [];
    const line = (title, song, text) => song && lines.push(element("li", {}, element("h4", {}, title), songLine(song, text)));
    const dated = songs.filter((song) => song.year !== null);
    const oldest = best(dated, release, false);
    const newest = best(dated, release, true);
    line("Oldest song", oldest, oldest && String(oldest.year));
    if (newest !== oldest) line("Newest song", newest, newest && String(newest.year));
    const first = best(entries, (entry) => entry.added, false);
    const last = best(entries, (entry) => entry.added, true);
    line("Added first", first?.song, first && added(first.added));
    if (last !== first) line("Added last", last?.song, last && added(last.added));
    return lines.length > 0 && card("Oldest and newest", {}, element("ul", { class: "lines records" }, lines));
  }

  function perMonth(entries, playlist) {
    const first = new Map();
    for (const entry of entries) {
      if (entry.added !== null && !(first.get(entry.song) <= entry.added)) first.set(entry.song, entry.added);
    }
    const months = group([...first.values()], (seconds) => isoDay(seconds).slice(0, 7));
    if (months.size < 2) return null;
    const known = [...months.keys()].sort();
    const times = [];
    for (let at = known[0]; at <= known.at(-1) && times.length < 1200;) {
      times.push(at);
      const [year, m] = at.split("-").map(Number);
      at = m === 12 ? `${year + 1}-01` : `${year}-${String(m + 1).padStart(2, "0")}`;
    }
    const busiest = known.reduce((best, one) => (months.get(one).length > months.get(best).length ? one : best));
    const finding = `Most songs were added in ${month(busiest)}: ${number(months.get(busiest).length)}.`;
    return card("Songs added per month", { class: "full" },
      element("p", { class: "soft" }, finding, " These are the songs on the playlists now. Select a bar to see its songs."),
      Charts.timeBars({ label: `Songs added per month. ${finding}`, times, format: month, noun: "month",
        groups: [{ name: "songs", color: "--s0", values: times.map((time) => months.get(time)?.length ?? 0) }],
        onClick: (time) => Page.go(address(["songs"], { added: time, playlist })) }));
  }

  function decades(songs, playlist) {
    const known = songs.filter((song) => song.year !== null);
    if (known.length < 2) return null;
    const found = [...group(known, (song) => Math.floor(song.year / 10) * 10)].sort(([a], [b]) => b - a);
    return card("Decades", {},
      Tables.bars(found.map(([decade, list]) => ({ label: link(address(["songs"], { decade, playlist }), `${decade}s`), value: list.length })), "two"),
      songs.length > known.length && element("p", { class: "soft small" }, `${count(songs.length - known.length, "song")} without a release year.`));
  }

  function topArtists(songs) {
    const counts = new Map();
    for (const song of songs) for (const artist of song.artists) counts.set(artist, (counts.get(artist) ?? 0) + 1);
    const top = [...counts].sort(([a, n], [b, m]) => m - n || a.name.localeCompare(b.name)).slice(0, 10);
    if (songs.length < 2 || !top.length) return null;
    return card("Artists", {}, Tables.bars(top.map(([artist, value]) => ({ label: named("artist", artist), value }))),
      counts.size > top.length && element("p", {}, link("#/artists", `All ${count(counts.size, "artist")}`)));
  }

  function rising(playlist) {
    if (!Lake.first || Lake.first === Lake.latest) return null;
    const month30 = Lake.plus(Lake.latest, -30);
    const since = month30 > Lake.first ? month30 : Lake.first;
    const list = Changes.artists(since, playlist);
    const up = list.filter(({ change }) => change > 0).sort((a, b) => b.change - a.change || b.artist.now - a.artist.now).slice(0, 5);
    const down = list.filter(({ change }) => change < 0).sort((a, b) => a.change - b.change || b.artist.now - a.artist.now).slice(0, 5);
    if (!up.length && !down.length) return null;
    return card("Artists rising and falling", {}, element("p", { class: "soft" }, `How the number of their songs changed since ${day(since)}.`),
      Tables.bars([...up, ...down].map(({ artist, change }) => ({ label: named("artist", artist), value: change,
        text: `${change > 0 ? "+" : "−"}${number(Math.abs(change))}` }))));
  }

  function lengths(songs, playlist) {
    const known = songs.filter((song) => song.ms !== null && song.ms > 0).sort((a, b) => a.ms - b.ms);
    if (known.length < 3) return null;
    const minutes = group(known, (song) => Math.min(10, Math.floor(song.ms / 60000)));
    return card("How long", {},
      element("p", { class: "soft" }, `All songs together last ${duration(sum(known, (song) => song.ms))}. Half of them are shorter than ${length(known[Math.floor(known.length / 2)].ms)}.`),
      Tables.bars([...minutes].sort(([a], [b]) => a - b).map(([at, list]) => ({
        label: link(address(["songs"], { minutes: at, playlist }), at === 10 ? "10 min or more" : `${at} to ${at + 1} min`), value: list.length })), "three"),
      element("p", { class: "soft small" }, "Shortest: ", named("song", known[0]), ` (${length(known[0].ms)}). Longest: `, named("song", known.at(-1)), ` (${length(known.at(-1).ms)}).`));
  }

  function whoAdded(entries, playlist) {
    const people = [...group(entries.filter((entry) => entry.by), (entry) => entry.by)].sort(([, a], [, b]) => b.length - a.length);
    if (people.length < 2) return null;
    return card("Who added what", {}, Tables.bars(people.slice(0, 8).map(([id, list]) => ({
      label: link(address(["songs"], { by: id, playlist }), name(id)), value: list.length })), "four"),
    element("p", { class: "soft small" }, "Spotify sends only the user names."));
  }

  function positions(playlist) {
    const candidates = playlist ? [Lake.playlists.get(playlist)] : [...Lake.playlists.values()];
    const best = candidates.filter(Boolean).map((one) => ({ one, moves: Details.movement(one) })).sort((a, b) => b.moves - a.moves)[0];
    if (!best?.moves) return null;
    const chart = Details.positions(best.one);
    return chart && card("Positions", { class: "full" },
      element("p", { class: "soft" }, "The current top 10 of ", named("playlist", best.one), playlist ? "." : ", which moves most."), chart);
  }

  function vanished(playlist) {
    const gone = Changes.within("", playlist).filter((change) => change.vanished);
    if (!gone.length) return null;
    return card("Vanished from Spotify", {}, element("p", { class: "soft" }, "Spotify no longer sends these songs. Their old titles and places:"),
      element("ul", { class: "lines" }, gone.slice(0, 4).map((change) => element("li", {}, songLine(change.entry.song,
        [named("playlist", change.entry.playlist), `, number ${number(change.vanished.first_position)}`], day(change.date))))),
      gone.length > 4 && element("p", {}, link(address(["changes"], { since: "all", playlist, kind: "vanished" }), `All ${count(gone.length, "song")}`)));
  }

  function streaks(entries, playlist) {
    const lines = [];
    const dates = [...new Set(entries.filter((entry) => entry.added !== null).map((entry) => isoDay(entry.added)))].sort();
    let best = [0, ""];
    for (let i = 0, run = 0; i < dates.length; i++) {
      run = i && Lake.between(dates[i - 1], dates[i]) === 1 ? run + 1 : 1;
      if (run > best[0]) best = [run, dates[i]];
    }
    if (best[0] > 1) lines.push([`${count(best[0], "day")} in a row with a new song`, `until ${day(best[1])}`]);
    for (const entry of entries) {
      if (entry.position !== 1 || entry.playlist.complete.length < 2 || !entry.positions) continue;
      const since = firstDay(entry);
      const days = Lake.between(since, entry.lastSeen);
      if (days > 1) {
        lines.push([["At number 1 for ", count(days, "day"), ": ", named("song", entry.song)], ["on ", named("playlist", entry.playlist)], days]);
      }
    }
    if (!lines.length) return null;
    return card("Streaks", {}, element("ul", { class: "facts-list" }, lines.sort((a, b) => (b[2] ?? 1e9) - (a[2] ?? 1e9)).slice(0, 6)
      .map(([text, more]) => element("li", {}, text, element("span", { class: "soft" }, " ", more)))));
  }

  // Since when a song has its current position, without a break.
  function firstDay(entry) {
    const stayed = entry.playlist.complete[entry.stays.at(-1)[0]];
    const known = [...Lake.samples(entry, entry.positions)].filter(([date]) => date >= stayed);
    return known[known.findLastIndex(([, at]) => at !== entry.position) + 1][0];
  }

  return { view };
})();
