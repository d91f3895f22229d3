"use strict";

// Computes the content of each chart from a view: a sentence, the options of ECharts, and a table.
const Charts = (() => {
  const { group, sum, troubles } = Lake;
  const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });
  const songs = (count) => `${number(count)} ${count === 1 ? "song" : "songs"}`;
  const short = (text, length) => {
    const letters = [...text];
    return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
  };
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const series = (i) => color(`--s${i % 10}`);
  const FONT = "system-ui, sans-serif";
  const DEEPEST = 40;
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect"];

  // Names of songs are not trusted. They become text nodes, never markup.
  const element = (tag, text, className) => {
    const created = document.createElement(tag);
    if (text !== undefined) created.textContent = text;
    if (className) created.className = className;
    return created;
  };
  const dot = (paint) => {
    const created = element("span", "", "dot");
    created.style.background = paint;
    return created;
  };
  const tip = (title, lines) => {
    const box = element("div", undefined, "tip");
    box.append(element("b", title));
    for (const [paint, name, value] of lines) {
      const line = element("p");
      line.append(dot(paint), element("span", name), element("span", value));
      box.append(line);
    }
    return box;
  };

  const base = (narrow) => ({
    textStyle: { fontFamily: FONT, color: color("--ink") },
    grid: { left: 8, right: narrow ? 12 : 20, top: 16, bottom: 8, containLabel: true },
    tooltip: {
      confine: true, backgroundColor: color("--card"), borderColor: color("--line"),
      textStyle: { color: color("--ink") },
    },
  });
  const label = () => ({ color: color("--soft"), fontSize: 12, fontFamily: FONT, hideOverlap: true });
  const dayAxis = (days) => ({
    type: "category", data: days, axisLabel: label(), axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: color("--line") } },
  });
  const valueAxis = (more) => ({
    type: "value", minInterval: 1, axisLabel: label(),
    splitLine: { lineStyle: { color: color("--line") } }, ...more,
  });

  function changes(view, narrow) {
    const perDay = group(view.of("changes_per_day"), (row) => row.snapshot_date);
    const rows = view.days.map((day) => {
      const list = perDay.get(day) || [];
      return [day, sum(list, (row) => row.entered), sum(list, (row) => row.gone)];
    });
    const entered = sum(rows, (row) => row[1]);
    const left = sum(rows, (row) => row[2]);
    const busiest = rows.reduce((best, row) => (row[1] + row[2] > best[1] + best[2] ? row : best), ["", 0, 0]);
    const bar = (name, paint, values) => ({
      name, type: "bar", stack: "all", data: values, itemStyle: { color: paint }, barMaxWidth: 28,
    });
    return {
      finding: entered + left
        ? `${songs(entered)} entered and ${number(left)} left. The day with most changes was ${busiest[0]}.` : "",
      empty: entered + left ? "" : view.dates.length < 2
        ? "Two snapshots of a playlist are needed to find songs that entered or left." : "No song entered or left.",
      option: {
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, trigger: "axis", formatter: (at) => tip(at[0].axisValue,
          at.map((p) => [p.color, p.seriesName, number(Math.abs(p.value))])) },
        xAxis: dayAxis(view.days),
        yAxis: valueAxis({ axisLabel: { ...label(), formatter: (value) => number(Math.abs(value)) } }),
        series: [bar("entered", color("--up"), rows.map((row) => row[1])),
          bar("left", color("--down"), rows.map((row) => -row[2]))],
      },
      key: [[color("--up"), "entered"], [color("--down"), "left"]],
      columns: ["day", "entered", "left"], rows, height: narrow ? 240 : 280,
    };
  }

  // The lines that show their name at the end: those that reach the last day and whose names do not overlap.
  function endNames(view, lines, axis, height) {
    const pixels = (height - 40) / (axis.max - axis.min);
    const ends = lines.filter((line) => line.values.has(view.days.at(-1)))
      .map((line) => [line, line.values.get(view.days.at(-1)) * pixels]);
    const named = [];
    for (const [line, y] of ends) {
      if (named.every(([, other]) => Math.abs(other - y) >= 15)) named.push([line, y]);
    }
    return new Set(named.map(([line]) => line));
  }

  // Lines of songs over days. A line has a gap on days without the song.
  function songLines(view, narrow, lines, axis, settings) {
    const room = !narrow && lines.length <= 20;
    const named = room ? endNames(view, lines, axis, settings.height) : new Set();
    return {
      ...base(narrow),
      // ECharts cannot animate the name of a line that starts with a gap.
      animation: false,
      grid: { ...base(narrow).grid, right: room ? 210 : 24, left: 24 },
      tooltip: { ...base(narrow).tooltip, trigger: "axis", formatter: (at) => tip(at[0].axisValue,
        at.filter((p) => p.value != null && p.value !== "-").sort(settings.order)
          .map((p) => [p.color, p.seriesName, number(p.value)])) },
      xAxis: { ...dayAxis(view.days), boundaryGap: false },
      yAxis: axis,
      series: lines.map((line, i) => ({
        name: line.name, type: "line", symbol: SYMBOLS[Math.floor(i / 10 + i) % SYMBOLS.length], symbolSize: 7,
        showSymbol: view.days.length <= 31, showAllSymbol: true, connectNulls: false,
        lineStyle: { width: 2.2, type: line.dashed ? "dashed" : i < 10 ? "solid" : i < 20 ? "dashed" : "dotted" },
        itemStyle: { color: line.dashed ? color("--soft") : series(i) }, emphasis: { focus: "series" },
        endLabel: { show: named.has(line), formatter: () => short(line.name, 27), color: color("--ink"), distance: 8 },
        data: view.days.map((day) => line.values.get(day) ?? null),
      })),
    };
  }
  const lineKey = (lines) => lines.map((line, i) => [line.dashed ? color("--soft") : series(i),
    line.artists ? `${line.name} (${line.artists})` : line.name]);
  const lineRows = (view, lines) => lines.flatMap((line) => view.days
    .filter((day) => line.values.has(day))
    .map((day) => [line.name, line.artists, day, line.values.get(day)]));

  // The playlist with most changes for its size, but at least as if it had 10 songs. Shown when none is chosen.
  function mostChanged(view) {
    const moved = group(view.of("changes_per_day"), (row) => row.playlist_id);
    const share = ({ playlist_id: id, songs: size }) =>
      (1 + sum(moved.get(id) || [], (row) => row.entered + row.gone)) / Math.max(10, size);
    return [...view.lastSnapshots].sort((a, b) => share(b) - share(a))[0]?.playlist_id ?? "";
  }

  function positions(view, narrow, { lines: wanted }) {
    const id = view.playlist || mostChanged(view);
    const lines = view.lines("positions", id, "position")
      .map((line) => ({ ...line, score: sum([...line.values.values()], (at) => Math.max(0, 31 - at)) }))
      .sort((a, b) => b.score - a.score).slice(0, wanted);
    const name = view.names.get(id) || "";
    const lowest = Math.max(2, ...lines.flatMap((line) => [...line.values.values()]));
    const height = narrow ? 320 : Math.max(380, 20 * lines.length + 60);
    const drawn = lines.map((line) => ({ ...line, values: new Map([...line.values].filter(([, at]) => at <= DEEPEST)) }));
    return {
      finding: lines.length ? (view.playlist ? "" : `The chart shows ${name}, which has the most changes for its size. Choose another playlist above. `)
        + `Highest position over the longest time: ${lines[0].name}${lines[0].artists ? ` by ${lines[0].artists}` : ""}.`
        + (lowest > DEEPEST ? ` Positions below ${DEEPEST} are not shown.` : "") : "",
      empty: lines.length ? "" : "The playlist had no songs in this range.",
      option: songLines(view, narrow, drawn,
        valueAxis({ inverse: true, min: 1, max: Math.min(DEEPEST, lowest), splitNumber: 5,
          axisLabel: { ...label(), showMaxLabel: true } }), { order: (a, b) => a.value - b.value, height }),
      key: lineKey(lines), columns: ["song", "artists", "day", "position"], rows: lineRows(view, lines),
      height,
    };
  }

  function popularity(view, narrow, { lines: wanted }) {
    const known = sum(view.snapshots, (row) => row.with_popularity || 0);
    const mean = (id) => new Map(view.snapshots.filter((row) => row.playlist_id === id && row.mean_popularity !== null)
      .map((row) => [row.snapshot_date, row.mean_popularity]));
    const playlists = view.ids.map((id) => ({ name: view.names.get(id), artists: "", values: mean(id) }))
      .filter((line) => line.values.size > 0);
    const peak = (line) => Math.max(...line.values.values());
    const lines = view.playlist
      ? [...view.lines("popularity", view.playlist, "popularity").sort((a, b) => peak(b) - peak(a)).slice(0, wanted),
        ...playlists.map((line) => ({ ...line, name: "Mean of all songs", dashed: true }))]
      : playlists.sort((a, b) => peak(b) - peak(a)).slice(0, 20);
    const height = narrow ? 300 : Math.max(340, 20 * lines.length + 60);
    const all = lines.flatMap((line) => [...line.values.values()]);
    return {
      finding: known ? `${number(known)} of ${number(sum(view.snapshots, (row) => row.songs))} song rows with a popularity.` : "",
      empty: known ? "" : "No song has a popularity. Spotify sends it only to apps in Extended Quota Mode, "
        + "not to apps in Development Mode.",
      option: songLines(view, narrow, lines, valueAxis({ min: Math.floor(Math.max(0, Math.min(...all) - 3) / 5) * 5,
        max: Math.min(100, Math.ceil((Math.max(...all) + 3) / 5) * 5) }), { order: (a, b) => b.value - a.value, height }),
      key: lineKey(lines), columns: [view.playlist ? "song" : "playlist", "artists", "day", "popularity"],
      rows: lineRows(view, lines), height,
    };
  }

  const totals = (list, key) => [...group(list, key)].map(([k, rows]) => [k, sum(rows, (row) => row.songs), rows[0]]);

  function years(view, narrow) {
    const counted = new Map(totals(view.atEnd("release_years"), (row) => row.release_year));
    const known = [...counted.keys()].sort((a, b) => a - b);
    const all = known.length ? Array.from({ length: known.at(-1) - known[0] + 1 }, (_, i) => known[0] + i) : [];
    const with_ = sum([...counted.values()], (count) => count);
    const without = Math.max(0, sum(view.lastSnapshots, (row) => row.songs) - with_);
    const half = (share) => {
      let seen = 0;
      return known.find((year) => (seen += counted.get(year)) >= with_ * share);
    };
    return {
      finding: known.length ? `Half of ${songs(with_)} are from ${half(0.5)} or earlier. The oldest song is from ${known[0]}.`
        + (without ? ` ${songs(without)} without a release year.` : "") : "",
      empty: known.length ? "" : "No album has a release year.",
      option: {
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, trigger: "axis",
          formatter: (at) => tip(String(at[0].axisValue), [[at[0].color, "songs", number(at[0].value)]]) },
        xAxis: dayAxis(all.map(String)), yAxis: valueAxis(),
        series: [{ type: "bar", name: "songs", data: all.map((year) => counted.get(year) || 0),
          itemStyle: { color: series(2) }, barCategoryGap: "12%", barMaxWidth: 28 }],
      },
      columns: ["year", "songs"], rows: known.map((year) => [year, counted.get(year)]).reverse(), height: 300,
    };
  }

  function bars(narrow, list, paint) {
    return {
      ...base(narrow),
      grid: { ...base(narrow).grid, right: 40 },
      tooltip: { ...base(narrow).tooltip, trigger: "item", formatter: (p) => tip(p.name, [[p.color, "songs", number(p.value)]]) },
      xAxis: valueAxis({ axisLabel: { show: false }, splitLine: { show: false } }),
      yAxis: { type: "category", inverse: true, data: list.map(([name]) => name), axisTick: { show: false },
        axisLine: { show: false }, axisLabel: { ...label(), color: color("--ink"), hideOverlap: false, interval: 0,
          formatter: (name) => short(name, narrow ? 16 : 26) } },
      series: [{ type: "bar", data: list.map(([, count]) => count), itemStyle: { color: paint, borderRadius: [0, 4, 4, 0] },
        barMaxWidth: 18, label: { show: true, position: "right", color: color("--ink"), formatter: (p) => number(p.value) } }],
    };
  }

  const most = (a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]));

  function artists(view, narrow) {
    const list = totals(view.atEnd("artists"), (row) => row.artist_id)
      .map(([, count, row]) => [row.artist_name || "(no name)", count]).sort(most);
    const top = list.slice(0, 18);
    return {
      finding: top.length ? `${top[0][0]} is credited on most songs (${number(top[0][1])}${view.playlist ? "" : ", with each playlist counted separately"}).` : "",
      empty: top.length ? "" : "No artist is credited.",
      option: bars(narrow, top, series(0)), columns: ["artist", "songs"], rows: list, height: 34 + 26 * Math.max(3, top.length),
    };
  }

  function collaborations(view, narrow) {
    const list = totals(view.atEnd("collaborations"), (row) => `${row.one_id} ${row.other_id}`)
      .map(([, count, row]) => [`${row.one_name} & ${row.other_name}`, count, row]).sort(most);
    const edges = list.slice(0, narrow ? 16 : 30);
    const nodes = new Map();
    for (const [, count, row] of edges) {
      for (const [id, name] of [[row.one_id, row.one_name], [row.other_id, row.other_name]]) {
        nodes.set(id, { id, name: name || "(no name)", value: (nodes.get(id)?.value || 0) + count,
          paint: nodes.get(id)?.paint ?? series(nodes.size) });
      }
    }
    const strongest = Math.max(1, ...edges.map(([, count]) => count));
    return {
      finding: list.length ? `${list[0][0]} share most songs (${number(list[0][1])}).`
        + (list.length > edges.length ? ` The chart shows the first ${edges.length} of ${number(list.length)} pairs.` : "") : "",
      empty: list.length ? "" : "No two artists share a song.",
      option: {
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, formatter: (p) => (p.dataType === "edge"
          ? tip(p.data.title, [[color("--s3"), "songs together", number(p.data.value)]])
          : tip(p.data.title, [[p.color, "songs with the others", number(p.data.value)]])) },
        series: [{
          type: "graph", layout: "circular", circular: { rotateLabel: true },
          left: narrow ? 84 : 130, right: narrow ? 84 : 130, top: narrow ? 84 : 120, bottom: narrow ? 84 : 120,
          data: [...nodes.values()].map((node) => ({ id: node.id, name: node.id, title: node.name, value: node.value,
            symbolSize: 8 + 5 * Math.sqrt(node.value), itemStyle: { color: node.paint },
            label: { formatter: () => short(node.name, narrow ? 13 : 20) } })),
          links: edges.map(([title, count, row]) => ({ source: row.one_id, target: row.other_id, value: count, title,
            lineStyle: { width: 1 + 4 * count / strongest, color: nodes.get(row.one_id).paint } })),
          label: { show: true, color: color("--ink"), fontSize: narrow ? 10 : 11 },
          lineStyle: { curveness: 0.25, opacity: 0.7 },
          emphasis: { focus: "adjacency", label: { show: true } },
        }],
      },
      columns: ["artists", "songs"], rows: list.map(([names, count]) => [names, count]), height: narrow ? 380 : 520,
    };
  }

  const MEANINGS = {
    short: "fewer entries were read than Spotify declared",
    long: "more entries were read than Spotify declared",
    unreadable: "Spotify sent no content for any entry",
    contradiction: "no entry was read, but another snapshot of the same version has entries",
    unfinished: "not all tables were written",
  };
  const PAINTS = { complete: "--up", short: "--warn", long: "--s2", unreadable: "--s3", contradiction: "--s5",
    unfinished: "--s7", "no snapshot": "--none" };
  const listed = (parts) => (parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join());

  function coverage(view, narrow) {
    const known = new Map(view.snapshots.map((row) => [`${row.playlist_id} ${row.snapshot_date}`, row]));
    const ids = view.ids.filter((id) => view.first.get(id) <= view.to);
    const cells = ids.flatMap((id, y) => view.days.map((day, x) => ({ id, day, x, y, row: known.get(`${id} ${day}`) }))
      .filter(({ day }) => day >= view.first.get(id)));
    for (const cell of cells) {
      const names = cell.row ? troubles(cell.row) : ["no snapshot"];
      cell.names = names.length ? names : ["complete"];
      cell.state = cell.names.join(", ");
    }
    // A cell has the color of its first trouble.
    const states = [...new Set([...Object.keys(PAINTS), ...cells.flatMap((cell) => cell.names)])]
      .filter((state) => state === "complete" || cells.some((cell) => cell.names.includes(state)));
    const paint = states.map((state) => color(PAINTS[state] ?? "--warn"));
    const gaps = cells.filter((cell) => cell.state !== "complete");
    const counts = states.filter((state) => state !== "complete").map((state) =>
      `${number(cells.filter((cell) => cell.names.includes(state)).length)} ${state === "no snapshot" ? "missing" : state}`);
    const meaning = (cell) => cell.names.filter((name) => MEANINGS[name]).map((name) => [name, MEANINGS[name]]);
    const at = (p) => cells[p.dataIndex];
    return {
      finding: gaps.length ? `${listed(counts)}, of ${number(cells.length)}.`
        : cells.length === 1 ? "The snapshot is complete." : `All ${number(cells.length)} snapshots are complete.`,
      empty: cells.length ? "" : "No snapshots in this range.",
      option: {
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, formatter: (p) => tip(view.names.get(at(p).id),
          [[p.color, at(p).day, at(p).state], ...meaning(at(p)).map(([, text]) => ["transparent", text, ""])]) },
        xAxis: { ...dayAxis(view.days), splitArea: { show: false } },
        yAxis: { type: "category", inverse: true, data: ids.map((id) => view.names.get(id)), axisTick: { show: false },
          axisLine: { show: false }, axisLabel: { ...label(), color: color("--ink"), hideOverlap: false, interval: 0,
            formatter: (name) => short(name, narrow ? 14 : 24) } },
        visualMap: { show: false, type: "piecewise", dimension: 2, pieces: paint.map((c, value) => ({ value, color: c })) },
        series: [{ type: "heatmap", data: cells.map(({ x, y, names }) => [x, y, states.indexOf(names[0])]),
          itemStyle: { borderColor: color("--card"), borderWidth: view.days.length > 120 ? 0 : 1.5, borderRadius: 2 } }],
      },
      key: states.map((state, i) => [paint[i], MEANINGS[state] ? `${state}: ${MEANINGS[state]}` : state]),
      columns: ["playlist", "day", "state", "read", "declared"],
      rows: gaps.map(({ id, day, state, row }) => [view.names.get(id), day, state,
        row?.items_read ?? null, row?.items_declared ?? null]),
      none: "No snapshot is missing or in trouble.", height: 40 + 24 * Math.max(3, ids.length),
    };
  }

  function rejects(view, narrow) {
    const all = view.of("rejects");
    const reasons = [...group(all, (row) => row.reason)].map(([reason, rows]) => [reason, sum(rows, (row) => row.entries)]).sort(most);
    const cell = new Map([...group(all, (row) => `${row.reason} ${row.snapshot_date}`)].map(([k, rows]) => [k, sum(rows, (row) => row.entries)]));
    const readable = (reason) => reason.replaceAll("_", " ");
    const total = sum(reasons, (row) => row[1]);
    return {
      finding: total ? `${number(total)} of ${number(sum(view.snapshots, (row) => row.items_read))} entries are not songs: `
        + reasons.map(([reason, count]) => `${number(count)} ${readable(reason)}`).join(", ") + "." : "",
      empty: total ? "" : "Every entry is a song.",
      option: {
        ...base(narrow),
        aria: { enabled: true, decal: { show: true } },
        tooltip: { ...base(narrow).tooltip, trigger: "axis", formatter: (at) => tip(at[0].axisValue,
          at.filter((p) => p.value).map((p) => [p.color, p.seriesName, number(p.value)])) },
        xAxis: dayAxis(view.days), yAxis: valueAxis(),
        series: reasons.map(([reason], i) => ({ name: readable(reason), type: "bar", stack: "all", barMaxWidth: 28,
          itemStyle: { color: series(i + 1) }, data: view.days.map((day) => cell.get(`${reason} ${day}`) || 0) })),
      },
      key: reasons.map(([reason], i) => [series(i + 1), readable(reason)]),
      columns: ["day", "reason", "entries"],
      rows: view.days.flatMap((day) => reasons.filter(([reason]) => cell.has(`${reason} ${day}`))
        .map(([reason]) => [day, readable(reason), cell.get(`${reason} ${day}`)])),
      height: 280,
    };
  }

  function latest(view) {
    const rows = view.of("changes").map((row) => [row.snapshot_date, row.change,
      row.song_name || "(no name)", row.artist_names, ...(view.playlist ? [] : [view.names.get(row.playlist_id)])]);
    return {
      finding: "", empty: rows.length ? "" : "No song entered or left.", option: null,
      columns: ["day", "", "song", "artists", ...(view.playlist ? [] : ["playlist"])], rows, height: 0,
    };
  }

  const tiles = (view) => {
    const changed = view.of("changes_per_day");
    const read = sum(view.snapshots, (row) => row.items_read);
    const rejected = sum(view.snapshots, (row) => row.rejects);
    return [
      ["playlists", number(new Set(view.snapshots.map((row) => row.playlist_id)).size)],
      ["snapshots", number(view.snapshots.length)],
      ["songs on the last complete day", number(sum(view.lastSnapshots, (row) => row.songs))],
      ["entered", number(sum(changed, (row) => row.entered))],
      ["left", number(sum(changed, (row) => row.gone))],
      ["of entries are not songs", read ? `${number(100 * rejected / read)} %` : "–"],
    ];
  };

  return { changes, positions, popularity, years, artists, collaborations, coverage, rejects, latest,
    tiles, number, element, dot };
})();
