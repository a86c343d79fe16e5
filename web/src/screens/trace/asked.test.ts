// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { fileOf, nameWithID, personIn, queryOf, selectionOf, startOf } from "./asked";

describe("what an address asks", () => {
  it("is an object, or what objects share", () => {
    expect(queryOf({ of: "S-77", knownAt: "2026-01-05T06:00:00Z" })).toEqual({
      object: ["S-77"],
      direction: "forward",
      knownAt: "2026-01-05T06:00:00Z",
    });
    expect(queryOf({ equipment: "DRV-1", since: "check", direction: "back", carriers: true })).toEqual({
      equipment: "DRV-1",
      since: "check",
      direction: "back",
      carriers: true,
    });
    expect(queryOf({ direction: "back", filter: "x" })).toBeUndefined();
  });
  it("begins with an object where one is named", () => {
    expect(selectionOf({ of: "S-77", station: "D-50" })).toBeUndefined();
  });
  it("says by what it is begun, also from a link", () => {
    expect(startOf({})).toBe("object");
    expect(startOf({ characteristic: "TORQUE", station: "D-50" })).toBe("value");
    expect(startOf({ lot: "S-77", maker: "SEALCO" })).toBe("lot");
    expect(startOf({ from: "2026-01-05T06:00:00Z" })).toBe("time");
    expect(startOf({ by: "tool" })).toBe("tool");
  });
  it("has an address as a file", () => {
    expect(fileOf({ object: ["a&b"], direction: "back" }, "xlsx", "de")).toBe(
      "/api/v1/trace?object=a%26b&direction=back&format=xlsx",
    );
  });
  it("names somebody by the id, whether chosen by name or typed", () => {
    expect(personIn(nameWithID("Ada (night) Moreau", "p-te2ykub7"))).toBe("p-te2ykub7");
    expect(personIn("p-te2ykub7")).toBe("p-te2ykub7");
    expect(personIn(undefined)).toBeUndefined();
  });
});
