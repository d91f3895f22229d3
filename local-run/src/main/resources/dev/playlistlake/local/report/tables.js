"use strict";

// Tables that sort by every column and show one page of their rows, and lists of bars.
const Tables = (() => {
  const { element } = Elements;
  const { number, count } = Format;
  const PAGE = 50;

  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === null || a === undefined || a === "") return 1;
    if (b === null || b === undefined || b === "") return -1;
    return typeof a === "string" ? a.localeCompare(String(b)) : a - b;
  };
  const empty = (value) => value === null || value === undefined || value === "";
  function sorted(rows, column, down) {
    const keyed = rows.map((row) => [column.value(row), row]);
    // Rows without a value come last in both directions.
    keyed.sort(([a], [b]) => (empty(a) || empty(b) ? compare(a, b) : down ? compare(b, a) : compare(a, b)));
    return keyed.map(([, row]) => row);
  }

  // columns: key, title, value(row) to sort by, cell(row), number: whether it is aligned right, wide: whether a phone
  // leaves it out. options: label, sort (a key, with - for descending), prefix of its parameters, noun.
  function table(columns, rows, options) {
    const state = Page.parameters;
    const prefix = options.prefix ?? "";
    const chosen = state.get(`${prefix}sort`) ?? options.sort;
    const down = chosen.startsWith("-");
    const column = columns.find(({ key }) => key === chosen.replace("-", "")) ?? columns[0];
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(state.get(`${prefix}page`)) || 1));
    const shown = sorted(rows, column, down).slice((page - 1) * PAGE, page * PAGE);

    const head = element("tr", {}, columns.map((one) => {
      const active = one === column;
      const next = active ? (down ? one.key : `-${one.key}`) : one.number ? `-${one.key}` : one.key;
      return element("th", { scope: "col", class: classes(one), "aria-sort": active ? (down ? "descending" : "ascending") : null },
        element("button", { type: "button", class: "sort", "data-key": `${prefix}sort-${one.key}`,
          onclick: () => Page.change({ [`${prefix}sort`]: next, [`${prefix}page`]: null }) },
        one.title, active && element("span", { class: "arrow", "aria-hidden": "true" }, down ? "↓" : "↑")));
    }));
    const body = shown.map((row) => element("tr", {}, columns.map((one) => element("td", { class: classes(one) }, one.cell(row)))));
    return element("div", { class: "table" },
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.label },
        element("table", {}, element("caption", { class: "hidden" }, options.label),
          element("thead", {}, head), element("tbody", {}, body))),
      pages > 1 && pager(prefix, page, pages, rows.length, options.noun ?? "row"));
  }
  const classes = (column) => [column.number && "number", column.wide && "wide", column.class].filter(Boolean).join(" ") || null;

  function pager(prefix, page, pages, rows, noun) {
    const button = (text, to, key) => element("button", { type: "button", disabled: to < 1 || to > pages, "data-key": `${prefix}${key}`,
      onclick: () => Page.change({ [`${prefix}page`]: to === 1 ? null : to }) }, text);
    return element("div", { class: "pager" },
      button("First", page === 1 ? 0 : 1, "first"), button("Previous", page - 1, "previous"),
      element("span", { role: "status" }, `${number((page - 1) * PAGE + 1)}–${number(Math.min(rows, page * PAGE))} of ${count(rows, noun)}`),
      button("Next", page + 1, "next"), button("Last", page === pages ? 0 : pages, "last"));
  }

  // A table without sorting, for the numbers of a chart.
  function plain(columns, rows) {
    const MOST = 400;
    return element("table", {},
      rows.length > MOST && element("caption", {}, `The first ${MOST} of ${count(rows.length, "row")}`),
      element("thead", {}, element("tr", {}, columns.map((title) => element("th", { scope: "col" }, title)))),
      element("tbody", {}, rows.slice(0, MOST).map((row) => element("tr", {}, row.map((value) =>
        element("td", { class: typeof value === "number" ? "number" : null }, typeof value === "number" ? number(value)
          : typeof value === "string" ? Elements.name(value) : value ?? ""))))));
  }

  // rows: label (an element), value, text behind the bar
  function bars(rows, paint) {
    const most = Math.max(1, ...rows.map((row) => Math.abs(row.value)));
    return element("ol", { class: "bars" }, rows.map((row) => {
      const bar = element("span", { class: `bar ${row.value < 0 ? "down" : paint ?? ""}`, "aria-hidden": "true" });
      bar.style.width = `${Math.max(1.5, 100 * Math.abs(row.value) / most)}%`;
      return element("li", {}, element("span", { class: "label" }, row.label),
        element("span", { class: "track" }, bar), element("span", { class: "value" }, row.text ?? number(row.value)));
    }));
  }

  // A line of values without axes.
  function sparkline(values, label) {
    const known = values.filter((value) => value !== null);
    if (known.length < 2) return null;
    const low = Math.min(...known);
    const range = Math.max(...known) - low;
    const y = (value) => (range ? 22 - 20 * (value - low) / range : 12).toFixed(1);
    const points = values.map((value, i) => (value === null ? null : `${(i * 100 / (values.length - 1)).toFixed(1)},${y(value)}`));
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    for (const [key, value] of [["viewBox", "0 0 100 24"], ["preserveAspectRatio", "none"], ["class", "sparkline"], ["role", "img"], ["aria-label", label]]) svg.setAttribute(key, value);
    line.setAttribute("points", points.filter(Boolean).join(" "));
    svg.append(line);
    return svg;
  }

  return { table, plain, bars, sparkline };
})();
