// The alert stream, read with fetch rather than EventSource so that the token can go in a header.
// It resumes after the last event it has seen; whoever listens keys by alert id and version, so nothing doubles.

import { headers, tokenNeeded } from "./api.js";

const SILENCE = 25_000; // The desk gives a sign of life every 10 seconds.
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];
const AWAY_AFTER = 15_000;

/** Cuts a text stream into Server-Sent Events. */
export class EventCutter {
  #rest = "";
  #event = {};

  /** Takes a piece of text; answers the events that it completes. */
  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const events = [];
    for (const line of lines) {
      if (line === "") {
        if (Object.keys(this.#event).length > 0) events.push(this.#event);
        this.#event = {};
      } else if (!line.startsWith(":")) {
        const [, name, value] = /^([^:]*)(?:: ?(.*))?$/.exec(line);
        this.#event[name] = name === "data" && "data" in this.#event ? `${this.#event.data}\n${value}` : value ?? "";
      }
    }
    return events;
  }
}

/** Keeps a connection to the stream open for the life of the page. */
export class AlertStream {
  #last = null;
  #attempt = 0;
  #lostAt = null;
  #wake = () => {};

  /**
   * onOpen(resumed): a connection stands; resumed is false when alerts before it may be missing.
   * onAlert(alert): a version of an alert. onState(state, since): live, reconnecting or away.
   */
  constructor({ onOpen, onAlert, onState }) {
    Object.assign(this, { onOpen, onAlert, onState });
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#wake(); });
  }

  async run() {
    for (;;) {
      try {
        await this.#connect();
      } catch (fault) {
        if (fault.name !== "AbortError") console.info("The stream broke off:", fault.message);
      }
      this.#lost();
      const pause = PAUSES[Math.min(this.#attempt++, PAUSES.length - 1)] * (0.8 + 0.4 * Math.random());
      await new Promise((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, pause);
      });
      this.#lost();
    }
  }

  async #connect() {
    const stop = new AbortController();
    let silence = setTimeout(() => stop.abort(), SILENCE);
    const response = await fetch("/api/alerts/stream", {
      headers: headers({ Accept: "text/event-stream", ...(this.#last === null ? {} : { "Last-Event-ID": this.#last }) }),
      signal: stop.signal,
      cache: "no-store",
    });
    if (response.status === 401) {
      clearTimeout(silence);
      await tokenNeeded();
      this.#attempt = 0;
      return;
    }
    if (response.status === 400) this.#last = null; // The place means nothing to this desk: begin anew.
    if (!response.ok) throw new Error(`the desk answered ${response.status}`);

    const resumed = this.#last !== null;
    let open = false;
    const cutter = new EventCutter();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => stop.abort(), SILENCE);
      for (const event of cutter.push(value)) {
        if (event.event === "alert") this.onAlert(JSON.parse(event.data));
        if (event.id) this.#last = event.id;
      }
      if (!open && this.#last !== null) {
        open = true;
        this.#attempt = 0;
        this.#lostAt = null;
        this.onState("live");
        this.onOpen(resumed);
      }
    }
  }

  #lost() {
    this.#lostAt ??= new Date();
    this.onState(Date.now() - this.#lostAt > AWAY_AFTER ? "away" : "reconnecting", this.#lostAt);
  }
}
