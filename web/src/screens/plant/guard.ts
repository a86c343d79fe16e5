import { stationsOf, tidy, type Definition, type Mode, type Override, type Station } from "@/plant/definition";
import type { Rule } from "@/app/rules";

/** All that the definition says of one rule, as its form has it. */
export interface Guard {
  mode: Mode;
  /** The stations at which it is otherwise. */
  stations: { code: string; mode: Mode }[];
  /** Who may let one object pass; nobody where it is empty. */
  roles: string[];
  second: boolean;
  valid: string;
  /** Who answers for a breach; empty where it is the usual role. */
  answers: string;
  /** The usual role. */
  usual: string;
  /** A breach holds what was worked on. */
  holds: boolean;
}

/** The rules for whose breaches quality answers unless the plant says otherwise; the lead answers for the others. */
const ofQuality: readonly Rule[] = [
  "limits",
  "hold",
  "expired",
  "floor-life",
  "calibrated",
  "time-since",
  "attempts",
  "tightening",
  "condition",
];

/** Reads what a definition says of a rule. */
export function guardOf(d: Definition, rule: Rule): Guard {
  const override = d.overrides?.[rule];
  return {
    mode: d.interlocks?.[rule] ?? "watch",
    stations: stationsOf(d).flatMap(({ station: s }) => {
      const mode = s.interlocks?.[rule];
      return mode ? [{ code: s.code, mode }] : [];
    }),
    roles: override?.roles ?? [],
    second: override?.second ?? false,
    valid: override?.valid ?? "",
    answers: d.answers?.[rule] ?? "",
    usual: ofQuality.includes(rule) ? "quality" : "lead",
    holds: d.breachHolds?.includes(rule) ?? false,
  };
}

/** Writes it into the definition. What was not said stays so, where it says the same. */
export function withGuard(d: Definition, rule: Rule, g: Guard): Definition {
  const said = d.interlocks?.[rule];
  const override: Override | undefined =
    g.roles.length > 0 ? tidy({ roles: g.roles, second: g.second, valid: g.valid }) : undefined;
  const at = new Map(g.stations.map((s) => [s.code, s.mode]));
  const others = (d.breachHolds ?? []).filter((r) => r !== rule);
  return tidy<Definition>({
    ...d,
    areas: d.areas?.map((a) => ({
      ...a,
      ...(a.lines && {
        lines: a.lines.map((l) => ({
          ...l,
          ...(l.stations && {
            stations: l.stations.map((s) =>
              tidy<Station>({ ...s, interlocks: keyed(s.interlocks, rule, at.get(s.code)) }),
            ),
          }),
        })),
      }),
    })),
    interlocks: keyed(d.interlocks, rule, g.mode === "watch" && said === undefined ? undefined : g.mode),
    overrides: keyed(d.overrides, rule, override),
    answers: keyed(d.answers, rule, g.answers || undefined),
    breachHolds: g.holds ? (d.breachHolds?.includes(rule) ? d.breachHolds : [...others, rule]) : others,
  });
}

/** A table with the value of a key put in, or taken out; undefined where nothing is left. */
function keyed<V>(table: Record<string, V> | undefined, key: string, value: V | undefined) {
  const kept = Object.entries<V | undefined>({ ...table, [key]: value }).filter(([, v]) => v !== undefined);
  return kept.length > 0 ? (Object.fromEntries(kept) as Record<string, V>) : undefined;
}
