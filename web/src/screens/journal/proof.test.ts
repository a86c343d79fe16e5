// @vitest-environment node
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { checkpointOf, rootFrom } from "./proof";

const sha = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaves = Array.from({ length: 7 }, (_, i) => sha(Buffer.from([0]), Buffer.from(`entry ${String(i)}`)));

/** The root over leaves, and the path from one of them, as RFC 6962 defines both. */
function tree(list: Buffer[], seq: number): { root: Buffer; path: Buffer[] } {
  if (list.length === 1) return { root: list[0] ?? Buffer.alloc(0), path: [] };
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  const left = tree(list.slice(0, k), seq);
  const right = tree(list.slice(k), seq - k);
  const path = seq < k ? [...left.path, right.root] : [...right.path, left.root];
  return { root: sha(Buffer.from([1]), left.root, right.root), path };
}

it.each([0, 3, 4, 6])("finds the root from leaf %i of seven", async (seq) => {
  const { root, path } = tree(leaves, seq);
  const leaf = leaves[seq]?.toString("base64") ?? "";
  const hashes = path.map((h) => h.toString("base64"));
  expect(await rootFrom(seq, 7, leaf, hashes)).toBe(root.toString("base64"));
  expect(await rootFrom((seq + 1) % 7, 7, leaf, hashes)).not.toBe(root.toString("base64"));
  expect(await rootFrom(seq, 7, leaf, hashes.slice(1))).toBeUndefined();
});

it("reads a checkpoint, and nothing else", () => {
  expect(checkpointOf("demo/abc\n2810\n2YEX=\n\n— demo x\n")).toEqual({
    origin: "demo/abc",
    size: 2810,
    root: "2YEX=",
  });
  expect(checkpointOf('{"code":"H403"}')).toBeUndefined();
});
