// The watches: what editors subscribe to.

import { call, get, Problem } from "./api.js";
import { ask, element, toast } from "./dom.js";

const KINDS = [["keyword", "the words of an article"], ["stance", "a stance in it"], ["shift", "a shift of stance"],
  ["quiet-source", "a source that falls silent"]];
const USUAL = { name: "", query: "", on: ["keyword"], stance: null, minSources: 1, channels: [], followUps: "PT5M", enabled: true };
const SET_BY_DESK = ["revision", "createdAt", "updatedAt"];
const PAUSE_BEFORE_CHECK = 400;
const FOLLOW_UPS = { PT0S: "no time", PT1M: "a minute", PT5M: "5 minutes", PT15M: "15 minutes", PT1H: "an hour" };
const PATIENCE = { PT5M: "5 minutes", PT10M: "10 minutes", PT15M: "15 minutes", PT30M: "30 minutes", PT1H: "an hour" };
const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Kinds of channels as the form has them: the words, the part that says where, and the part that is secret. */
const CHANNELS = {
  webhook: { type: "webhook", where: "url", secret: "secret", place: "https://…", hint: "whsec_… to sign with (optional)" },
  slack: { type: "slack", where: "url", place: "https://hooks.slack.com/…" },
  "slack bot": { type: "slack", where: "channel", secret: "token", place: "C0123456789", hint: "xoxb-…" },
  email: { type: "email", where: "to", place: "desk@example.org" },
  topic: { type: "topic", where: "topic", place: "a Kafka topic" },
};

export class WatchView {
  #watches = [];
  #selected = null;
  #checking = null;

