// Puts the console together: views, keyboard, connection.

import { AlertList } from "./alerts.js";
import { onTokenNeeded, setToken } from "./api.js";
import { ago, clockTime, refreshTimes, toast } from "./dom.js";
import { apply, wirePreferences } from "./preferences.js";
import { SilenceList } from "./silences.js";
import { StanceView } from "./stances.js";
import { AlertStream } from "./stream.js";
import { WatchView } from "./watches.js";

const byId = (id) => document.getElementById(id);

apply();
const alerts = new AlertList();
const watches = new WatchView((list) => alerts.setWatches(list));
const silences = new SilenceList();
const stances = new StanceView(() => alerts.actors());
const openPreferences = wirePreferences(byId("preferences"));
byId("open-preferences").addEventListener("click", openPreferences);
byId("open-help").addEventListener("click", () => byId("help").showModal());
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

onTokenNeeded(async (wrong) => {
  const dialog = byId("token-dialog");
  byId("token-error").textContent = wrong ? "The desk does not know this token." : "";
  byId("token").value = "";
  if (!dialog.open) dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  setToken(byId("token").value.trim());
});

// Views

const VIEWS = ["alerts", "stances", "watches"];

async function showView() {
  const [name, query] = location.hash.slice(1).split("?");
  const view = VIEWS.includes(name) ? name : "alerts";
  for (const other of VIEWS) byId(`view-${other}`).hidden = other !== view;
  for (const tab of document.querySelectorAll("[data-view]")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (view === "stances") await stances.show(new URLSearchParams(query));
  if (view === "watches") await Promise.all([watches.load(), silences.load()]).catch((refusal) => toast(refusal.message, true));
}
addEventListener("hashchange", showView);

// Connection

let state = "connecting";
let lostAt = null;

function showConnection() {
  byId("connection").dataset.state = state;
  byId("connection-text").textContent = {
    connecting: "connecting",
    live: "live",
    reconnecting: `reconnecting since ${lostAt && clockTime(lostAt)}`,
    away: `no connection since ${lostAt && clockTime(lostAt)}, ${lostAt && ago(lostAt).replace(" ago", "")}`,
  }[state];
}

/** Fetches lists until the desk gives them; it may still be starting. */
async function loadAll() {
  for (let pause = 1_000; state === "live"; pause = Math.min(pause * 2, 15_000)) {
    try {
      await Promise.all([alerts.load(), watches.load()]);
      return;
    } catch (refusal) {
      toast(refusal.message, true);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const stream = new AlertStream({
  onOpen: (resumed) => { if (!resumed) loadAll(); },
  onAlert: (alert) => alerts.take(alert),
  onState: (now, since) => {
    state = now;
    lostAt = since ?? null;
    showConnection();
  },
});

// Keyboard

const KEYS = {
  j: () => alerts.step(1),
  k: () => alerts.step(-1),
  o: () => alerts.openArticle(),
  Enter: () => alerts.openArticle(),
  a: () => alerts.acknowledge(),
  c: () => alerts.acknowledge(true),
  s: () => alerts.snooze(),
  m: () => alerts.markAllRead(),
  t: () => alerts.toTop(),
  "/": () => byId("filter-text").focus(),
};
const EVERYWHERE = {
  1: () => { location.hash = "#alerts"; },
  2: () => { location.hash = "#stances"; },
  3: () => { location.hash = "#watches"; },
  ",": openPreferences,
  "?": () => byId("help").showModal(),
};

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
  if (key === "Escape") {
    if (typing) typing.blur();
    else alerts.closeDetail();
    return;
  }
  if (typing || (key === "Enter" && target.closest?.("a, button, [role=button]"))) return;
  const act = EVERYWHERE[key] || (byId("view-alerts").hidden ? undefined : KEYS[key]);
  if (act) {
    event.preventDefault();
    act();
  }
});

setInterval(() => {
  refreshTimes();
  if (state !== "live") showConnection();
}, 15_000);
setInterval(() => { byId("clock").textContent = clockTime(new Date()); }, 1_000);

showView();
stream.run();
