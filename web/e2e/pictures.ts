// Draws the pictures of the README into the folder PICTURES: make pictures.
import { test } from "vitest";
import { places, visitPlace } from "./places";

const folder = process.env["PICTURES"] ?? "pictures";
const size = { width: 1120, height: 680 } as const;

test.each(["station-stop", "map", "trace", "record", "plant", "codes-labels"])("%s", async (name) => {
  const place = places.find((p) => p.name === name);
  if (!place) throw new Error(`there is no place ${name}`);
  const page = await visitPlace({ ...place, sizes: [size] });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}.png` });
});
