// Stances and shifts as pictures: who to whom, and where on the Goldstein scale from -10 to +10.

import { drawn, element } from "./dom.js";

const WORDS = {
  AGREE: "agrees", CONSULT: "consults", SUPPORT: "supports", COOPERATE: "cooperates", AID: "gives aid", YIELD: "yields",
  REQUEST: "demands", ACCUSE: "accuses", REJECT: "rejects", THREATEN: "threatens", PROTEST: "protests",
  SANCTION: "sanctions", MOBILIZE: "mobilizes", COERCE: "coerces", ASSAULT: "attacks",
};

export const signed = (number) => (number > 0 ? "+" : number < 0 ? "\u2212" : "") + Math.abs(number).toFixed(1);
export const issueName = (issue) => (issue ? issue.replaceAll("-", " ") : "");
export const deed = (stance) => (stance.action ? WORDS[stance.action] || stance.action.toLowerCase() : "takes no side");

/**
 * "Tehran IRN → Washington USA · missile program"; slugs of actors without a country code say nothing new. Words that only
 * their sentence explains, such as "his country's missiles", come second: "IRN his country's missiles".
 */
export function relation(record) {
  const party = (code, text) => {
    if (!/^[A-Z]{3}$/.test(code ?? "") || !text || code === text) return text || code;
    const [name, gloss] = /^\p{Ll}/u.test(text) ? [code, text] : [text, code];
    return [name, element("span", { className: "issue" }, ` ${gloss}`)];
  };
  const issue = issueName(record.issue);
  return element("span", { className: "relation", dir: "auto" },
    party(record.actor, record.actorText),
    record.targetText || record.target
      ? [element("span", { className: "arrow" }, "\u2192"), party(record.target, record.targetText)] : null,
    issue ? element("span", { className: "issue" }, ` · ${issue}`) : null);
}

export function side(name, text = name) {
  return element("span", { className: `side-${name}` }, text);
}

/** The words of a stance: "rejects, −2.0, on conditions". */
export function stanceWords(stance) {
  return element("span", { className: "move" },
    `${deed(stance)} ${signed(stance.score)}`,
    stance.conditional ? ", on conditions" : "");
}

/** The words of a shift: "conflict → cooperative, +4.5". */
export function shiftWords(shift) {
  return element("span", { className: "move" },
    side(shift.from), element("span", { className: "muted" }, " \u2192 "), side(shift.to), ` ${signed(shift.delta)}`);
}

/** The scale with a place on it: a score from -10 to +10. */
export function scale(score, sideName, width = 150, labels = false) {
  const { x, y, height, ground } = axis(width, labels && ["conflict \u221210", "0", "+10 cooperation"]);
  return svg(width, height, `${signed(score)} on a scale from conflict, minus 10, to cooperation, plus 10`, [
    ...ground,
    drawn("circle", { class: `at-${sideName}`, cx: x(score), cy: y, r: 5.5 }),
  ]);
}

// A shift tells its sides and its size, not the two scores: so the arrow goes from the middle of one side to the other.
const MIDDLE = { conflict: -5, neutral: 0, cooperative: 5 };

/** The move of a shift across the scale. */
export function move(shift, width = 150, labels = false) {
  const { x, y, height, ground } = axis(width, labels && ["conflict", "", "cooperation"]);
  const within = shift.from === shift.to;
  const direction = Math.sign(shift.delta) || 1;
  const from = x(MIDDLE[shift.from] - (within ? 2.5 * direction : 0));
  const to = x(MIDDLE[shift.to] + (within ? 2.5 * direction : 0));
  const end = to - direction * 8;
  return svg(width, height, `a move from ${shift.from} to ${shift.to}, ${signed(shift.delta)} on the scale`, [
    ...ground,
    drawn("line", { class: "path", x1: from, x2: end, y1: y, y2: y }),
    drawn("path", { class: "path", d: `M ${end - direction * 4} ${y - 4} L ${end} ${y} L ${end - direction * 4} ${y + 4}` }),
    drawn("circle", { class: "from", cx: from, cy: y, r: 4.5 }),
    drawn("circle", { class: `at-${shift.to}`, cx: to, cy: y, r: 5.5 }),
  ]);
}

/** The picture of an alert that has one. */
export function pictureOf(alert, width, labels) {
  return alert.shift ? move(alert.shift, width, labels) : scale(alert.stance.score, alert.stance.side, width, labels);
}

function axis(width, labels) {
  const margin = 6;
  const y = labels ? 14 : 9;
  const x = (score) => margin + ((Math.max(-10, Math.min(10, score)) + 10) / 20) * (width - 2 * margin);
  const ground = [
    drawn("line", { class: "half-conflict", x1: x(-10), x2: x(0), y1: y, y2: y }),
    drawn("line", { class: "half-cooperative", x1: x(0), x2: x(10), y1: y, y2: y }),
    drawn("line", { class: "zero", x1: x(0), x2: x(0), y1: y - 6, y2: y + 6 }),
  ];
  if (labels) {
    ground.push(
      drawn("text", { x: 0, y: y + 22 }, labels[0]),
      drawn("text", { x: x(0), y: y + 22, "text-anchor": "middle" }, labels[1]),
      drawn("text", { x: width, y: y + 22, "text-anchor": "end" }, labels[2]));
  }
  return { x, y, height: labels ? 40 : 18, ground };
}

function svg(width, height, name, parts) {
  return drawn("svg", { class: "scale", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name }, parts);
}
