import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { visit } from "./browser";

const dist = new URL("../../internal/webui/dist/", import.meta.url).pathname;
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile())
  .map((e) => join(e.parentPath, e.name));

/** Hosts that a build may name: they are names of vocabularies, or stand in messages, and are never called. */
const named = [
  /^https?:\/\/(www\.)?w3\.org/,
  /^https?:\/\/(react|reactflow|tanstack|mantine)\.dev/,
  /^https:\/\/tanstack\.com/,
  /^https?:\/\/localhost$/,
];

test("the build names no other host", () => {
  const found = files
    .filter((f) => /\.(js|css|html|svg)(\.br)?$/.test(f))
    .flatMap((f) => {
      const plain = f.endsWith(".br") ? brotliDecompressSync(readFileSync(f)) : readFileSync(f);
      const hosts = plain.toString().match(/(https?|wss?):\/\/[a-z0-9.-]+/gi) ?? [];
      return hosts.filter((h) => !named.some((n) => n.test(h))).map((h) => `${f.slice(dist.length)}: ${h}`);
    });
  expect(found).toEqual([]);
});

test("the build is no larger than it may be", () => {
  const total = files.filter((f) => !f.endsWith(".gz")).reduce((n, f) => n + statSync(f).size, 0);
  expect(total / 1024).toBeLessThan(3000);
});

test("the screen of a station comes with at most 300 kB", async () => {
  const sizes: Promise<number>[] = [];
  const page = await visit("/station/D-40", { as: "device" }, (context) => {
    context.on("requestfinished", (request) => {
      sizes.push(request.sizes().then((s) => s.responseHeadersSize + s.responseBodySize));
    });
  });
  await page.locator("[data-kind=ready]").waitFor();
  const size = (await Promise.all(sizes)).reduce((a, b) => a + b);
  expect(size / 1024).toBeGreaterThan(100);
  expect(size / 1024).toBeLessThan(300);
});
