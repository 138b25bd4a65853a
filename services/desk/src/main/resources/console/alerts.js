// The list of alerts, newest on top, and the one that is open beside it.

import { call, get } from "./api.js";
import { ask, clockTime, dayTime, element, fullTime, link, marked, newsOf, rangesIn, rangesOfWords, tellsSilence, timeNodes, toast, webAddress } from "./dom.js";
import { deed, pictureOf, relation, shiftWords, side, signed, stanceWords } from "./picture.js";
import { callAttention, prefer, preferences } from "./preferences.js";

const MOST_KEPT = 1_000;
const PAGE = 100;
const KINDS = { keyword: "Words", stance: "Stance", shift: "Shift", "quiet-source": "Silence" };
const RANK = { keyword: 0, stance: 1, shift: 2 };

const byId = (id) => document.getElementById(id);

export class AlertList {
  /** id → { alert, raisedAt, unread, row } */
  #entries = new Map();
  #order = [];
  #selected = null;
  #waiting = new Set();
  #older = null;
  #kind = "";
  #watch = "";
  #text = "";
  #openOnly = false;
  #baseTitle = document.title;
  #loaded = false;

  constructor() {
    this.list = byId("alerts");
    this.scroller = byId("scroller");
    this.detail = byId("detail");
    this.#wireFilters();
    this.scroller.addEventListener("scroll", () => { if (this.#atTop()) this.#clearWaiting(); }, { passive: true });
    byId("pill").addEventListener("click", () => this.toTop());
    byId("older").addEventListener("click", () => this.#loadOlder());
    this.list.addEventListener("click", ({ target }) => {
      const row = target.closest("[data-id]");
      if (row && !target.closest("a")) this.select(row.dataset.id, true);
    });
    this.#showDetail();
  }

  /** Fetches the newest alerts; what the stream has brought meanwhile stays. */
  async load() {
    const page = await get("/api/alerts", { limit: PAGE });
    for (const alert of page.items.reverse()) this.#put(alert, false);
    if (!this.#loaded) this.#older = page.next;
    this.#loaded = true;
    this.#refresh();
  }

  /** Takes a version of an alert from the stream; one that is known already changes nothing. */
  take(alert) {
    const change = this.#put(alert, true);
    if (change === null) return;
    if (!this.#atTop() && this.#admits(this.#entries.get(alert.id)) && change.onTop) this.#waiting.add(alert.id);
    this.#refresh();
    if (alert.state !== "acked") {
      callAttention(alert, (id) => this.select(id, true));
      byId("announcer").textContent = `${STATES[alert.state] || ""} ${alert.watch.name}: ${newsOf(alert)}`;
    }
    if (this.#selected === alert.id) this.#showDetail();
  }

  /** Moves the selection by so many alerts. */
  step(by) {
    const shown = this.#shown();
    if (shown.length === 0) return;
    const at = shown.findIndex((entry) => entry.alert.id === this.#selected);
    const next = at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by));
    this.select(shown[next].alert.id, false);
  }

  select(id, open) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const before = this.#selected;
    this.#selected = id;
    entry.unread = false;
    for (const changed of [before, id]) if (changed) this.#renderRow(this.#entries.get(changed));
    entry.row?.scrollIntoView({ block: "nearest" });
    this.#showDetail();
    this.detail.dataset.open = String(open);
    this.#count();
  }

  closeDetail() {
    this.detail.dataset.open = "false";
  }

  openArticle() {
    const url = webAddress(this.#entries.get(this.#selected)?.alert.article.url);
    if (url) window.open(url, "_blank", "noopener");
    else if (this.#selected) toast("This article has no address to open.");
  }

  markAllRead() {
    for (const entry of this.#entries.values()) entry.unread = false;
    this.#refresh();
  }

  toTop() {
    this.scroller.scrollTo({ top: 0 });
    this.#clearWaiting();
  }

  /** Acknowledges the selected alert, or claims it, asking who does where that is not known yet. */
  async acknowledge(claim = false) {
    const entry = this.#entries.get(this.#selected);
    if (!entry || (entry.alert.ack && (entry.alert.ack.claimed || !claim))) return;
    let note = "";
    if (!preferences.by || preferences.askNote) {
      byId("ack-title").textContent = claim ? "Claim" : "Acknowledge";
      byId("ack-ok").textContent = claim ? "Claim" : "Acknowledge";
      byId("ack-headline").textContent = newsOf(entry.alert);
      byId("ack-by").value = preferences.by;
      byId("ack-note").value = "";
      byId("ack-ask").checked = preferences.askNote;
      if (!(await ask(byId("ack-dialog")))) return;
      prefer({ by: byId("ack-by").value.trim(), askNote: byId("ack-ask").checked });
      note = byId("ack-note").value.trim();
    }
    try {
      const body = { by: preferences.by, ...(note ? { note } : {}) };
      this.take(await call("POST", `/api/alerts/${encodeURIComponent(entry.alert.id)}/${claim ? "claim" : "ack"}`, body));
    } catch (refusal) {
      toast(`Not ${claim ? "claimed" : "acknowledged"}: ${refusal.message}`, true);
    }
  }

  /** Holds back, for everybody, what is new about the selected alert. */
  async snooze() {
    const entry = this.#entries.get(this.#selected);
    if (!entry) return;
    byId("snooze-headline").textContent = newsOf(entry.alert);
    byId("snooze-by").value = preferences.by;
    byId("snooze-reason").value = "";
    if (!(await ask(byId("snooze-dialog")))) return;
    prefer({ by: byId("snooze-by").value.trim() });
    try {
      const silence = await call("POST", `/api/alerts/${encodeURIComponent(entry.alert.id)}/snooze`,
        { by: preferences.by, for: byId("snooze-for").value, reason: byId("snooze-reason").value.trim() });
      toast(`Nobody is told more of it until ${dayTime(silence.until)}. The list of silences is under Watches.`);
    } catch (refusal) {
      toast(`Not snoozed: ${refusal.message}`, true);
    }
  }

  /** Actors that alerts have spoken of, for the stances' filters. */
  actors() {
    return [...this.#entries.values()].flatMap(({ alert }) => [alert.stance, alert.shift])
      .filter(Boolean).flatMap((record) => [record.actor, record.target]).filter(Boolean);
  }

  /** Names of the watches, for the filter. */
  setWatches(watches) {
    const select = byId("filter-watch");
    const chosen = select.value;
    select.replaceChildren(
      element("option", { value: "" }, "Every watch"),
      ...watches.map((watch) => element("option", { value: watch.id }, watch.name)));
    select.value = watches.some((watch) => watch.id === chosen) ? chosen : "";
    this.#watch = select.value;
  }

  #put(alert, live) {
    const known = this.#entries.get(alert.id);
    if (known && known.alert.version >= alert.version) return null;
    const stronger = known && RANK[alert.kind] > RANK[known.alert.kind];
    const onTop = !known || stronger;
    const entry = known || { unread: false, row: null };
    const tells = live && alert.state !== "acked";
    entry.unread = tells ? alert.id !== this.#selected || document.hidden : entry.unread && alert.state !== "acked";
    entry.alert = alert;
    entry.arrived = live;
    if (onTop) entry.raisedAt = alert.at.detectedAt;
    this.#entries.set(alert.id, entry);
    if (onTop) {
      this.#order = this.#order.filter((other) => other !== entry);
      const place = this.#order.findIndex((other) => other.raisedAt <= entry.raisedAt);
      this.#order.splice(place < 0 ? this.#order.length : place, 0, entry);
      while (this.#order.length > MOST_KEPT) this.#drop(this.#order.pop());
    }
    if (entry.row) this.#renderRow(entry);
    return { onTop };
  }

  #drop(entry) {
    entry.row?.remove();
    this.#entries.delete(entry.alert.id);
    this.#waiting.delete(entry.alert.id);
    this.#older = null; // What is dropped cannot be paged to; a reload can.
  }

  async #loadOlder() {
    const button = byId("older");
    button.disabled = true;
    try {
      const page = await get("/api/alerts", { limit: PAGE, before: this.#older });
      for (const alert of page.items) this.#put(alert, false);
      this.#older = page.next;
    } catch (refusal) {
      toast(refusal.message, true);
    }
    button.disabled = false;
    this.#refresh();
  }

  #wireFilters() {
    const form = byId("filters");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      this.#kind = form.elements.kind.value;
      this.#watch = byId("filter-watch").value;
      this.#text = byId("filter-text").value.trim().toLowerCase();
      this.#openOnly = byId("filter-open").checked;
      this.#refresh();
    });
  }

  #admits({ alert }) {
    if (this.#kind && alert.kind !== this.#kind) return false;
    if (this.#watch && alert.watch.id !== this.#watch) return false;
    if (this.#openOnly && (alert.ack || alert.state === "retracted")) return false;
    return this.#text === "" || searchable(alert).includes(this.#text);
  }

  #shown() {
    return this.#order.filter((entry) => this.#admits(entry));
  }

  #atTop() {
    return this.scroller.scrollTop < 30;
  }

  #clearWaiting() {
    if (this.#waiting.size === 0) return;
    this.#waiting.clear();
    this.#refresh();
  }

  /** Brings the rows on the page in line with the entries; rows that are in place stay untouched. */
  #refresh() {
    const shown = this.#shown();
    let at = this.list.firstElementChild;
    const wanted = new Set();
    for (const entry of shown) {
      if (!entry.row) this.#renderRow(entry);
      wanted.add(entry.row);
      if (entry.row === at) at = at.nextElementSibling;
      else this.list.insertBefore(entry.row, at);
    }
    for (const row of [...this.list.children]) if (!wanted.has(row)) row.remove();
    byId("older").hidden = this.#older === null;
    const empty = byId("empty");
    empty.hidden = shown.length > 0;
    empty.textContent = !this.#loaded ? "Fetching the alerts …"
      : this.#entries.size === 0 ? "No alerts yet. They appear here by themselves, the newest on top; the watches say what to look for."
        : "No alert meets the filter.";
    const pill = byId("pill");
    pill.hidden = this.#waiting.size === 0;
    pill.textContent = `${this.#waiting.size} new`;
    this.#count();
  }

  #count() {
    const unread = [...this.#entries.values()].filter((entry) => entry.unread).length;
    byId("unread").hidden = unread === 0;
    byId("unread").textContent = unread;
    document.title = unread === 0 ? this.#baseTitle : `(${unread}) ${this.#baseTitle}`;
  }

  #renderRow(entry) {
    const { alert } = entry;
    const row = entry.row || element("li", { className: "alert", "data-id": alert.id });
    entry.row = row;
    row.dataset.state = alert.ack && alert.state !== "retracted" ? "acked" : alert.state;
    row.dataset.kind = alert.kind;
    row.dataset.version = alert.version;
    row.dataset.unread = entry.unread;
    row.dataset.tone = toneOf(alert);
    row.setAttribute("aria-current", String(alert.id === this.#selected));
    row.replaceChildren(...rowContent(alert));
    if (entry.arrived) {
      entry.arrived = false;
      row.classList.remove("arrived");
      void row.offsetWidth; // Lets the animation begin anew.
      row.classList.add("arrived");
    }
  }

  #showDetail() {
    const alert = this.#entries.get(this.#selected)?.alert;
    if (!alert) {
      this.detail.replaceChildren(element("p", { className: "hint" }, "Choose an alert, or press ", element("kbd", {}, "j"), "."));
      return;
    }
    this.detail.dataset.tone = toneOf(alert);
    const deliveries = element("div", { className: "deliveries" }, element("p", { className: "muted" }, "…"));
    this.detail.replaceChildren(...detailContent(alert, deliveries, this));
    showDeliveries(alert.id, deliveries);
  }
}

const STATES = { new: "New", updated: "Updated", retracted: "Retracted", acked: "Acknowledged" };

const toneOf = (alert) => alert.shift?.to || alert.stance?.side || "words";

function searchable(alert) {
  const { article, watch, stance, shift } = alert;
  return [article.headline, article.source, alert.excerpt, alert.reason, watch.name, stance?.actorText, stance?.targetText,
    shift?.actorText, shift?.targetText].filter(Boolean).join(" ").toLowerCase();
}

function badges(alert) {
  const state = alert.ack ? `${alert.ack.claimed ? "claimed" : "acknowledged"} by ${alert.ack.by}`
    : alert.state === "retracted" ? "retracted"
      : alert.version > 1 ? `updated, version ${alert.version}` : null;
  return [
    alert.urgency !== null && alert.urgency !== undefined && alert.urgency <= 3
      ? element("span", { className: "badge urgent" }, `urgency ${alert.urgency}`) : null,
    state ? element("span", { className: "badge" }, state) : null,
  ];
}

function sources(story) {
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return story.articles > 1 ? `${count(story.sources, "source")}, ${count(story.articles, "article")}` : count(story.sources, "source");
}

function heading(alert) {
  return tellsSilence(alert) ? alert.reason : link(alert.article.url, headlineNodes(alert));
}

function lastHeard({ article }) {
  return ["Last heard: ", link(article.url, [article.headline || "(no headline)"]), `, ${dayTime(article.publishedAt)}`];
}

function headlineNodes(alert) {
  const text = alert.article.headline || "(no headline)";
  return marked(text, alert.article.headline ? rangesIn(text, alert.terms, "headline") : []);
}

function excerptNodes(alert) {
  return marked(alert.excerpt, rangesOfWords(alert.excerpt, alert.terms.filter((term) => term.field === "body" || term.field === "headline")));
}

function rowContent(alert) {
  const record = alert.shift || alert.stance;
  return [
    element("div", { className: "topline" },
      timeNodes(alert.at.detectedAt),
      element("span", { className: "kind" }, KINDS[alert.kind] || alert.kind),
      element("span", { dir: "auto" }, alert.watch.name),
      badges(alert),
      element("span", { className: "push", dir: "auto" }, alert.article.source || "unknown source", tellsSilence(alert) ? "" : ` · ${sources(alert.story)}`)),
    element("h3", { className: "headline", dir: "auto" }, heading(alert)),
    alert.state === "retracted" ? element("p", { className: "takenback", dir: "auto" }, alert.reason) : null,
    record ? element("div", { className: "picture" },
      relation(record), alert.shift ? shiftWords(alert.shift) : stanceWords(alert.stance), pictureOf(alert, 130)) : null,
    alert.excerpt ? element("p", { className: "excerpt", dir: "auto" }, excerptNodes(alert)) : null,
    alert.state === "retracted" ? null
      : element("p", { className: "reason", dir: "auto" }, tellsSilence(alert) ? lastHeard(alert) : alert.reason),
  ].filter(Boolean);
}

function quoted(record) {
  return element("blockquote", { className: "quote", dir: "auto" }, record.quote,
    record.speaker ? element("footer", {}, `said or reported as said by ${record.speaker}`) : null);
}

function shiftPanel(alert) {
  const { shift } = alert;
  return element("section", { className: "panel", "aria-label": "Shift" },
    relation(shift), shiftWords(shift), pictureOf(alert, 350, true),
    element("p", { className: "muted" }, `${Math.round(shift.confidence * 100)} % sure, ${sources({ articles: 1, sources: shift.sources ?? 1 })}`),
    element("h3", {}, "What it rests on"),
    element("div", { className: "evidence" }, shift.evidence.map((evidence) =>
      element("blockquote", { className: "quote", dir: "auto" }, evidence.quote,
        element("footer", {}, fullTime(evidence.at))))));
}

function stancePanel(alert) {
  const { stance } = alert;
  const qualities = [stance.negated ? "worded in the negative" : null, stance.conditional ? "hangs on a condition" : null,
    `${Math.round(stance.confidence * 100)} % sure`].filter(Boolean).join(", ");
  return element("section", { className: "panel", "aria-label": "Stance" },
    relation(stance),
    element("span", {}, side(stance.side), `: ${deed(stance)}, ${signed(stance.score)}`),
    pictureOf({ stance }, 350, true), quoted(stance), element("p", { className: "muted" }, qualities));
}

function detailContent(alert, deliveries, list) {
  const record = alert.shift || alert.stance;
  const { article, at, ack } = alert;
  const seconds = (from, to) => {
    const passed = (new Date(to) - new Date(from)) / 1000;
    return passed >= 0 && passed < 120 ? ` (${passed.toFixed(passed < 10 ? 2 : 0)} s later)` : "";
  };
  return [
    element("button", { className: "close", type: "button", onclick: () => list.closeDetail() }, "Back to the list"),
    element("div", { className: "topline" },
      element("span", { className: "kind" }, KINDS[alert.kind]), element("span", { dir: "auto" }, alert.watch.name), badges(alert)),
    element("h2", { dir: "auto" }, heading(alert)),
    alert.state === "retracted" ? element("p", { className: "error" }, `Retracted: ${alert.reason}`)
      : element("p", { className: "why", dir: "auto" }, tellsSilence(alert) ? lastHeard(alert) : alert.reason),
    element("div", { className: "actions" },
      ack ? null : element("button", { className: "primary", type: "button", onclick: () => list.acknowledge() }, "Acknowledge"),
      ack?.claimed ? null : element("button", { type: "button", onclick: () => list.acknowledge(true) }, "Claim"),
      alert.state === "retracted" ? null : element("button", { type: "button", onclick: () => list.snooze() }, "Snooze"),
      webAddress(article.url) ? element("a", { className: "button", href: article.url, target: "_blank", rel: "noopener noreferrer" }, "Open the article") : null,
      record?.actor ? element("a", { className: "button", href: `#stances?actor=${encodeURIComponent(record.actor)}` }, `${record.actorText} over time`) : null),
    alert.shift ? shiftPanel(alert) : null,
    alert.stance ? stancePanel(alert) : null,
    alert.excerpt ? element("section", {}, element("h3", {}, "In the article"), element("p", { className: "excerpt", dir: "auto" }, excerptNodes(alert))) : null,
    element("dl", { className: "facts" },
      fact("Source", article.source || "unknown"),
      tellsSilence(alert) ? null : fact("Story", sources(alert.story)),
      fact("Published", fullTime(article.publishedAt)),
      tellsSilence(alert) ? null : fact("Received", clockTime(at.receivedAt)),
      fact("Alerted", clockTime(at.detectedAt) + (tellsSilence(alert) ? "" : seconds(at.receivedAt, at.detectedAt))),
      ack ? fact(ack.claimed ? "Claimed" : "Acknowledged", `by ${ack.by}, ${clockTime(ack.at)}${ack.note ? `: ${ack.note}` : ""}`) : null,
      fact("Article", `${article.id}, version ${article.version}`)),
    element("section", {}, element("h3", {}, "Who was told"), deliveries),
    explanation(alert),
  ].filter(Boolean);
}

/** Every condition of the watch, and whether the article meets it; asked for only when somebody wants to know. */
function explanation({ article, watch }) {
  const conditions = element("ul", { className: "conditions" });
  const box = element("details", { className: "explanation", ontoggle: async () => {
    if (!box.open) return;
    try {
      const { conditions: all } = await get("/api/explain", { article: article.id, watch: watch.id });
      conditions.replaceChildren(...all.map(({ name, holds, reason }) =>
        element("li", { "data-name": name, "data-holds": holds, dir: "auto" }, reason)));
    } catch (refusal) {
      conditions.replaceChildren(element("li", {}, refusal.message));
    }
  } }, element("summary", {}, "Why, condition by condition"), conditions);
  return box;
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", { dir: "auto" }, value)];
}

async function showDeliveries(alert, into) {
  try {
    const page = await get("/api/deliveries", { alert, limit: 50 });
    into.replaceChildren(...(page.items.length === 0
      ? [element("p", { className: "muted" }, "To this console only, so far.")]
      : page.items.map((delivery) => deliveryNode(delivery, () => showDeliveries(alert, into)))));
  } catch (refusal) {
    into.replaceChildren(element("p", { className: "muted" }, refusal.message));
  }
}

function deliveryNode(delivery, refresh) {
  const again = delivery.nextAttemptAt ? `, ${delivery.state === "held" ? "until" : "again"} ${dayTime(delivery.nextAttemptAt)}` : "";
  const decision = delivery.decision ? ` (${delivery.decision.replaceAll("-", " ")})` : "";
  const attempts = delivery.attempt > 1 ? `, attempt ${delivery.attempt}` : "";
  const button = element("button", { className: "small", type: "button", onclick: async () => {
    button.disabled = true;
    try {
      await call("POST", `/api/deliveries/${encodeURIComponent(delivery.id)}/redeliver`);
      toast("It is sent again.");
      refresh();
    } catch (refusal) {
      toast(`Not sent again: ${refusal.message}`, true);
      button.disabled = false;
    }
  } }, "Send again");
  return element("div", { className: "delivery", "data-state": delivery.state },
    element("span", { dir: "auto" }, `${delivery.channel} ${delivery.endpoint}, version ${delivery.alertVersion}`),
    ["pending", "held", "retrying"].includes(delivery.state) ? element("span") : button,
    element("span", {}, element("span", { className: "delivery-state" }, delivery.state), `${decision}${attempts}${again}, ${clockTime(delivery.at)}`),
    delivery.reason ? element("p", { className: "reason", dir: "auto" }, delivery.reason) : null);
}

