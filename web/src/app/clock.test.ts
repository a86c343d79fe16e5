import { expect, test } from "vitest";
import { offWall, onWall } from "./clock";

const berlin = "Europe/Berlin";

test("a time that is typed is that of the plant, whatever the clock of the browser is", () => {
  expect(offWall("2026-01-05T07:00", berlin)).toBe("2026-01-05T06:00:00.000Z");
  expect(offWall("2026-07-05T07:00", berlin)).toBe("2026-07-05T05:00:00.000Z");
  expect(offWall("2026-01-05T07:00", "America/New_York")).toBe("2026-01-05T12:00:00.000Z");
  expect(onWall("2026-01-05T23:30:00Z", berlin)).toBe("2026-01-06T00:30");
});

test("what is shown is what was typed, all through the days on which the clocks change", () => {
  for (const day of ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"]) {
    for (let hour = 0; hour < 24; hour++) {
      const text = `${day}T${String(hour).padStart(2, "0")}:30`;
      const left = text === "2026-03-29T02:30"; // no clock shows it
      expect(onWall(offWall(text, berlin), berlin)).toBe(left ? "2026-03-29T03:30" : text);
    }
  }
  expect(offWall("2026-10-25T02:30", berlin)).toBe("2026-10-25T00:30:00.000Z");
});

test("what is no time is none", () => {
  expect(offWall(undefined, berlin)).toBeUndefined();
  expect(offWall("soon", berlin)).toBeUndefined();
  expect(onWall("soon", berlin)).toBe("");
  expect(onWall(undefined, berlin)).toBe("");
});
