"use strict";

// The page around the charts: filters, color scheme, printing, and the tables below the charts.
(() => {
  const { element, dot, number, tiles } = Charts;
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const NAMES = ["changes", "positions", "popularity", "years", "artists", "collaborations", "latest", "coverage",
    "rejects"];
  const MOST_ROWS = 500;
  const MOST_PRINTED = 50;
  const first = Lake.dates[0] ?? "";
  const last = Lake.dates.at(-1) ?? "";
  const state = { playlist: "", from: first, to: last, lines: 10 };

  const cards = NAMES.map((name) => {
    const section = at(name);
    const title = section.querySelector("h2");
    title.id = `${name}-title`;
    section.setAttribute("aria-labelledby", title.id);
    const card = {
      name, section, title: title.textContent, finding: element("p", "", "finding"), empty: element("p", "", "empty"),
      box: element("div", undefined, "chart"), key: element("ul", undefined, "key"),
      more: element("details"), scroll: element("div", undefined, "scroll"), chart: null, shown: null,
    };
    card.more.append(element("summary", "Show as a table"), card.scroll);
    card.scroll.tabIndex = 0;
    card.scroll.setAttribute("role", "region");
    card.scroll.setAttribute("aria-label", `${card.title}, as a table`);
    card.more.addEventListener("toggle", () => fillTable(card));
    section.append(card.finding, card.empty, card.box, card.key, card.more);
    return card;
  });

  function fillTable(card) {
    if (!card.more.open || !card.shown) return;
    const { columns, rows, none } = card.shown;
    const most = root.dataset.printing ? MOST_PRINTED : MOST_ROWS;
    const table = element("table");
    if (rows.length > most) {
      table.append(element("caption", `The first ${most} of ${number(rows.length)} rows`));
    }
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const th = element("th", column);
      th.scope = "col";
      head.append(th);
    }
    const body = table.createTBody();
    for (const row of rows.slice(0, most)) {
      const tr = body.insertRow();
      row.forEach((value) => tr.append(typeof value === "number"
        ? element("td", Number.isInteger(value) && value > 999 && value < 3000 && columns[0] === "year" ? String(value) : number(value), "number")
        : element("td", value ?? "")));
    }
    card.scroll.replaceChildren(rows.length ? table : element("p", none ?? "No rows."));
  }

  function draw(card, view) {
    const narrow = card.section.clientWidth < 620;
    const shown = Charts[card.name](view, narrow, state);
    card.shown = shown;
    card.finding.textContent = shown.finding;
    card.finding.hidden = !shown.finding;
    card.empty.textContent = shown.empty;
    card.empty.hidden = !shown.empty;
    card.box.hidden = Boolean(shown.empty) || !shown.option;
    card.key.hidden = Boolean(shown.empty) || !shown.key;
    card.more.hidden = Boolean(shown.empty);
    card.key.replaceChildren(...(shown.key ?? []).map(([paint, text]) => {
      const item = element("li");
      item.append(dot(paint), element("span", text));
      return item;
    }));
    if (!card.box.hidden) paint(card, shown);
    fillTable(card);
  }

  function paint(card, shown) {
    card.box.style.height = `${shown.height}px`;
    if (!card.chart) {
      card.chart = echarts.init(card.box, null, { renderer: "svg" });
    } else {
      card.chart.resize();
    }
    const still = root.dataset.printing || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const decal = shown.option.aria?.decal ?? { show: false };
    card.chart.setOption({
      animation: !still, animationDuration: 250, animationDurationUpdate: 250, ...shown.option,
      aria: { enabled: true, decal, label: { description: `${card.title}. ${shown.finding} The table below has the same data.` } },
    }, true);
    card.box.setAttribute("role", "img");
  }

  function show() {
    const view = Lake.view(state);
    const count = (list, one, more) => `${number(list.length)} ${list.length === 1 ? one : more}`;
    const range = view.from === view.to ? view.from : `${view.from} to ${view.to}`;
    at("scope").textContent = `${state.playlist ? Lake.names.get(state.playlist) : count(Lake.playlists, "playlist", "playlists")}, ${range}, `
      + count(view.snapshots, "snapshot", "snapshots");
    at("status").textContent = at("scope").textContent;
    at("tiles").replaceChildren(...tiles(view).map(([name, value]) => {
      const tile = element("div");
      tile.append(element("dt", name), element("dd", value));
      return tile;
    }));
    for (const card of cards) draw(card, view);
    for (const button of document.querySelectorAll("[data-days]")) {
      button.setAttribute("aria-pressed", String(state.to === last
        && state.from === start(button.dataset.days) && (!button.dataset.days || state.from > first)));
    }
    root.dataset.ready = "yes";
  }

  const start = (days) => {
    const from = days ? Lake.plus(last, 1 - Number(days)) : first;
    return from < first ? first : from;
  };

  function choose(change) {
    Object.assign(state, change);
    if (!state.from || state.from < first) state.from = first;
    if (!state.to || state.to > last) state.to = last;
    if (state.from > state.to) [state.from, state.to] = [state.to, state.from];
    at("playlist").value = state.playlist;
    at("from").value = state.from;
    at("to").value = state.to;
    show();
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  const showTheme = () => at("theme").setAttribute("aria-pressed", String(dark()));

  // Prints in the light color scheme and with narrower charts.
  let before = null;
  function toPaper() {
    before = root.dataset.theme ?? "";
    root.dataset.theme = "light";
    root.dataset.printing = "yes";
    for (const card of cards) card.box.style.width = "640px";
    show();
  }
  function toScreen() {
    delete root.dataset.printing;
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    for (const card of cards) card.box.style.width = "";
    show();
  }

  function listen() {
    at("filters").addEventListener("submit", (event) => event.preventDefault());
    at("playlist").addEventListener("change", (event) => choose({ playlist: event.target.value }));
    at("from").addEventListener("change", (event) => choose({ from: event.target.value }));
    at("to").addEventListener("change", (event) => choose({ to: event.target.value }));
    at("lines").addEventListener("change", (event) => choose({ lines: Number(event.target.value) }));
    for (const button of document.querySelectorAll("[data-days]")) {
      button.addEventListener("click", () => choose({ from: start(button.dataset.days), to: last }));
    }
    at("theme").addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      showTheme();
      show();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { showTheme(); show(); });
    at("print").addEventListener("click", () => window.print());
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    let width = innerWidth;
    let waiting = 0;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(show, 150);
    });
  }

  const { lake, made, version, engine } = Lake.data;
  document.title = `${lake}: playlists ${first} to ${last} – Playlist Lake`;
  at("title").textContent = lake;
  at("made").textContent = `Created ${made} by Playlist Lake ${version} with ${engine}.`;
  for (const { id, name } of Lake.playlists) {
    const option = element("option", name);
    option.value = id;
    at("playlist").append(option);
  }
  for (const id of ["from", "to"]) {
    at(id).min = first;
    at(id).max = last;
  }
  if (!Lake.dates.length) {
    at("scope").textContent = "The lake contains no snapshots yet.";
    at("filters").hidden = true;
    document.querySelector("main").hidden = true;
    root.dataset.ready = "yes";
    return;
  }
  listen();
  showTheme();
  at("latest").querySelector("details").open = true;
  choose({});
})();
