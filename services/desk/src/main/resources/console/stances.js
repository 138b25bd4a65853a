// What actors have said and done over time: a chart, and under it every statement.

import { get } from "./api.js";
import { drawn, element, fullTime, link, timeNodes, toast } from "./dom.js";
import { move, relation, scale, shiftWords, signed, stanceWords } from "./picture.js";

const MOST = 500;
const WIDTH = 1_000;
const HEIGHT = 260;
const LEFT = 36;
const TOP = 12;
const BOTTOM = 28;
const DAY = 86_400_000;

export class StanceView {
  constructor(knownActors) {
    this.form = document.getElementById("stance-filters");
    this.figure = document.getElementById("timeline");
    this.list = document.getElementById("stance-list");
    this.knownActors = knownActors;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const parameters = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value !== ""));
      location.hash = `#stances?${parameters}`;
    });
  }

  /** Shows what the parameters ask for: actor, target, issue, days. */
  async show(parameters) {
    for (const field of this.form.elements) {
      if (field.name) field.value = parameters.get(field.name) ?? (field.name === "days" ? "30" : "");
    }
    document.getElementById("actors").replaceChildren(...[...new Set(this.knownActors())].sort().map((actor) => element("option", { value: actor })));
    const days = parameters.has("days") ? parameters.get("days") : "30";
    const asked = {
      actor: parameters.get("actor"), target: parameters.get("target"), issue: parameters.get("issue"),
      since: days ? new Date(Date.now() - days * DAY).toISOString() : "", limit: MOST,
    };
    try {
      const [stances, shifts] = await Promise.all([get("/api/stances", asked), get("/api/shifts", asked)]);
      this.#draw(stances.items, shifts.items, asked);
      this.#list(stances.items, shifts.items);
      if (stances.next) toast(`Only the newest ${MOST} stances are shown: narrow the filter for older ones.`);
    } catch (refusal) {
      this.figure.replaceChildren();
      this.list.replaceChildren(element("p", { className: "empty" }, refusal.message));
    }
  }

  #draw(stances, shifts, asked) {
    if (stances.length === 0 && shifts.length === 0) {
      this.figure.replaceChildren();
      return;
    }
    const times = [...stances, ...shifts].map((record) => +new Date(record.at));
    const first = Math.min(...times);
    const last = Math.max(...times);
    const span = Math.max(last - first, 3_600_000);
    const x = (time) => LEFT + 14 + ((+new Date(time) - first) / span) * (WIDTH - LEFT - 40);
    const y = (score) => TOP + ((10 - score) / 20) * (HEIGHT - TOP - BOTTOM);
    const parts = [
      drawn("rect", { class: "band-cooperative", x: LEFT, y: y(10), width: WIDTH - LEFT, height: y(0) - y(10) }),
      drawn("rect", { class: "band-conflict", x: LEFT, y: y(0), width: WIDTH - LEFT, height: y(-10) - y(0) }),
      drawn("line", { class: "zero", x1: LEFT, x2: WIDTH, y1: y(0), y2: y(0) }),
      [10, 5, 0, -5, -10].map((score) => drawn("text", { x: LEFT - 7, y: y(score) + 4, "text-anchor": "end" }, score === 0 ? "0" : signed(score).replace(".0", ""))),
      [0, 0.25, 0.5, 0.75, 1].map((part) => drawn("text", { x: x(first + part * span), y: HEIGHT - 8, "text-anchor": part === 0 ? "start" : part === 1 ? "end" : "middle" },
        axisLabel(first + part * span, span))),
      shifts.map((shift) => this.#shiftMark(shift, x(shift.at), y)),
      stances.map((stance) => this.#dot(stance, x(stance.at), y(stance.score))),
    ].flat(2);
    const who = asked.actor || "all actors";
    this.figure.replaceChildren(
      drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "group", "aria-label": `Stances of ${who} over time` }, parts),
      element("figcaption", {},
        element("span", {}, `${stances.length} stance${stances.length === 1 ? "" : "s"} and ${shifts.length} shift${shifts.length === 1 ? "" : "s"} of ${who}`),
        element("span", {}, "filled: plain; hollow: on conditions; arrow: a shift")));
    this.#fit();
  }

  /** The drawing is as wide as the page, its letters are not. */
  #fit() {
    const svg = this.figure.querySelector("svg");
    const width = Math.max(320, svg.clientWidth);
    const ratio = width / WIDTH;
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    for (const node of svg.querySelectorAll("[x], [x1], [cx], path")) {
      for (const name of ["x", "x1", "x2", "cx", "width"]) {
        if (node.hasAttribute(name)) node.setAttribute(name, scaled(Number(node.getAttribute(name)), ratio, name));
      }
      if (node.dataset.x) node.setAttribute("d", arrowHead(scaled(Number(node.dataset.x), ratio), Number(node.dataset.y), Number(node.dataset.up)));
    }
  }

  #dot(stance, cx, cy) {
    const name = `${fullTime(stance.at)}: ${stance.actorText} ${stance.targetText ? `to ${stance.targetText}` : ""} ${signed(stance.score)}. ${stance.quote}`;
    const dot = drawn("circle", {
      class: `dot-${stance.side}${stance.conditional ? " conditional" : ""}`, cx, cy, r: 5, role: "button", tabindex: 0, "aria-label": name,
    }, drawn("title", {}, name));
    const choose = () => this.#choose(stance.id, dot);
    dot.addEventListener("click", choose);
    dot.addEventListener("keydown", ({ key }) => { if (key === "Enter" || key === " ") choose(); });
    return dot;
  }

  #shiftMark(shift, x, y) {
    const up = shift.delta > 0 ? 1 : -1;
    const middle = { conflict: -4, neutral: 0, cooperative: 4 };
    const from = y(middle[shift.from] - (shift.from === shift.to ? 2 * up : 0));
    const to = y(middle[shift.to] + (shift.from === shift.to ? 2 * up : 0));
    return [
      drawn("line", { class: "shift", x1: x, x2: x, y1: from, y2: to }),
      drawn("path", { class: "shift-head", d: arrowHead(x, to, up), "data-x": x, "data-y": to, "data-up": up },
        drawn("title", {}, `${fullTime(shift.at)}: ${shift.actorText} from ${shift.from} to ${shift.to}, ${signed(shift.delta)}`)),
    ];
  }

  #choose(id, dot) {
    for (const chosen of document.querySelectorAll("#view-stances .chosen")) chosen.classList.remove("chosen");
    dot.classList.add("chosen");
    const row = this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    row?.classList.add("chosen");
    row?.scrollIntoView({ block: "center" });
  }

  #list(stances, shifts) {
    const records = [...stances.map((stance) => ({ stance })), ...shifts.map((shift) => ({ shift }))]
      .sort((a, b) => new Date((b.stance || b.shift).at) - new Date((a.stance || a.shift).at));
    this.list.replaceChildren(...(records.length === 0
      ? [element("p", { className: "empty" }, "Nothing on record for this. An actor is a country's three letters, such as IRN, or the short name that an alert shows beside the actor.")]
      : records.map(({ stance, shift }) => (shift ? shiftRow(shift) : stanceRow(stance)))));
  }
}

