import { expect, test } from "vitest";
import type { Schemas } from "@/api/call";
import { settled, visit } from "../../../e2e/browser";

test("a bad motor is traced to who has it, and stopped", async () => {
  const page = await visit("/trace?of=MM000010", { as: "quality" });
  await page.getByText("affected", { exact: false }).first().waitFor();
  const customers = page.getByRole("group", { name: "Where it is now" });
  await customers
    .getByRole("button", { name: /shipped/ })
    .first()
    .click();
  await settled(page);
  const rows = page.getByRole("region", { name: "Trace and contain" }).locator("tbody tr:not([aria-hidden])");
  expect(await rows.count()).toBeGreaterThan(0);
  for (const row of await rows.all()) expect(await row.textContent()).toContain("shipped");
  await customers.getByRole("button", { pressed: true }).click();

  await page.getByRole("button", { name: "Stop it…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Hold MM000010" }).click();
  await dialog.getByText("Say why").waitFor();
  await dialog.getByLabel("Why").fill("noisy motor");
  await dialog.getByRole("button", { name: "Hold MM000010" }).click();
  await page.getByRole("dialog").getByRole("status").waitFor();
});

test("a unit shows what went into it, and leads on from there", async () => {
  const page = await visit("/find?code=SN000004", { as: "quality" });
  await page.getByRole("link", { name: "SN000004" }).first().click();
  await page.getByRole("link", { name: "Trace", exact: true }).click();
  await page.getByText("What went into it").click();
  await page.getByText("HO-0001").first().waitFor();
  await page.getByRole("link", { name: "MM000004", exact: true }).click();
  await page.getByRole("heading", { name: /MM000004/ }).waitFor();
  expect(new URL(page.url()).searchParams.get("direction")).toBe("back");
});

test("an unknown code says so, and an operator is offered no hold", async () => {
  const unknown = await visit("/trace?of=NO-SUCH", { as: "quality" });
  await unknown.getByText("Nothing here has this name").waitFor();
  const page = await visit("/trace?of=BR-0001", { as: "engineer" });
  await page.getByText("affected", { exact: false }).first().waitFor();
  expect(await page.getByRole("button", { name: "Stop it…" }).count()).toBe(0);
});

test("what a tool has done is traced, drawn and taken along", async () => {
  const page = await visit("/trace", { as: "quality" });
  await page.getByRole("combobox", { name: "Begin with" }).click();
  await page.getByRole("option", { name: "A tool" }).click();
  await page.getByRole("combobox", { name: "Tool, gauge or machine" }).fill("DRV-1");
  await page.getByLabel("since its last good check").check();
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.getByRole("heading", { name: /that fit$/ }).waitFor();
  expect(new URL(page.url()).searchParams.get("since")).toBe("check");

  const drawing = page.getByRole("region", { name: "How it hangs together" });
  const boxes = drawing.locator("figure a");
  await boxes.first().waitFor();
  const before = await boxes.count();
  await drawing
    .getByRole("link", { name: /^Open the/ })
    .first()
    .press("Enter");
  await drawing.getByRole("button", { name: "Close all groups" }).waitFor();
  await settled(page);
  expect(await boxes.count()).toBeGreaterThan(before);

  await page.getByRole("button", { name: "Take it along" }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /Excel/ }).click();
  expect((await file).suggestedFilename()).toMatch(/^trace-forward-.*\.xlsx$/);
});

test("a group of which only some are possible is not drawn as one of which nothing is proven", async () => {
  const page = await visit("/trace", { as: "quality" });
  await page.route("**/api/v1/trace/graph?*", async (route) => {
    const response = await route.fetch();
    const graph = (await response.json()) as Schemas["TraceGraph"];
    const groups = graph.boxes.filter((b) => b.group && b.members > 3);
    const doubtful = groups.map((b, i) => ({ ...b, proven: i > 1, possible: [3, b.members][i] ?? 0 }));
    const boxes = graph.boxes.map((b) => doubtful.find((d) => d.key === b.key) ?? b);
    await route.fulfill({ response, json: { ...graph, boxes } });
  });
  await page.getByLabel("Object").fill("BR-0001");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  const drawing = page.getByRole("region", { name: "How it hangs together" });
  const mixed = drawing.locator("figure a[data-certainty=mixed]");
  await mixed.getByText(/^\d+ proven, 3 possible$/).waitFor();
  const edges = (of: string) =>
    drawing.locator(of).evaluateAll((all) => [...new Set(all.map((e) => getComputedStyle(e).borderTopStyle))]);
  expect(await mixed.count()).toBe(1);
  expect(await edges("a[data-certainty=mixed], a[data-certainty=proven]")).toEqual(["solid"]);
  expect(await edges("a[data-certainty=possible]")).toEqual(["dashed"]);
  const legend = drawing.getByRole("list", { name: "Edges of the boxes" });
  expect(await legend.getByRole("listitem").allTextContents()).toEqual([
    "proven",
    "partly proven: it says how many",
    "only possible",
  ]);
});

test("what a start needs is marked, and asked for at its field", async () => {
  const page = await visit("/trace?by=time", { as: "quality" });
  const part = page.getByLabel("Part");
  await page.locator("label", { hasText: /^Part \*$/ }).waitFor();
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.getByText("It is needed to begin with").waitFor();
  expect(await part.getAttribute("aria-invalid")).toBe("true");
  expect(new URL(page.url()).searchParams.has("part")).toBe(false);
  await part.fill("MM-36");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.getByRole("heading", { name: /that fit$/ }).waitFor();
  expect(await page.getByText("It is needed to begin with").count()).toBe(0);
});

test("values need what was measured, and are numbers", async () => {
  const page = await visit("/trace?by=value", { as: "quality" });
  await page.locator("label", { hasText: /^What was measured \*$/ }).waitFor();
  await page.getByLabel("What was measured").fill("NO-SUCH");
  await page.getByLabel("From value").fill("4,8");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.getByText("A number, with a point: 4.85").waitFor();
});
