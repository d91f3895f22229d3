"use strict";

// Numbers, dates, lengths and counts as text, in the reader's locale.
const Format = (() => {
  const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
  const utc = (options) => new Intl.DateTimeFormat(undefined, { timeZone: "UTC", ...options });
  const days = utc({ dateStyle: "medium" });
  const shortDays = utc({ month: "short", day: "numeric" });
  const weekdays = utc({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const monthDays = utc({ month: "long", day: "numeric" });
  const months = utc({ month: "short", year: "numeric" });
  const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

  const number = (value) => numbers.format(value);
  const plural = (one) => (/[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`);
  const count = (value, one) => `${number(value)} ${value === 1 ? one : plural(one)}`;
  const valid = (date, format) => (Number.isNaN(date.getTime()) ? "" : format.format(date));
  const day = (text) => valid(new Date(text), days);
  const shortDay = (text) => valid(new Date(text), shortDays);
  const weekday = (text) => valid(new Date(text), weekdays);
  const monthDay = (text) => valid(new Date(text), monthDays);
  const month = (text) => valid(new Date(`${text}-01`), months);
  const time = (text) => valid(new Date(text), times) || text;
  // A time in seconds since 1970, as an ISO day.
  const isoDays = new Map();
  const isoDay = (seconds) => {
    const at = Math.floor(seconds / 86400);
    if (!isoDays.has(at)) {
      const date = new Date(at * 86400000);
      isoDays.set(at, Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10));
    }
    return isoDays.get(at);
  };
  const added = (seconds) => (seconds === null ? "" : day(isoDay(seconds)));

  // 3:05 or 1:02:05
  function length(ms) {
    if (ms === null) return "";
    const all = Math.round(ms / 1000);
    const two = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(all / 3600);
    return hours ? `${hours}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}` : `${Math.floor(all / 60)}:${two(all % 60)}`;
  }
  function duration(ms) {
    const minutes = Math.round(ms / 60000);
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return `${number(Math.floor(hours / 24))}\u00a0d\u00a0${hours % 24}\u00a0h`;
    return hours ? `${hours}\u00a0h\u00a0${minutes % 60}\u00a0min` : `${minutes}\u00a0min`;
  }
  // How long ago a day was, in whole years.
  const years = (from, to) => Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const short = (text, letters) => {
    const list = [...text];
    return list.length > letters ? `${list.slice(0, letters - 1).join("")}…` : text;
  };
  const list = (parts) => new Intl.ListFormat("en").format(parts);
  // For searches: without case and accents.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const matcher = (query) => {
    const words = folded(query).split(/\s+/).filter(Boolean);
    return (text) => words.every((word) => text.includes(word));
  };

  return { number, count, day, shortDay, weekday, monthDay, month, time, isoDay, added, length, duration, years, short, list,
    folded, matcher };
})();
