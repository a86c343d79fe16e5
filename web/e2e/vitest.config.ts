import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Begins with what takes longest, so that nothing goes on alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const late = (file: TestSpecification) => Number(!file.moduleId.endsWith("axe.e2e.ts"));
    return (await super.sort(files)).toSorted((a, b) => late(a) - late(b));
  }
}

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
    // One browser, two cores. What is measured is measured alone.
    maxWorkers: process.env["BENCH"] ? 1 : 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
