"use strict";

// The token comes in the fragment of the printed address, which browsers do not
// send, and is kept for this tab only.
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname);
}
const token = sessionStorage.getItem("token");
const headers = { Authorization: "Bearer " + token };

const byId = (id) => document.getElementById(id);
const words = { permit: "OK", refuse: "STOP", ask: "CHECK" };
const most = 60; // entries shown
let next = null; // sequence of the next entry

function say(state, text) {
  byId("state").dataset.state = state;
  byId("state").textContent = text;
}

// denied leaves one message, and nothing that waits for what cannot come.
function denied() {
  say("denied", "Not signed in: open the address that tracewright demo has printed, with its #token.");
  document.querySelector("main").hidden = true;
}

function part(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

function show(event) {
  next = event.seq + 1;
  byId("size").textContent = next + " entries";
  if (!event.verdict && !event.text) return;
  byId("feed-empty").hidden = true;
  const verdict = event.verdict;
  const item = document.createElement("li");
  item.className = "new";
  const good = verdict && verdict.answer === "permit" && /^T00/.test(verdict.code);
  // What is recorded and fails, such as a value outside of its limits, is not good.
  if (verdict) item.dataset.answer = verdict.answer === "permit" && !good ? "ask" : verdict.answer;
  const when = new Date(event.recordedAt);
  const time = part("time", "", when.toLocaleTimeString([], { hour12: false }));
  time.dateTime = event.recordedAt;
  item.append(time);
  item.append(part("span", "answer", verdict ? words[item.dataset.answer] + " " + (good ? "" : verdict.code) : event.kind));
  const text = part("span", "text", verdict ? verdict.text : event.text);
  text.append(part("span", "where", "  " + [event.station, event.verb].filter(Boolean).join(" · ")));
  item.append(text);
  if (verdict && verdict.next) item.append(part("span", "next", verdict.next));
  const list = byId("feed");
  list.prepend(item);
  while (list.children.length > most) list.lastChild.remove();
}

async function read(path) {
  const answer = await fetch(path, { headers });
  if (!answer.ok) throw new Error("HTTP " + answer.status);
  return (await answer.json()).items;
}

async function stations() {
  try {
    const [items, wip] = await Promise.all([read("/api/v1/stations"), read("/api/v1/wip")]);
    const waits = new Map();
    for (const w of wip) if (!w.operation) waits.set(w.station, (waits.get(w.station) || 0) + w.objects);
    byId("stations-empty").hidden = items.length > 0;
    byId("stations-empty").textContent = "The plant has no stations.";
    byId("stations").replaceChildren(...items.map((s) => {
      const item = document.createElement("li");
      item.append(part("b", "", s.code + "  " + (s.name || "")));
      const visits = s.inWork || [];
      item.dataset.busy = visits.length > 0;
      const waiting = waits.get(s.code) || 0;
      item.append(part("span", "work", visits.length
        ? visits.map((v) => v.object.name || v.object.id).join(", ")
        : "idle"));
      if (waiting) item.append(part("span", "waiting", waiting + " done, to go on"));
      return item;
    }));
  } catch { /* the feed says that the server is away */ }
}

async function follow() {
  const from = next === null ? "" : "?from=" + next;
  const answer = await fetch("/api/v1/feed" + from, { headers });
  if (answer.status === 401 || answer.status === 403) {
    denied();
    return false;
  }
  if (!answer.ok) throw new Error("HTTP " + answer.status);
  say("live", "Live");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const data = block.split("\n").filter((l) => l.startsWith("data: ")).map((l) => l.slice(6)).join("\n");
      if (data) show(JSON.parse(data));
    }
  }
}

// history shows what came last, so that the page is not empty at first.
async function recent() {
  const answer = await fetch("/readyz");
  if (answer.ok) next = Math.max(0, (await answer.json()).seq - most);
}

async function run() {
  if (!token) {
    denied();
    return;
  }
  stations();
  setInterval(() => { if (!document.hidden) stations(); }, 2000);
  for (let pause = 500; ; pause = Math.min(pause * 2, 10000)) {
    try {
      if (next === null) await recent();
      if (!await follow()) return;
      pause = 500;
    } catch { /* said below */ }
    say("lost", "The server is away. What you see may be old; trying again…");
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

run();
