import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("each component that is used has its styles", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((f) => /\.tsx?$/.test(f));
  const source = files.map((f) => readFileSync(`src/${f}`, "utf8")).join("\n");
  const named = [...source.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(
    (m) => m[1]?.split(",") ?? [],
  );
  const used = new Set(named.map((name) => name.replace("type ", "").trim()));
  const without = [...used].filter(
    (name) =>
      existsSync(`node_modules/@mantine/core/styles/${name}.layer.css`) &&
      !source.includes(`@mantine/core/styles/${name}.layer.css`),
  );
  expect(used.size).toBeGreaterThan(20);
  expect(without).toEqual([]);
});
