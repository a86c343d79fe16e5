import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: process.env["BENCH"]
      ? ["bench/*.bench.ts"]
      : process.env["PICTURES"]
        ? ["e2e/pictures.ts"]
        : process.env["SCREENSHOTS"]
          ? ["e2e/draw.ts"]
          : ["e2e/**/*.e2e.ts", "src/**/*.e2e.ts"],
    globalSetup: ["e2e/setup.ts"],
    // One server, one browser, two cores. What is measured is measured alone.
    maxWorkers: process.env["BENCH"] ? 1 : 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
