// The silences that have not ended: who holds back what, until when and why.

import { call, get } from "./api.js";
import { dayTime, element, toast } from "./dom.js";

export class SilenceList {
  constructor() {
    this.section = document.getElementById("silences");
    this.list = document.getElementById("silence-list");
  }

  async load() {
    const page = await get("/api/silences", { limit: 100 });
    this.section.hidden = page.items.length === 0;
    this.list.replaceChildren(...page.items.map((silence) => this.#row(silence)));
  }

  #row(silence) {
    const what = silence.alertId ? `One alert of ${silence.watchId}` : silence.watchId ?? "Every watch";
    return element("li", { className: "silence", "data-id": silence.id },
      element("span", { dir: "auto" }, `${what}, until ${dayTime(silence.until)}`),
      element("button", { className: "small", type: "button", "aria-label": `End the silence of ${what}`, onclick: () => this.#end(silence) }, "End"),
      element("p", { className: "reason", dir: "auto" }, `${silence.by}: ${silence.reason}`));
  }

  async #end(silence) {
    try {
      await call("DELETE", `/api/silences/${encodeURIComponent(silence.id)}`);
      toast("The silence has ended; what it held back is told.");
      await this.load();
    } catch (refusal) {
      toast(`Not ended: ${refusal.message}`, true);
    }
  }
}
