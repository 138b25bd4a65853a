// Builds the page out of nodes. Text only ever becomes text nodes: markup in a headline is shown, never obeyed.

/** An element with properties, attributes (aria-…, data-…, role) and children; null children are left out. */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (key in node && !key.includes("-")) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** An SVG element with attributes and children. */
export function drawn(name, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

/** Only web addresses become links, whatever the source sent. */
export function webAddress(url) {
  return typeof url === "string" && /^https?:\/\//i.test(url) ? url : null;
}

export function link(url, ...children) {
  const address = webAddress(url);
  return address
    ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children)
    : element("span", {}, children);
}

/** Text with marked passages; the ranges are [start, end) in UTF-16 code units, as JavaScript counts. */
export function marked(text, ranges) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (start < at || end > text.length || end <= start) continue;
    nodes.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

/** True for an alert whose news is a silence: its article is only the one that was heard last. */
export const tellsSilence = (alert) => alert.kind === "quiet-source";

/** What an alert is about, in one line. */
export const newsOf = (alert) => (!tellsSilence(alert) && alert.article.headline) || alert.reason;

/** Where the terms stand in a field; falls back to looking for their words where the offsets do not fit. */
export function rangesIn(text, terms, field) {
  const own = terms.filter((term) => term.field === field);
  return own.every((term) => text.slice(term.start, term.end) === term.text)
    ? own.map((term) => [term.start, term.end])
    : rangesOfWords(text, own);
}

/** Every place of the terms' printed words in a text that is only part of their field. */
export function rangesOfWords(text, terms) {
  const ranges = [];
  for (const word of new Set(terms.map((term) => term.text).filter(Boolean))) {
    const whole = /^[\p{L}\p{N}]/u.test(word) ? /[\p{L}\p{N}]$/u : /$^/;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      if (!whole.test(text.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(text.slice(at + word.length))) {
        ranges.push([at, at + word.length]);
      }
    }
  }
  return ranges;
}

let zone = "local";
export function setZone(chosen) {
  zone = chosen;
}

const UTC = { timeZone: "UTC" };
const options = () => (zone === "utc" ? UTC : {});
const suffix = () => (zone === "utc" ? " UTC" : "");

export function clockTime(time) {
  return new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", ...options() }) + suffix();
}

export function fullTime(time) {
  const date = new Date(time).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", ...options() });
  return `${date}, ${clockTime(time)}`;
}

export function dayTime(time) {
  const moment = new Date(time);
  const day = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...options() });
  const short = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...options() });
  return day(moment) === day(new Date()) ? short : `${day(moment)} ${short}`;
}

export function ago(time) {
  const seconds = Math.round((Date.now() - new Date(time)) / 1000);
  if (seconds < -60) return "ahead of time";
  if (seconds < 60) return "just now";
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** A time as an editor reads it; `refreshTimes` keeps all of them current. */
export function timeNodes(time) {
  return [
    element("time", { dateTime: time, title: fullTime(time), "data-shows": "time" }, dayTime(time)),
    element("span", { className: "ago", "data-ago": time }, ago(time)),
  ];
}

export function refreshTimes() {
  for (const node of document.querySelectorAll("[data-ago]")) node.textContent = ago(node.dataset.ago);
  for (const node of document.querySelectorAll("time[data-shows]")) {
    node.textContent = dayTime(node.dateTime);
    node.title = fullTime(node.dateTime);
  }
}

/** Says something in a corner, for a while. */
export function toast(text, bad = false) {
  const note = element("div", { className: bad ? "toast bad" : "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), bad ? 9_000 : 4_000);
}

/** Opens a dialog; resolves to true when it was confirmed. */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}
