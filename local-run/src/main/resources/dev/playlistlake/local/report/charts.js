"use strict";

// Charts of ECharts. Each has a sentence for screen readers and a table of its numbers.
const Charts = (() => {
  const { element, name } = Elements;
  const { number, day, short } = Format;
  const FONT = "system-ui, sans-serif";
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect"];
  const root = document.documentElement;
  const color = (variable) => getComputedStyle(root).getPropertyValue(variable).trim();
  const series = (i) => color(`--s${i % 10}`);
  const PAPER = 660;
  let boxes = [];

  // option(narrow) returns the options of ECharts. numbers: the columns and rows of the table. colors: what they mean.
  function chart({ label, height, option, numbers, onClick, colors }) {
    const box = element("div", { class: "chart", role: "img", "aria-label": `${label} The table below has the same numbers.` });
    boxes.push({ box, height, option, onClick, drawn: null });
    return element("div", {}, box, colors && key(colors), more(label, numbers));
  }

  // The numbers of a chart as a table, which is created when the reader opens it.
  function more(label, numbers) {
    const scroll = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label });
    const details = element("details", {}, element("summary", {}, "Show as a table"), scroll);
    details.addEventListener("toggle", () => {
      if (details.open && !scroll.firstChild) scroll.append(Tables.plain(numbers.columns, numbers.rows()));
    });
    return details;
  }

  function draw(one) {
    const paper = root.dataset.printing === "yes";
    one.box.style.width = paper ? `${PAPER}px` : "";
    const width = one.box.clientWidth;
    if (!width) return;
    one.box.style.height = `${one.height}px`;
    one.drawn?.dispose();
    one.drawn = echarts.init(one.box, null, { renderer: "svg", width, height: one.height });
    one.drawn.setOption({
      animation: false, textStyle: { fontFamily: FONT, color: color("--ink") },
      aria: { enabled: false },
      ...one.option(width < 620),
    });
    // Draws now, so that printing does not start before.
    one.drawn.getZr().flush();
    if (one.onClick) one.drawn.on("click", one.onClick);
  }

  // Draws the charts of a view after it became part of the document.
  function drawAll() {
    for (const one of boxes) draw(one);
  }
  function clear() {
    for (const one of boxes) one.drawn?.dispose();
    boxes = [];
  }
  // Waits until all charts are drawn completely.
  const finished = () => Promise.all(boxes.filter((one) => one.drawn).map((one) => new Promise((done) => {
    one.drawn.on("finished", done);
    one.drawn.getZr().refresh();
    setTimeout(done, 500);
  })));

  const tip = (title, lines) => element("div", { class: "tip" }, element("b", {}, name(title)), lines.map(([paint, text, value]) => {
    const dot = element("span", { class: "dot" });
    dot.style.background = paint;
    return element("p", {}, dot, element("span", {}, name(text)), element("span", {}, value));
  }));
  const base = (narrow) => ({
    grid: { left: 4, right: narrow ? 28 : 24, top: 14, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", confine: true, backgroundColor: color("--card"), borderColor: color("--line"), textStyle: { color: color("--ink"), fontFamily: FONT } },
  });
  const label = () => ({ color: color("--soft"), fontSize: 12, fontFamily: FONT, hideOverlap: true });
  // Many months have one label for each year.
  const category = (data, format, years) => ({ type: "category", data, axisTick: { show: false },
    axisLabel: { ...label(), ...(years ? { formatter: (time) => time.slice(0, 4), interval: (_, time) => time.endsWith("-01") } : { formatter: format }) }, axisLine: { onZero: false, lineStyle: { color: color("--line") } } });
  const values = (more) => ({ type: "value", minInterval: 1, splitNumber: 4, axisLabel: { ...label(), formatter: (value) => number(Math.abs(value)) },
    splitLine: { lineStyle: { color: color("--line") } }, ...more });

  // Bars over time. groups: name, color and one value for each time.
  function timeBars({ label: text, times, format, tipFormat, groups, height = 220, noun, onClick }) {
    return chart({
      label: text, height, onClick: onClick && ((p) => onClick(times[p.dataIndex])),
      option: (narrow) => ({
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, formatter: (at) => tip((tipFormat ?? format)(times[at[0].dataIndex]),
          at.map((p) => [p.color, p.seriesName, number(Math.abs(p.value))])) },
        xAxis: category(times, format, times.length > 40 && format === Format.month), yAxis: values(),
        series: groups.map((group) => ({ type: "bar", name: group.name, stack: "all", data: group.values, barCategoryGap: "18%", barMaxWidth: 34,
          progressive: 0, cursor: onClick ? "pointer" : "default", itemStyle: { color: color(group.color), borderRadius: groups.length > 1 ? 0 : [3, 3, 0, 0] } })),
      }),
      numbers: { columns: [noun, ...groups.map((group) => group.name)],
        rows: () => times.map((time, i) => [(tipFormat ?? format)(time), ...groups.map((group) => Math.abs(group.values[i]))]).reverse() },
      colors: groups.length > 1 && groups.map((group) => [group.color, group.name]),
    });
  }

  // Lines over days. lines: name and values by date. A line has a gap on days without a value.
  function lines({ label: text, dates, list, height = 320, inverse, least, most, noun }) {
    return chart({
      label: text, height, colors: list.length > 1 && list.map((line, i) => [`--s${i % 10}`, name(short(line.name, 40))]),
      option: (narrow) => ({
        ...base(narrow),
        tooltip: { ...base(narrow).tooltip, formatter: (at) => tip(day(dates[at[0].dataIndex]),
          at.filter((p) => p.value !== null && p.value !== undefined && p.value !== "-").sort((a, b) => (inverse ? a.value - b.value : b.value - a.value))
            .slice(0, 15).map((p) => [p.color, p.seriesName, number(p.value)])) },
        xAxis: { ...category(dates, Format.shortDay), boundaryGap: dates.length === 1 },
        yAxis: values({ inverse: Boolean(inverse), min: least, max: most, axisLabel: { ...label(), formatter: number } }),
        series: list.map((line, i) => ({
          type: "line", name: line.name, data: dates.map((date) => line.values.get(date) ?? null), connectNulls: false, progressive: 0,
          symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 6, showSymbol: dates.length <= 40, step: false,
          lineStyle: { width: 2.2, type: i < 10 ? "solid" : "dashed" }, itemStyle: { color: series(i) }, emphasis: { focus: "series" },
        })),
      }),
      numbers: { columns: ["day", ...list.map((line) => short(line.name, 40))],
        rows: () => dates.map((date) => [day(date), ...list.map((line) => line.values.get(date) ?? "")]).reverse() },
    });
  }
  // One row of days for each playlist. Equal days in a row are one shape, so that the whole is drawn and printed at once.
  // rows: name, and for each day a state with a color and a text, or null.
  function calendar({ label, days, rows, numbers, colors }) {
    const strip = (cells) => {
      const svg = shape("svg", { viewBox: `0 0 ${days.length} 1`, preserveAspectRatio: "none", class: "strip", "aria-hidden": "true" });
      for (let i = 0; i < cells.length;) {
        const from = i;
        while (i < cells.length && cells[i]?.text === cells[from]?.text) i++;
        if (!cells[from]) continue;
        const rect = shape("rect", { x: from, y: 0, width: i - from, height: 1, style: `fill: var(${cells[from].color})` });
        const title = shape("title", {});
        title.textContent = `${from === i - 1 ? day(days[from]) : `${day(days[from])} – ${day(days[i - 1])}`}: ${cells[from].text}`;
        rect.append(title);
        svg.append(rect);
      }
      return svg;
    };
    return element("div", {},
      element("div", { class: "calendar", role: "img", "aria-label": `${label} The table below has the same numbers.` },
        rows.map((row) => [element("span", { class: "label" }, name(row.name)), strip(row.cells)]),
        element("span", {}), element("span", { class: "axis" }, [...new Set([0, Math.floor(days.length / 2), days.length - 1])].map((i) => element("span", {}, day(days[i]))))),
      key(colors), more(label, numbers));
  }
  function shape(tag, attributes) {
    const created = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    return created;
  }

  const key = (parts) => element("ul", { class: "key" }, parts.map(([paint, text]) => {
    const dot = element("span", { class: "dot" });
    dot.style.background = `var(${paint})`;
    return element("li", {}, dot, element("span", {}, text));
  }));

  return { timeBars, lines, calendar, drawAll, clear, finished };
})();
