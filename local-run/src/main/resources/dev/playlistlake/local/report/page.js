"use strict";

// The page around the views: addresses, search, color scheme and printing. A view's address is the part behind the #:
// its path, and its filters as parameters.
const Page = (() => {
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const main = () => at("view");
  const page = { parameters: new URLSearchParams(), change, type, go };
  const NAV = [["", "Overview"], ["songs", "Songs"], ["artists", "Artists"], ["albums", "Albums"], ["playlists", "Playlists"], ["changes", "Changes"], ["quality", "Data quality"]];
  const VIEWS = {
    "": () => Home.view(), songs: () => Lists.songs(), artists: () => Lists.artists(), albums: () => Lists.albums(), playlists: () => Lists.playlists(),
    changes: () => Lists.changes(), quality: () => Quality.view(), search: () => Lists.results(),
    song: (id) => Details.song(id), artist: (id) => Details.artist(id), album: (id) => Details.album(id), playlist: (id) => Details.playlist(id),
  };
  let path = null;
  let typing = 0;
  let moved = false;
  const scrolls = new Map();

  function read() {
    const [where, query] = location.hash.replace(/^#\/?/, "").split("?");
    page.parameters = new URLSearchParams(query ?? "");
    return where.split("/").map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  }

  // Shows the view of the address.
  function show() {
    const [kind, id] = read();
    const next = `${kind}/${id ?? ""}`;
    const changed = path !== next;
    const first = path === null;
    const key = document.activeElement?.dataset?.key;
    const caret = document.activeElement?.selectionStart;
    path = next;
    Charts.clear();
    const view = (VIEWS[kind] ?? VIEWS[""])(id ?? "");
    const { element, name } = Elements;
    main().replaceChildren(...[
      element("h2", { id: "heading", tabindex: "-1", class: view.heading ? null : "hidden" }, view.kind && element("span", { class: "kind" }, view.kind), name(view.heading ?? view.title)),
      ...view.content.flat(Infinity),
    ].filter(Boolean));
    document.title = `${view.title} – ${Lake.data.title}`;
    for (const link of at("nav").querySelectorAll("a")) {
      const current = link.dataset.kind === kind || (link.dataset.kind === `${kind}s` && kind !== "");
      if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
      if (current && changed && !first) link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (kind !== "search") at("search").value = "";
    else if (document.activeElement !== at("search")) at("search").value = page.parameters.get("q") ?? "";
    Charts.drawAll();
    if (changed && !first) {
      if (kind !== "search" || document.activeElement !== at("search")) at("heading").focus({ preventScroll: true });
      scrollTo(0, moved ? 0 : scrolls.get(location.hash) ?? 0);
    } else if (key) {
      const again = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      again?.focus({ preventScroll: true });
      if (again?.type === "search" && caret !== null && caret !== undefined) again.setSelectionRange(caret, caret);
    }
    moved = false;
    root.dataset.ready = "yes";
  }

  // Changes parameters of the address, without a new entry in the history.
  function change(parameters) {
    const next = new URLSearchParams(page.parameters);
    for (const [key, value] of Object.entries(parameters)) {
      if (value === null || value === undefined || value === "") next.delete(key); else next.set(key, value);
    }
    const where = location.hash.split("?")[0] || "#/";
    history.replaceState(null, "", next.size ? `${where}?${next}` : where);
    show();
  }
  // The same while the reader types.
  function type(parameters) {
    clearTimeout(typing);
    typing = setTimeout(() => change(parameters), 120);
  }
  function go(hash) {
    moved = true;
    if (location.hash === hash) show(); else location.hash = hash;
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function remember(theme) {
    try {
      if (theme) localStorage.setItem("playlist-lake theme", theme);
      return localStorage.getItem("playlist-lake theme");
    } catch {
      return null;
    }
  }
  const showTheme = () => at("theme").setAttribute("aria-pressed", String(dark()));

  // Prints in the light color scheme and with narrower charts.
  let before = "";
  function toPaper() {
    if (root.dataset.printing) return;
    before = root.dataset.theme ?? "";
    root.dataset.theme = "light";
    root.dataset.printing = "yes";
    Charts.drawAll();
  }
  function toScreen() {
    if (!root.dataset.printing) return;
    delete root.dataset.printing;
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    Charts.drawAll();
  }
  async function print() {
    toPaper();
    await Charts.finished();
    window.print();
  }

  function listen() {
    addEventListener("hashchange", show);
    document.addEventListener("click", (event) => {
      if (event.target.closest?.("a[href^='#/']")) moved = true;
    });
    addEventListener("scroll", () => scrolls.set(location.hash, scrollY), { passive: true });
    at("skip").addEventListener("click", (event) => {
      event.preventDefault();
      at("heading").focus();
    });
    at("find").addEventListener("submit", (event) => {
      event.preventDefault();
      find();
      at("heading").focus();
    });
    at("search").addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(find, 120);
    });
    addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
        event.preventDefault();
        at("search").focus();
      }
    });
    at("theme").addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      remember(root.dataset.theme);
      showTheme();
      Charts.drawAll();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { showTheme(); Charts.drawAll(); });
    at("print").addEventListener("click", print);
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", toScreen);
    let width = innerWidth;
    let waiting = 0;
    addEventListener("resize", () => {
      if (innerWidth === width || root.dataset.printing) return;
      width = innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(Charts.drawAll, 150);
    });
  }
  function find() {
    const q = at("search").value;
    const hash = Elements.address(["search"], { q });
    if (location.hash.startsWith("#/search")) {
      history.replaceState(null, "", hash);
      show();
    } else if (q.trim()) {
      location.hash = hash;
    }
  }

  function start() {
    const { element, link, icon } = Elements;
    const { title, made, version, engine, attribution } = Lake.data;
    history.scrollRestoration = "manual";
    at("title").append(Elements.name(title ?? "My playlists"));
    at("made").textContent = `Created ${Format.time(made)} by Playlist Lake ${version} with ${engine}. ${attribution ?? ""}`;
    const theme = remember();
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    showTheme();
    if (!Lake.dates.length) {
      at("scope").textContent = "The lake contains no snapshots yet.";
      at("nav").hidden = true;
      at("find").hidden = true;
      root.dataset.ready = "yes";
      return;
    }
    at("scope").textContent = Lake.first === Lake.latest ? `First snapshot: ${Format.weekday(Lake.latest)}. From the second day on, this page begins with the changes.`
      : `${Format.weekday(Lake.latest)} · ${Format.count(Lake.dates.length, "day")} of snapshots since ${Format.day(Lake.first)}`;
    const trouble = Quality.summary();
    if (trouble) at("trouble").append(icon("warning"), element("span", {}, `${trouble}. `, link("#/quality", "See data quality")));
    at("trouble").hidden = !trouble;
    at("nav").append(...NAV.map(([kind, text]) => element("a", { href: `#/${kind}`, "data-kind": kind }, text)));
    listen();
    show();
  }

  page.start = start;
  return page;
})();

Page.start();
