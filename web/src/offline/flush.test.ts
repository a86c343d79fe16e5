import { expect, test } from "vitest";
import { ProblemError, type Schemas } from "@/api/call";
import type { Kept } from "./acts";
import { flushBy, zoned, type Way } from "./flush";

type Command = Pick<Schemas["Command"], "id"> & {
  mode?: string;
  operator?: string;
  session?: string;
  occurredAt?: string;
};
type Said = Partial<Schemas["Answer"]["verdict"]>;

const gone = new ProblemError({ type: "x", code: "W001", title: "W001", status: 0 });
const noBadge = new ProblemError({ type: "x", code: "H468", title: "A badge is not reported.", status: 422 });

const done = (id: string, code = id, more: Partial<Kept> = {}): Kept => ({
  n: Number(id),
  id,
  station: "D-40",
  actor: "tablet",
  act: { code },
  at: Date.parse("2026-01-05T07:00:00Z"),
  ...more,
});

/** A way with what is kept, and a server that says by the code what it does. */
function wayOf(kept: Kept[], judge: (command: Command) => Said | Error, ahead = 0) {
  const rows = new Map(kept.map((k) => [k.n, k]));
  const sent: Command[] = [];
  const way: Way = {
    list: () => Promise.resolve([...rows.values()]),
    save: (k) => Promise.resolve(void rows.set(k.n, k)),
    drop: (k) => Promise.resolve(void rows.delete(k.n)),
    ahead: () => Promise.resolve(ahead),
    send: (command) => {
      sent.push(command);
      const said = judge(command);
      if (said instanceof Error) return Promise.reject(said);
      const verdict = { answer: "permit", code: "T002", text: "x", ...said };
      return Promise.resolve({ id: "x", seq: 1, recordedAt: "", verdict } as Schemas["Answer"]);
    },
  };
  return { way, sent, left: () => [...rows.values()] };
}

test("what is kept is reported in its order, as it happened, and forgotten once it is recorded", async () => {
  const { way, sent, left } = wayOf([done("1"), done("2", "2", { session: "ss-1" })], () => ({}));
  await flushBy(way, "tablet");
  expect(sent.map((c) => [c.id, c.mode, c.session])).toEqual([
    ["1", "report", undefined],
    ["2", "report", "ss-1"],
  ]);
  expect(Date.parse(sent[0]?.occurredAt ?? "")).toBe(Date.parse("2026-01-05T07:00:00Z"));
  expect(left()).toEqual([]);
});

test("without the server everything stays, and is the same when it is sent again", async () => {
  const { way, sent, left } = wayOf([done("1"), done("2")], () => gone, 90_000);
  await flushBy(way, "tablet");
  await flushBy(way, "tablet");
  expect(left().map((k) => k.came)).toEqual([undefined, undefined]);
  expect(sent.map((c) => c.id)).toEqual(["1", "1"]);
  expect(sent[0]).toEqual(sent[1]);
  expect(Date.parse(sent[0]?.occurredAt ?? "")).toBe(Date.parse("2026-01-05T07:01:30Z")); // by the server's clock
});

test("rules that were broken are kept to be worked off; a remark is not", async () => {
  const also = (code: string) => ({ also: [{ code, text: code }] });
  const { way, left } = wayOf([done("1"), done("2")], (c) => also(c.id === "1" ? "T801" : "T301"));
  await flushBy(way, "tablet");
  expect(left().map((k) => [k.id, k.came?.how, k.came?.also])).toEqual([["2", "recorded", ["T301"]]]);
});

test("what is refused does not hold up what follows", async () => {
  const { way, left } = wayOf([done("1"), done("2")], (c) => (c.id === "1" ? { answer: "refuse", code: "T101" } : {}));
  await flushBy(way, "tablet");
  expect(left().map((k) => [k.id, k.came?.how])).toEqual([["1", "refused"]]);
});

test("a badge says who did what follows, until it is shown again", async () => {
  const acts = [done("1"), done("2", "B-7"), done("3"), done("4", "B-7"), done("5")];
  const { way, sent, left } = wayOf(acts, (c) => (["2", "4"].includes(c.id ?? "") ? noBadge : {}));
  await flushBy(way, "tablet");
  expect(sent.map((c) => c.operator)).toEqual([undefined, undefined, "B-7", "B-7", undefined]);
  expect(left()).toEqual([]);
});

test("what the server had recorded is not recorded again, though its answer was lost", async () => {
  const evidence = { answered: "permit", first: '{"id":"1"}', said: "done" };
  const { way, sent, left } = wayOf([done("1")], () => ({ answer: "refuse", code: "T802", evidence }));
  await flushBy(way, "tablet");
  expect([sent.length, left().length]).toEqual([1, 0]);
});

test("what was refused while nobody heard it is reported, since it happened", async () => {
  const evidence = { answered: "refuse", first: '{"id":"1"}', said: "no" };
  const twice = { answer: "refuse" as const, code: "T802", evidence };
  const { way, sent, left } = wayOf([done("1")], (c) => (c.id === "1" ? twice : {}));
  await flushBy(way, "tablet");
  expect(sent.map((c) => c.id)).toEqual(["1", "1r"]);
  expect(left()).toEqual([]);
});

test("nobody sends what another has kept", async () => {
  const { way, sent, left } = wayOf([done("1")], () => ({}));
  await flushBy(way, "somebody");
  expect([sent.length, left().length]).toEqual([0, 1]);
});

test("a time names its zone", () => {
  const at = Date.parse("2026-07-05T07:00:00.250Z");
  expect(zoned(at)).toMatch(/^2026-07-05T\d\d:\d\d:00\.250[+-]\d\d:\d\d$/);
  expect(Date.parse(zoned(at))).toBe(at);
});
