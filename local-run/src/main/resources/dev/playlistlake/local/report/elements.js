"use strict";

// Creates elements. Names in the lake are not trusted: they become text nodes, never markup, and each is isolated so
// that a name written from right to left does not reorder the text around it.
const Elements = (() => {
  const { short } = Format;

  // element("p", { class: "soft" }, "text", other) – an attribute that is null or false is left out.
  function element(tag, attributes, ...children) {
    const created = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name === "onclick" || name === "onchange" || name === "oninput") created.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) created.setAttribute(name, value === true ? "" : value);
    }
    created.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return created;
  }
  const name = (text) => element("bdi", {}, text);

  const address = (path, parameters) => {
    const query = new URLSearchParams(Object.entries(parameters ?? {})
      .filter(([, value]) => value !== null && value !== undefined && value !== "")).toString();
    return `#/${path.map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
  };
  const to = {
    song: (song) => address(["song", song.id]),
    artist: (artist) => address(["artist", artist.id]),
    album: (album) => address(["album", album.id]),
    playlist: (playlist) => address(["playlist", playlist.id]),
  };
  const link = (href, ...children) => element("a", { href }, ...children);
  const named = (kind, thing) => link(to[kind](thing), name(thing.name));

  // The page of an object at Spotify, or null for an ID that is not Spotify's.
  function spotify(kind, id) {
    if (kind === "playlist" && id === "liked") return "https://open.spotify.com/collection/tracks";
    return /^[A-Za-z0-9]{22}$/.test(id ?? "") ? `https://open.spotify.com/${kind}/${id}` : null;
  }
  const outside = (href, attributes, ...children) =>
    element("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
  function play(song) {
    const href = spotify("track", song.track);
    return href && outside(href, { class: "play", "aria-label": `Play ${song.name} on Spotify`, title: "Play on Spotify" }, icon("play"));
  }
  function openInSpotify(kind, id) {
    const href = spotify(kind, id);
    return href && outside(href, { class: "button primary" }, icon("play"), "Open in Spotify");
  }

  const PATHS = {
    play: "M7 4.5v15l13-7.5z", up: "M12 4l8 9h-5v7H9v-7H4z", down: "M12 20l-8-9h5V4h6v7h5z", search: "M10 3a7 7 0 1 0 4.3 12.5l5.1 5.1 1.4-1.4-5.1-5.1A7 7 0 0 0 10 3zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
    warning: "M12 2.5L1.5 21h21zM11 9h2v6h-2zm0 7.5h2v2h-2z",
  };
  function icon(kind) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["class", "icon"]]) svg.setAttribute(key, value);
    path.setAttribute("d", PATHS[kind]);
    svg.append(path);
    return svg;
  }

  // The cover of an album or playlist, which links to Spotify, or a neutral tile with the first letter of a name.
  function tile(kind, thing, text, size = "tile") {
    const image = thing?.cover !== null && thing?.cover !== undefined && Lake.covers[thing.cover];
    if (!image) {
      const letter = [...text.replace(/[^\p{L}\p{N}]/gu, "")][0] ?? "♪";
      return element("span", { class: size, "aria-hidden": "true" }, letter.toUpperCase());
    }
    const picture = element("img", { src: image, alt: "", loading: "lazy" });
    const href = spotify(kind, thing.id);
    return href ? outside(href, { class: size, tabindex: "-1", "aria-hidden": "true" }, picture) : element("span", { class: size }, picture);
  }

  function artistsOf(song) {
    if (!song.artists.length) return [name(song.artistNames)];
    return song.artists.flatMap((artist, i) => [i ? ", " : "", named("artist", artist)]);
  }
  // A song with its tile, its artists and further texts below its name.
  function songLine(song, ...more) {
    return element("div", { class: "line" }, tile("album", song.album, song.name),
      element("div", { class: "grow" },
        element("div", { class: "title" }, named("song", song), song.explicit && element("span", { class: "mark", title: "Explicit" }, "E")),
        element("div", { class: "soft small" }, artistsOf(song), more.filter(Boolean).map((part) => [" · ", part]))),
      play(song));
  }
  function card(title, attributes, ...children) {
    const id = `card-${title.replace(/\W+/g, "-").toLowerCase()}`;
    return element("section", { class: `card ${attributes?.class ?? ""}`, "aria-labelledby": id },
      element("h3", { id }, title), ...children);
  }
  // A select with a label. Options are pairs of a value and a text.
  function select(label, options, value, onChange) {
    const list = element("select", { onchange: (event) => onChange(event.target.value) },
      options.map(([key, text]) => element("option", { value: key, selected: key === value }, text)));
    return element("label", { class: "field" }, element("span", {}, label), list);
  }
  const playlistSelect = (value, onChange) => select("Playlist",
    [["", "All playlists"], ...[...Lake.playlists.values()].map(({ id, name: text }) => [id, short(text, 60)])], value ?? "", onChange);

  return { element, name, address, to, link, named, spotify, outside, play, openInSpotify, icon, tile, artistsOf, songLine, card,
    select, playlistSelect };
})();
