// What this editor prefers, kept in this browser.

import { newsOf, refreshTimes, setZone } from "./dom.js";

const KEY = "redline.preferences";
const USUAL = { theme: "auto", zone: "local", sound: "off", notify: "off", by: "", askNote: true };

export const preferences = { ...USUAL, ...read() };

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

export function prefer(changes) {
  Object.assign(preferences, changes);
  localStorage.setItem(KEY, JSON.stringify(preferences));
  apply();
}

export function apply() {
  document.documentElement.dataset.theme = preferences.theme;
  setZone(preferences.zone);
  refreshTimes();
}

/** The dialog: every change counts at once. */
export function wirePreferences(dialog) {
  const form = dialog.querySelector("form");
  const open = () => {
    for (const field of form.elements) {
      if (field.name) field[field.type === "checkbox" ? "checked" : "value"] = preferences[field.name];
    }
    dialog.showModal();
  };
  form.addEventListener("input", async ({ target }) => {
    prefer({ [target.name]: target.type === "checkbox" ? target.checked : target.value });
    if (target.name === "sound" && target.value !== "off") ring(false);
    if (target.name === "notify" && target.value !== "off" && (await Notification.requestPermission()) !== "granted") {
      target.value = "off";
      prefer({ notify: "off" });
    }
  });
  return open;
}

export const isUrgent = (alert) => (alert.urgency !== null && alert.urgency <= 3) || alert.kind === "shift";
const wanted = (choice, alert) => choice === "all" || (choice === "urgent" && isUrgent(alert));

/** Calls the editor's attention, as far as the editor wants it. */
export function callAttention(alert, open) {
  if (wanted(preferences.sound, alert)) ring(isUrgent(alert));
  if (wanted(preferences.notify, alert) && "Notification" in window && Notification.permission === "granted" && document.hidden) {
    const note = new Notification(newsOf(alert), {
      body: `${alert.watch.name} · ${alert.article.source}\n${alert.reason}`,
      tag: alert.id,
      icon: "favicon.svg",
    });
    note.onclick = () => { focus(); open(alert.id); note.close(); };
  }
}

let audio = null;

/** One soft tone, or two for what is urgent. */
function ring(urgent) {
  audio ??= new AudioContext();
  (urgent ? [660, 880] : [520]).forEach((pitch, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + index * 0.16;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  });
}
