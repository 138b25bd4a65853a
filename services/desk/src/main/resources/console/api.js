// Calls on the desk's API. The token, where one is asked for, lives in this tab only.

const TOKEN = "redline.token";

/** A refusal by the API; the message is the problem's own sentence. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The desk answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

let askForToken = async () => false;

/** Sets what asks the editor for a token; it resolves once there is one. */
export function onTokenNeeded(ask) {
  askForToken = ask;
}

export function setToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

export function headers(more = {}) {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

let asking = null;

/** Asks for a token, once for all calls that wait for one. */
export function tokenNeeded() {
  asking ??= askForToken(Boolean(sessionStorage.getItem(TOKEN))).finally(() => { asking = null; });
  return asking;
}

/** Sends a request; answers the JSON, null when there is none. Throws a Problem, or a TypeError when nobody answers. */
export async function call(method, path, body, more) {
  for (;;) {
    const response = await fetch(path, {
      method,
      headers: headers({ ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...more }),
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
    if (response.status === 401) {
      await tokenNeeded();
      continue;
    }
    const text = await response.text();
    const json = text && (response.headers.get("Content-Type") || "").includes("json") ? JSON.parse(text) : null;
    if (!response.ok) throw new Problem(response.status, json || {});
    return json;
  }
}

export const get = (path, parameters = {}) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return call("GET", query ? `${path}?${query}` : path);
};
