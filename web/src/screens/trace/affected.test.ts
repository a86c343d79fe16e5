import { describe, expect, it } from "vitest";
import { csv } from "@/ui/csv";
import { byPlace, certaintyOf, type Node } from "./affected";

const at = (life: string, place?: string): Node => ({
  object: { id: "x", kind: "unit" },
  life,
  depth: 1,
  proven: true,
  ...(place === undefined ? {} : { place }),
});

describe("byPlace", () => {
  it("names customers first, then where most is", () => {
    const nodes = [at("open", "D-10"), at("open", "D-20"), at("open", "D-20"), at("shipped", "ACME"), at("scrapped")];
    expect(byPlace(nodes).map((c) => `${c.n} ${c.life} ${c.place}`)).toEqual([
      "1 shipped ACME",
      "2 open D-20",
      "1 scrapped ",
      "1 open D-10",
    ]);
  });
});

describe("certaintyOf", () => {
  it("tells a group of which some are proven from one of which nothing is", () => {
    expect(certaintyOf({ members: 15 })).toBe("proven");
    expect(certaintyOf({ members: 15, possible: 3 })).toBe("mixed");
    expect(certaintyOf({ members: 15, possible: 15 })).toBe("possible");
    expect(certaintyOf({ members: 1, possible: 1 })).toBe("possible");
  });
});

describe("csv", () => {
  it("keeps what the world has written from being a formula or another cell", () => {
    expect(
      csv([
        ["name", "part"],
        ['=HYPERLINK("x")', "a,b"],
        ["-1", "plain"],
      ]),
    ).toBe('name,part\r\n"\'=HYPERLINK(""x"")","a,b"\r\n\'-1,plain\r\n');
  });
});
