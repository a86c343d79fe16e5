import { expect, test } from "vitest";
import { ProblemError, type Schemas } from "@/api/call";
import { fits, most, mostPhotos, type Kept } from "./acts";
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
function wayOf(
  kept: Kept[],
  judge: (command: Command) => Said | Error,
  ahead = 0,
  refuses: (photo: Blob) => Promise<never> | undefined = () => undefined,
) {
  const rows = new Map(kept.map((k) => [k.n, k]));
  const sent: Command[] = [];
  const uploaded: Blob[] = [];
  const way: Way = {
    list: () => Promise.resolve([...rows.values()]),
    save: (k) => Promise.resolve(void rows.set(k.n, k)),
    drop: (k) => Promise.resolve(void rows.delete(k.n)),
    ahead: () => Promise.resolve(ahead),
    upload: (photo) => {
      uploaded.push(photo);
      return refuses(photo) ?? Promise.resolve();
    },
    send: (command) => {
      sent.push(command);
      const said = judge(command);
      if (said instanceof Error) return Promise.reject(said);
      const verdict = { answer: "permit", code: "T002", text: "x", ...said };
      return Promise.resolve({ id: "x", seq: 1, recordedAt: "", verdict } as Schemas["Answer"]);
    },
  };
  return { way, sent, uploaded, left: () => [...rows.values()] };
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

const photo = (sha256: string, bytes = 3) => ({ sha256, blob: new Blob(["x".repeat(bytes)]) });
const defect = (...photos: ReturnType<typeof photo>[]): Kept => ({
  ...done("1"),
  act: { verb: "report-defect", args: { defect: "NOISY", attachments: photos.map((p) => p.sha256) } },
  photos,
});

test("a photo is with the server before the report that names it, and stays while the server is gone", async () => {
  let back = false;
  const { way, sent, uploaded, left } = wayOf(
    [defect(photo("a"))],
    () => ({}),
    0,
    () => (back ? undefined : Promise.reject(gone)),
  );
  await flushBy(way, "tablet");
  expect([sent.length, left().length, left()[0]?.photos?.length]).toEqual([0, 1, 1]);
  back = true;
  await flushBy(way, "tablet");
  expect([sent.length, uploaded.length]).toEqual([1, 2]);
  expect(sent[0]).toMatchObject({ args: { defect: "NOISY", attachments: ["a"] } });
  expect(left()).toEqual([]);
});

test("a photo that the server does not take is left out of the report, and that is said", async () => {
  const large = new ProblemError({ type: "x", code: "H413", title: "Too large", status: 413 });
  const [a, b] = [photo("a"), photo("b")];
  const refuses = (p: Blob) => (p === a.blob ? Promise.reject(large) : undefined);
  const { way, sent, left } = wayOf([defect(a, b)], () => ({}), 0, refuses);
  await flushBy(way, "tablet");
  expect(sent[0]).toMatchObject({ args: { defect: "NOISY", attachments: ["b"] } });
  expect(left()[0]?.came).toMatchObject({ how: "recorded", also: ["Too large"] });
  expect(left()[0]?.photos).toBeUndefined();
});

test("what is kept is bounded: acts, photos, and their bytes", () => {
  const acts = Array.from({ length: most }, (_, i) => done(String(i)));
  expect(fits(acts.slice(1), done("x"))).toBe("kept");
  expect(fits(acts, done("x"))).toBe("full");
  const full = [defect(...Array.from({ length: mostPhotos.number }, (_, i) => photo(String(i))))];
  expect(fits(full, defect(photo("x")))).toBe("photos");
  expect(fits(full, done("x"))).toBe("kept");
  expect(fits([], defect(photo("x", mostPhotos.bytes)))).toBe("kept");
  expect(fits([], defect(photo("x", mostPhotos.bytes), photo("y", 1)))).toBe("photos");
});