/** Places keep their distance from the scale on the left while the rest stretches. */
function scaled(value, ratio, name = "x") {
  return name === "width" ? value * ratio + LEFT * (ratio - 1) : value <= LEFT ? value : LEFT + (value - LEFT) * ((ratio * WIDTH - LEFT) / (WIDTH - LEFT));
}

function arrowHead(x, y, up) {
  return `M ${x - 5} ${y + up * 8} L ${x} ${y} L ${x + 5} ${y + up * 8} Z`;
}

function axisLabel(time, span) {
  const options = span > 3 * DAY ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return new Date(time).toLocaleString("en-GB", options);
}

function actorLink(record) {
  return record.actor
    ? element("a", { href: `#stances?actor=${encodeURIComponent(record.actor)}` }, relation(record))
    : relation(record);
}

function stanceRow(stance) {
  return element("article", { className: "statement", "data-id": stance.id, "data-tone": stance.side },
    element("div", { className: "when" }, timeNodes(stance.at), element("div", { dir: "auto" }, stance.article.source)),
    element("div", {},
      element("div", { className: "picture" }, actorLink(stance), stanceWords(stance), scale(stance.score, stance.side, 120)),
      element("blockquote", { className: "quote", dir: "auto" }, stance.quote,
        element("footer", {}, stance.speaker ? `${stance.speaker}, in ` : "", link(stance.article.url, stance.article.headline || stance.article.id)))));
}

function shiftRow(shift) {
  return element("article", { className: "statement is-shift", "data-id": shift.id, "data-tone": shift.to },
    element("div", { className: "when" }, timeNodes(shift.at), element("div", {}, "shift")),
    element("div", {},
      element("div", { className: "picture" }, actorLink(shift), shiftWords(shift), move(shift, 120)),
      shift.evidence.map((evidence) => element("blockquote", { className: "quote", dir: "auto" }, evidence.quote,
        element("footer", {}, fullTime(evidence.at))))));
}
