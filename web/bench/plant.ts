import { startAlone, type Alone } from "../e2e/alone";

/** A plant to be measured, and how much can be done there. */
export interface Plant extends Alone {
  /** Its stations, in the order in which work goes through them. */
  stations: string[];
  /** Does a great deal, and fails unless all of it is permitted. */
  many: (commands: { verb: string; args: object; station?: string }[]) => Promise<void>;
}

const batch = 1000;

/** Starts a server with a plant of so many stations, five to a line, each of which does one thing to its units. */
export async function startPlant(stations: number): Promise<Plant> {
  const alone = await startAlone();
  const codes = Array.from({ length: stations }, (_, i) => `S-${String(i + 1).padStart(3, "0")}`);
  const lines = Math.ceil(stations / 5);
  const ofLine = (line: number) =>
    codes
      .slice(line * 5, line * 5 + 5)
      .map((s) => `{code: ${s}, operations: [OP-${s}]}`)
      .join(", ");
  const definition = `
site: {code: BIG, name: Big, zone: UTC}
areas:
  - code: HALL
    lines:
${Array.from({ length: lines }, (_, l) => `      - {code: L-${l + 1}, stations: [${ofLine(l)}]}`).join("\n")}
parts:
  - {number: SCREW, tracking: lot}
  - {number: DONE, tracking: serial, bom: [{line: 10, part: SCREW, quantity: 1}]}
${codes.map((s) => `  - {number: P-${s}, tracking: serial, route: R-${s}}`).join("\n")}
routes:
${codes.map((s) => `  - {code: R-${s}, operations: [{code: OP-${s}, name: Work}]}`).join("\n")}
interlocks: {route-order: enforce, right-part: enforce, not-used: enforce, hold: enforce, object-state: enforce}
`;
  await alone.command("apply", { definition });
  const many: Plant["many"] = async (commands) => {
    for (let i = 0; i < commands.length; i += batch) {
      const response = await fetch(`${alone.address}/api/v1/commands:batch`, {
        method: "POST",
        headers: { Authorization: `Bearer ${alone.token}`, "Content-Type": "application/json" },
        body: JSON.stringify(commands.slice(i, i + batch).map((c) => ({ id: crypto.randomUUID(), ...c }))),
      });
      const { items } = (await response.json()) as { items: { answer?: { verdict: { answer: string } } }[] };
      const wrong = items.find((item) => item.answer?.verdict.answer !== "permit");
      if (wrong) throw new Error(JSON.stringify(wrong));
    }
  };
  return { ...alone, stations: codes, many };
}
