// The watches: what editors subscribe to.

import { call, get, Problem } from "./api.js";
import { ask, element, toast } from "./dom.js";

const KINDS = [["keyword", "the words of an article"], ["stance", "a stance in it"], ["shift", "a shift of stance"]];
const USUAL = { name: "", query: "", on: ["keyword"], stance: null, minSources: 1, channels: [], followUps: "PT5M", enabled: true };
const SET_BY_DESK = ["revision", "createdAt", "updatedAt"];

/** What is plainly unfinished in a query, with its column from 1; the desk has the last word. */
export function lint(query) {
  const open = [];
  let quote = 0;
  for (let i = 0; i < query.length; i++) {
    const c = query[i];
    if (c === "\\") i++;
    else if (c === '"') quote = quote ? 0 : i + 1;
    else if (quote) continue;
    else if (c === "(") open.push(i + 1);
    else if (c === ")" && open.pop() === undefined) return { column: i + 1, message: "this parenthesis closes nothing" };
  }
  if (quote) return { column: quote, message: "this quotation mark is never closed" };
  if (open.length > 0) return { column: open.pop(), message: "this parenthesis is never closed" };
  const dangling = /(?:^|\s)(AND|OR|NOT)\s*$/.exec(query);
  if (dangling) return { column: query.lastIndexOf(dangling[1]) + 1, message: `${dangling[1]} needs something after it` };
  return null;
}

export class WatchView {
  #watches = [];
  #selected = null;

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
    for (const name of SET_BY_DESK) delete draft[name];
    try {
      const stored = before
        ? await call("PUT", `/api/watches/${encodeURIComponent(before.id)}`, draft, { "If-Match": `"${before.revision}"` })
        : await call("POST", "/api/watches", draft);
      this.#selected = this.#selected === null && !before ? null : stored.id;
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
    const channels = element("div", { className: "editor" }, draft.channels.map(channelRow));
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
        field("Gather follow-ups for", element("select", { name: "followUps" }, followUpChoices(draft.followUps)))),
      element("fieldset", {}, element("legend", {}, "Tell, beside this console"), channels,
        element("div", {}, element("button", { type: "button", className: "small", onclick: () => channels.append(channelRow({ type: "webhook" })) }, "Add a channel"))),
      error,
      element("div", { className: "actions" },
        element("button", { className: "primary", type: "submit" }, watch ? "Save" : "Add the watch"),
        element("button", { type: "button", onclick: () => this.#close() }, "Cancel")));
    const check = () => showLint(hint, query.value, lint(query.value));
    query.addEventListener("input", check);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      error.textContent = "";
      const refusal = await this.#store({ ...draft, ...read(form) }, watch);
      if (refusal === null) {
        toast(watch ? "The watch is saved." : "The watch is added and looks at every article from now on.");
        this.#close();
      } else if (refusal.body?.column && (refusal.body.field ?? "query") === "query") {
        showLint(hint, query.value, { column: refusal.body.column, message: refusal.message });
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

function showLint(into, query, fault) {
  into.classList.toggle("good", fault === null);
  if (fault === null) {
    into.replaceChildren();
    return;
  }
  const before = query.slice(0, fault.column - 1);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const shown = (before.split("\n").length > 1 ? query.split("\n")[before.split("\n").length - 1] : query.split("\n")[0]);
  const from = Math.max(0, line.length - 30);
  into.replaceChildren(
    element("span", { className: "error" }, `Column ${fault.column}: ${fault.message}`),
    element("span", { className: "caret", "aria-hidden": "true" }, `${shown.slice(from, from + 48)}\n${" ".repeat(line.length - from)}^`));
}

function read(form) {
  const value = (name) => form.elements[name].value.trim();
  const stance = { actor: value("actor") || null, target: value("target") || null, issue: value("issue") || null,
    side: value("side") || null, minConfidence: Number(value("minConfidence")) };
  const asksNothing = !stance.actor && !stance.target && !stance.issue && !stance.side && stance.minConfidence === 0;
  return {
    name: value("name"), query: value("query") || null,
    on: [...form.querySelectorAll("[name=on]:checked")].map((box) => box.value),
    stance: asksNothing ? null : stance,
    minSources: Number(value("minSources")), followUps: value("followUps"),
    channels: [...form.querySelectorAll(".channel")].map(readChannel),
  };
}

function channelRow(channel) {
  const type = element("select", { "aria-label": "Channel", "data-part": "type" }, ["webhook", "slack", "email"].map((name) =>
    element("option", { value: name, selected: channel.type === name }, name)));
  const address = element("input", { "data-part": "address", value: channel.url ?? channel.to ?? "", "aria-label": "Address", required: true });
  const secret = element("input", { "data-part": "secret", className: "secret", value: channel.secret ?? "", placeholder: "whsec_… to sign with (optional)", "aria-label": "Signing secret" });
  const row = element("div", { className: "channel" }, type, address,
    element("button", { type: "button", className: "small", "aria-label": "Remove this channel", onclick: () => row.remove() }, "\u2212"), secret);
  const fit = () => {
    secret.hidden = type.value !== "webhook";
    address.placeholder = type.value === "email" ? "desk@example.org" : "https://…";
  };
  type.addEventListener("change", fit);
  fit();
  return row;
}

function readChannel(row) {
  const part = (name) => row.querySelector(`[data-part=${name}]`).value.trim();
  return part("type") === "email"
    ? { type: "email", to: part("address") }
    : { type: part("type"), url: part("address"), ...(part("type") === "webhook" && part("secret") ? { secret: part("secret") } : {}) };
}

function field(name, input) {
  return element("label", { className: "field" }, element("span", {}, name), input);
}

function followUpChoices(chosen) {
  const choices = { PT0S: "no time", PT1M: "a minute", PT5M: "5 minutes", PT15M: "15 minutes", PT1H: "an hour" };
  if (!(chosen in choices)) choices[chosen] = chosen;
  return Object.entries(choices).map(([value, words]) => element("option", { value, selected: value === chosen }, words));
}

function summary(watch) {
  const { stance } = watch;
  const asked = stance ? [stance.actor, stance.target && `to ${stance.target}`, stance.issue, stance.side].filter(Boolean).join(" ") : "";
  return [
    `on ${watch.on.join(", ")}`, asked,
    watch.minSources > 1 ? `from ${watch.minSources} sources` : "",
    watch.channels.length > 0 ? `told to ${watch.channels.map((channel) => channel.type).join(", ")}` : "this console only",
  ].filter(Boolean).join(" · ");
}