  /** `changed` is told the list of watches whenever it has been read. */
  constructor(changed) {
    this.changed = changed;
    this.list = document.getElementById("watch-list");
    this.editor = document.getElementById("watch-editor");
    document.getElementById("new-watch").addEventListener("click", () => this.#edit(null));
    this.editor.replaceChildren(element("p", { className: "hint" }, "Choose a watch, or make a new one."));
  }

  async load() {
    const watches = [];
    let before = null;
    do {
      const page = await get("/api/watches", { limit: 500, before });
      watches.push(...page.items);
      before = page.next;
    } while (before !== null);
    this.#watches = watches.sort((a, b) => a.name.localeCompare(b.name));
    this.changed(this.#watches);
    this.#render();
  }

  #render() {
    this.list.replaceChildren(...(this.#watches.length === 0
      ? [element("li", { className: "empty" }, "No watches yet. A watch says what to look for; every article is held against it as it arrives.")]
      : this.#watches.map((watch) => this.#row(watch))));
  }

  #row(watch) {
    const enabled = element("input", { type: "checkbox", checked: watch.enabled, onchange: () => this.#store({ ...watch, enabled: enabled.checked }, watch) });
    return element("li", { className: "watch", "data-id": watch.id, "data-enabled": watch.enabled, "aria-current": String(watch.id === this.#selected) },
      element("button", { className: "watch-name", type: "button", dir: "auto", onclick: () => this.#edit(watch) }, watch.name),
      element("div", { className: "watch-actions" },
        element("label", { className: "switch" }, enabled, element("span", {}, "on")),
        element("button", { className: "small", type: "button", onclick: () => this.#remove(watch), "aria-label": `Delete ${watch.name}` }, "Delete")),
      element("div", { className: "query", dir: "auto" }, watch.query ?? "every article"),
      element("div", { className: "reason" }, summary(watch)));
  }

  async #remove(watch) {
    const dialog = document.getElementById("confirm-dialog");
    document.getElementById("confirm-title").textContent = "Delete this watch?";
    document.getElementById("confirm-text").textContent = `${watch.name} raises no more alerts. Those it has raised stay.`;
    document.getElementById("confirm-ok").textContent = "Delete the watch";
    if (!(await ask(dialog))) return;
    try {
      await call("DELETE", `/api/watches/${encodeURIComponent(watch.id)}`);
      if (this.#selected === watch.id) this.#close();
      await this.load();
    } catch (refusal) {
      toast(`Not deleted: ${refusal.message}`, true);
    }
  }

  /** Stores a watch; answers the refusal where there is one. */
  async #store(draft, before) {
    try {
      await (before
        ? call("PUT", `/api/watches/${encodeURIComponent(before.id)}`, sendable(draft), { "If-Match": `"${before.revision}"` })
        : call("POST", "/api/watches", sendable(draft)));
      await this.load();
      return null;
    } catch (refusal) {
      if (!(refusal instanceof Problem)) toast(`Not stored: ${refusal.message}`, true);
      else if (before && draft.enabled !== before.enabled) toast(`Not changed: ${refusal.message}`, true);
      return refusal;
    }
  }

  #close() {
    this.#selected = null;
    this.editor.dataset.open = "false";
    this.editor.replaceChildren(element("p", { className: "hint" }, "Choose a watch, or make a new one."));
    this.#render();
  }

  #edit(watch) {
    this.#selected = watch?.id ?? null;
    this.#render();
    const draft = watch || USUAL;
    const query = element("textarea", { name: "query", rows: 4, value: draft.query ?? "", spellcheck: false, placeholder: '("red line" OR talks) AND (Iran OR Tehran)', "aria-describedby": "lint" });
    const hint = element("div", { id: "lint", className: "lint", role: "status" });
    const error = element("p", { className: "error", role: "alert" });
    const channels = element("div", { className: "editor told" }, draft.channels.map(channelRow));
    const further = element("div", { className: "editor escalation" }, (draft.escalation?.channels ?? []).map(channelRow));
    const form = element("form", { className: "editor" },
      element("button", { className: "close", type: "button", onclick: () => this.#close() }, "Back to the list"),
      element("h2", { dir: "auto" }, watch ? watch.name : "New watch"),
      field("Name", element("input", { name: "name", value: draft.name, required: true, maxLength: 200, dir: "auto" })),
      element("label", { className: "field" }, element("span", {}, "Query; empty for every article"), query), hint,
      element("fieldset", {}, element("legend", {}, "Alert on"),
        element("div", { className: "choices" }, KINDS.map(([kind, words]) =>
          element("label", { className: "switch" }, element("input", { type: "checkbox", name: "on", value: kind, checked: draft.on.includes(kind) }), words)))),
      element("fieldset", {}, element("legend", {}, "Stances and shifts; empty for any"),
        element("div", { className: "two" },
          field("Actor", element("input", { name: "actor", value: draft.stance?.actor ?? "", placeholder: "IRN" })),
          field("Target", element("input", { name: "target", value: draft.stance?.target ?? "", placeholder: "USA" })),
          field("Issue", element("input", { name: "issue", value: draft.stance?.issue ?? "", placeholder: "missile-program" })),
          field("Side", element("select", { name: "side" }, ["", "cooperative", "conflict", "neutral"].map((name) =>
            element("option", { value: name, selected: (draft.stance?.side ?? "") === name }, name || "any")))),
          field("Least confidence", element("input", { name: "minConfidence", type: "number", min: 0, max: 1, step: 0.05, value: draft.stance?.minConfidence ?? 0 })))),
      element("div", { className: "two" },
        field("Independent sources needed", element("input", { name: "minSources", type: "number", min: 1, max: 100, value: draft.minSources })),
        field("Gather follow-ups for", element("select", { name: "followUps" }, choices(FOLLOW_UPS, draft.followUps)))),
      element("fieldset", {}, element("legend", {}, "Tell together"),
        element("div", { className: "two" },
          field("How often", element("select", { name: "digest" }, [["", "each by itself"], ["hour", "every hour"], ["day", "every day"]].map(([value, words]) =>
            element("option", { value, selected: (draft.digest?.every ?? "") === value }, words)))),
          field("At", element("input", { name: "digestAt", type: "time", value: draft.digest?.at ?? "07:00" }))),
        field("In the time zone", element("input", { name: "digestZone", value: draft.digest?.zone ?? OWN_ZONE, spellcheck: false }))),
      element("fieldset", {}, element("legend", {}, "Quiet hours, or none"),
        element("div", { className: "two" },
          field("From", element("input", { name: "quietFrom", type: "time", value: draft.quietHours?.from ?? "" })),
          field("To", element("input", { name: "quietTo", type: "time", value: draft.quietHours?.to ?? "" }))),
        field("In the time zone", element("input", { name: "quietZone", value: draft.quietHours?.zone ?? OWN_ZONE, spellcheck: false }))),
      element("fieldset", {}, element("legend", {}, "Whose it is"),
        element("div", { className: "two" },
          field("Owner", element("input", { name: "owner", value: draft.owner ?? "", maxLength: 200, dir: "auto" })),
          field("Tags, parted by commas", element("input", { name: "tags", value: (draft.tags ?? []).join(", "), dir: "auto" }))),
        field("Ends (UTC), or never", element("input", { name: "enabledUntil", type: "datetime-local", step: 1, value: (draft.enabledUntil ?? "").slice(0, 19) }))),
      element("fieldset", {}, element("legend", {}, "Tell, beside this console"), channels,
        element("div", {}, element("button", { type: "button", className: "small", onclick: () => channels.append(channelRow({ type: "webhook" })) }, "Add a channel"))),
      element("fieldset", {}, element("legend", {}, "Urgent alerts"),
        element("div", { className: "two" },
          field("Urgent from, or none", element("input", { name: "urgentAt", type: "number", min: 1, max: 9, value: draft.urgentAt ?? "" })),
          field("If unacknowledged after", element("select", { name: "escalateAfter" }, choices(PATIENCE, draft.escalation?.after ?? "PT10M")))),
        element("p", { className: "reason" }, "tell these as well, one after the other:"), further,
        element("div", {}, element("button", { type: "button", className: "small", onclick: () => further.append(channelRow({ type: "email" })) }, "Add a further channel"))),
      error,
      element("div", { className: "actions" },
        element("button", { className: "primary", type: "submit" }, watch ? "Save" : "Add the watch"),
        element("button", { type: "button", onclick: () => this.#close() }, "Cancel")));
    form.addEventListener("input", () => {
      clearTimeout(this.#checking);
      this.#checking = setTimeout(() => tryOut({ ...draft, ...read(form, draft.quietHours?.days) }, query, hint), PAUSE_BEFORE_CHECK);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      error.textContent = "";
      const refusal = await this.#store({ ...draft, ...read(form, draft.quietHours?.days) }, watch);
      if (refusal === null) {
        toast(watch ? "The watch is saved." : "The watch is added and looks at every article from now on.");
        this.#close();
      } else if (refusal.body?.column) {
        showFault(hint, query.value, refusal.body.column, refusal.message);
        query.focus();
      } else {
        error.textContent = refusal.message;
      }
    });
    this.editor.replaceChildren(form);
    this.editor.dataset.open = "true";
    form.elements.name.focus();
  }
}

const sendable = (draft) => Object.fromEntries(Object.entries(draft).filter(([name]) => !SET_BY_DESK.includes(name)));

/** Asks the desk what a draft would have met lately, which also tells whether it can be read. */
async function tryOut(draft, query, into) {
  const asked = query.value;
  try {
    const watch = sendable({ ...draft, name: draft.name || "draft", channels: [], escalation: null });
    const report = await call("POST", "/api/watches/preview", { watch, over: "P1D" });
    if (query.value !== asked) return;
    into.classList.add("good");
    into.replaceChildren(
      element("span", {}, `${report.matches} of the last day's ${report.articles} articles would have met it.`),
      ...report.warnings.map((warning) => element("p", { className: "muted" }, warning.column === null ? warning.message : `Column ${warning.column}: ${warning.message}`)));
  } catch (refusal) {
    if (query.value !== asked) return;
    if (refusal.body?.column) showFault(into, asked, refusal.body.column, refusal.message);
    else showFault(into, "", null, refusal.message);
  }
}

/** A fault, and under the query's own line a caret at its column, counted from 1. */
function showFault(into, query, column, message) {
  into.classList.remove("good");
  into.replaceChildren(element("span", { className: "error" }, message));
  if (column === null) return;
  const start = query.lastIndexOf("\n", column - 2) + 1;
  const line = query.slice(start).split("\n")[0];
  const at = column - 1 - start;
  const from = Math.max(0, at - 30);
  into.append(element("span", { className: "caret", "aria-hidden": "true" },
    `${line.slice(from, from + 48)}\n${" ".repeat(at - from)}^`));
}

/** What the form says; the days of quiet hours are not in it, and stay. */
function read(form, quietDays = []) {
  const value = (name) => form.elements[name].value.trim();
  const stance = { actor: value("actor") || null, target: value("target") || null, issue: value("issue") || null,
    side: value("side") || null, minConfidence: Number(value("minConfidence")) };
  const asksNothing = !stance.actor && !stance.target && !stance.issue && !stance.side && stance.minConfidence === 0;
  return {
    name: value("name"), query: value("query") || null,
    on: [...form.querySelectorAll("[name=on]:checked")].map((box) => box.value),
    stance: asksNothing ? null : stance,
    minSources: Number(value("minSources")), followUps: value("followUps"),
    channels: channelsIn(form, ".told"),
    digest: value("digest") ? { every: value("digest"), at: value("digestAt"), zone: value("digestZone") } : null,
    quietHours: value("quietFrom") && value("quietTo")
      ? { from: value("quietFrom"), to: value("quietTo"), zone: value("quietZone"), days: quietDays } : null,
    urgentAt: value("urgentAt") ? Number(value("urgentAt")) : null,
    escalation: form.querySelector(".escalation .channel")
      ? { after: value("escalateAfter"), channels: channelsIn(form, ".escalation") } : null,
    owner: value("owner") || null,
    tags: value("tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    enabledUntil: value("enabledUntil") ? new Date(`${value("enabledUntil")}Z`).toISOString() : null,
  };
}

const kindOf = (channel) => (channel.type === "slack" && channel.channel ? "slack bot" : channel.type);

function channelRow(channel) {
  const now = CHANNELS[kindOf(channel)];
  const type = element("select", { "aria-label": "Channel", "data-part": "type" }, Object.keys(CHANNELS).map((name) =>
    element("option", { value: name, selected: kindOf(channel) === name }, name)));
  const address = element("input", { "data-part": "address", value: channel[now.where] ?? "", "aria-label": "Address", required: true });
  const secret = element("input", { "data-part": "secret", className: "secret", value: channel[now.secret] ?? "", "aria-label": "Secret" });
  const row = element("div", { className: "channel" }, type, address,
    element("button", { type: "button", className: "small", "aria-label": "Remove this channel", onclick: () => row.remove() }, "\u2212"), secret);
  const fit = () => {
    const kind = CHANNELS[type.value];
    secret.hidden = !kind.secret;
    secret.placeholder = kind.hint ?? "";
    address.placeholder = kind.place;
  };
  type.addEventListener("change", fit);
  fit();
  return row;
}

const channelsIn = (form, part) => [...form.querySelectorAll(`${part} .channel`)].map(readChannel);

function readChannel(row) {
  const part = (name) => row.querySelector(`[data-part=${name}]`).value.trim();
  const kind = CHANNELS[part("type")];
  return { type: kind.type, [kind.where]: part("address"), ...(kind.secret && part("secret") ? { [kind.secret]: part("secret") } : {}) };
}

function field(name, input) {
  return element("label", { className: "field" }, element("span", {}, name), input);
}

/** Options for a duration; one that is none of the usual ones is kept. */
function choices(usual, chosen) {
  return Object.entries(chosen in usual ? usual : { ...usual, [chosen]: chosen })
    .map(([value, words]) => element("option", { value, selected: value === chosen }, words));
}

const types = (channels) => channels.map((channel) => channel.type).join(", ");

function summary(watch) {
  const { stance } = watch;
  const asked = stance ? [stance.actor, stance.target && `to ${stance.target}`, stance.issue, stance.side].filter(Boolean).join(" ") : "";
  return [
    `on ${watch.on.join(", ")}`, asked,
    watch.minSources > 1 ? `from ${watch.minSources} sources` : "",
    watch.channels.length > 0 ? `told to ${types(watch.channels)}` : "this console only",
    watch.escalation ? `then to ${types(watch.escalation.channels)}` : "",
  ].filter(Boolean).join(" · ");
}
