import { execFileSync } from "node:child_process";
import { startAlone, type Alone } from "./alone";
import { binary } from "./setup";

/** A plant in which a station shows all that it can: lots, material, a printer, rework, and names that are long. */
const definition = `
site: {code: PUMPS, name: Pump works, zone: UTC}
areas:
  - code: SHOP
    lines:
      - code: L-1
        stations:
          - code: A-10
            name: Assembly of circulation pumps
            operations: [MOUNT]
            offline: queue
            printers: [SPOOL]
            positions:
              - {code: BIN-1, name: Screws of the upper housing, kind: material, parts: [SCREW-M4]}
          - {code: A-20, name: Leak test, operations: [LEAK-TEST]}
          - {code: SAW-1, name: Saw, operations: [SAW]}
          - {code: END, operations: [DEBURR]}
parts:
  - number: PUMP
    name: Circulation pump 100 W
    route: PUMP
    bom:
      - {line: 10, part: HOUSING, operation: MOUNT}
      - {line: 20, part: SCREW-M4, quantity: 4, operation: MOUNT, capture: scan-on-change, feed: [BIN-1]}
  - {number: HOUSING, name: Upper housing, tracking: lot}
  - {number: GASKET, name: Gasket, tracking: lot}
  - {number: SCREW-M4, name: Screw M4, tracking: lot}
  - {number: ROD-5, name: Rod 5 mm, tracking: lot, route: ROD}
routes:
  - code: PUMP
    operations:
      - {code: MOUNT, name: Mount the upper housing}
      - code: LEAK-TEST
        name: Leak test
        characteristics: [{code: LEAK, name: Leak rate, uom: "41", lower: 0, upper: 0.5, required: true}]
    reworks: [{code: RESEAL, name: Change the seal, enter: MOUNT, voids: [MOUNT, LEAK-TEST]}]
  - {code: ROD, operations: [{code: SAW, name: Saw off}, {code: DEBURR}]}
defects:
  - {code: LEAKS, name: Leaks at the shaft, group: Sealing}
  - {code: SEAL, name: Seal is missing, group: Sealing}
  - {code: NOISY, name: Noisy bearing, group: Motor}
  - {code: WINDING, name: Winding broken, group: Motor}
  - {code: SCRATCH, name: Scratched housing, group: Looks}
  - {code: DENT, name: Dented housing, group: Looks}
  - {code: PAINT, name: Paint came off, group: Looks}
reasons:
  - {code: BROKEN, name: Broken beyond repair, for: scrap}
  - {code: BENT, name: Bent, for: scrap}
  - {code: SHORT, name: Sawn too short, for: scrap}
interlocks: {route-order: enforce, bom: enforce, hold: enforce, limits: enforce, components: enforce}
overrides: {route-order: {roles: [lead]}, hold: {roles: [lead]}}
printers: [{code: SPOOL, address: "folder:spool", mute: true}]
labels:
  - code: UNIT
    width: 50
    height: 25
    for: [unit]
    elements: [{x: 2, y: 2, width: 40, height: 8, text: "{name}", size: 4}]
`;

/** Badges of an operator, and of a lead who has a PIN. */
export const badges = { operator: "FLOOR-B-1", second: "FLOOR-B-2", lead: "FLOOR-B-9", pin: "271828" };

/** A server with such a plant, and the token of its tablet. */
export interface Floor extends Alone {
  tablet: string;
}

/** Starts a server with a plant, its people and some material, which ends with the test. */
export async function startFloor(): Promise<Floor> {
  const alone = await startAlone();
  const tool = (words: string[], input = "") =>
    execFileSync(binary, [...words, "--server", alone.address, "--token", alone.token, "--format", "json"], {
      input,
      encoding: "utf8",
    });
  const person = (name: string, role: string, badge: string) => {
    const { id } = JSON.parse(tool(["person", "create", name, "--role", role])) as { id: string };
    tool(["badge", "assign", id], badge);
    return id;
  };
  await alone.command("apply", { definition });
  person("Maximiliane Oberhauser", "operator", badges.operator);
  person("Ana Ruiz", "operator", badges.second);
  tool(["pin", "set", person("Greta Holm", "lead", badges.lead)], badges.pin);
  const { secret } = JSON.parse(tool(["token", "create", "tablet", "--role", "device"])) as { secret: string };
  for (const [part, lot] of [
    ["HOUSING", "HOUS-1"],
    ["HOUSING", "HOUS-2"],
    ["GASKET", "GASK-1"],
    ["SCREW-M4", "SCREWS-1"],
    ["SCREW-M4", "SCREWS-2"],
    ["ROD-5", "RODS-1"],
  ])
    await alone.command("produce-lot", { part, lot, quantity: "20" });
  await alone.command("load", { object: "SCREWS-1", position: "BIN-1" }, "A-10");
  return { ...alone, tablet: secret };
}
