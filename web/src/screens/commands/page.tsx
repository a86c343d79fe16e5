import { Button, Group, SegmentedControl, Text, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { read } from "@/api/read";
import { names } from "@/app/preferences";
import { useMessages } from "@/app/i18n";
import { languages } from "@/app/settings";
import { Answer } from "@/ui/answer";
import { ScreenButton } from "@/ui/link";
import { kinds as calls } from "../station/calls";
import { messages as stationWords } from "../station/messages";
import { overrideReasons, overrideWords } from "../station/override-words";
import type { Definition } from "../station/recipe";
import classes from "./commands.module.css";
import { messages } from "./messages";
import { commandsRoute, kinds, type Kind } from "./route";

/** What a symbol does, and what it says. */
type Command = readonly [label: string, code: string];

/** The commands of a station as symbols, to be printed: who has nothing but a scanner can do all with it. */
export function Commands() {
  const t = useMessages(messages);
  const { id } = commandsRoute.useParams();
  const { symbols = "datamatrix" } = commandsRoute.useSearch();
  const navigate = commandsRoute.useNavigate();
  const station = useQuery(read("/api/v1/stations/{station}", { path: { station: id } }));
  const plant = useQuery({ ...read("/api/v1/plant"), staleTime: 60_000 });
  return (
    <main className={classes.page}>
      <Group className={classes.tools ?? ""}>
        <ScreenButton variant="default" to="/station/$id" params={{ id }}>
          {t.back}
        </ScreenButton>
        <SegmentedControl
          ml="auto"
          aria-label={t.symbols}
          value={symbols}
          data={kinds.map((kind) => ({ value: kind, label: t[kind] }))}
          onChange={(kind: Kind) => void navigate({ search: { symbols: kind }, replace: true })}
        />
        <Button leftSection={<IconPrinter size={20} aria-hidden />} onClick={() => print()}>
          {t.print}
        </Button>
      </Group>
      <Answer of={station}>
        {(s) => (
          <Title order={1} size="h2" className="world">
            {s.code} {s.name} · {t.title}
          </Title>
        )}
      </Answer>
      <Text className={classes.tools ?? ""}>{t.hint}</Text>
      <Answer of={plant}>{(p) => <Sheet definition={p.definition as Definition} symbols={symbols} />}</Answer>
      <Text>{t.badge}</Text>
    </main>
  );
}

function Sheet({ definition, symbols }: { definition: Definition; symbols: Kind }) {
  const t = useMessages(messages);
  const ts = useMessages(stationWords);
  const to = useMessages(overrideWords);
  const lots = (definition.parts ?? []).some((p) => p.tracking === "lot" && p.route);
  const overridable = Object.keys(definition.overrides ?? {}).length > 0;
  const why = overrideReasons(definition.reasons, to).map((r): Command => [
    r.text,
    `TW:REASON:${r.code.toUpperCase()}`,
  ]);
  const scrap = (definition.reasons ?? []).filter((r) => r.for === "scrap");
  const sections: [string, Command[]][] = [
    [
      t.work,
      [
        [t.finish, "TW:COMPLETE"],
        [t.finishFail, "TW:FAIL"],
        [t.undo, "TW:UNDO"],
        [t.next, "TW:NEXT"],
        [t.signOut, "TW:SIGN-OUT"],
      ],
    ],
    [
      t.verdict,
      [
        [t.seen, "TW:SEEN"],
        [t.yes, "TW:YES"],
        [t.choice(2), "TW:CHOICE:2"],
        [t.choice(3), "TW:CHOICE:3"],
        [t.choice(4), "TW:CHOICE:4"],
        [t.cancel, "TW:CANCEL"],
      ],
    ],
    [
      t.calls,
      [
        ...calls.map((kind): Command => [ts[kind], `TW:ANDON:${kind.toUpperCase()}`]),
        [t.acknowledge, "TW:ACKNOWLEDGE"],
        [t.resolve, "TW:RESOLVE"],
      ],
    ],
    [
      t.defects,
      (definition.defects ?? []).map((d): Command => [
        [d.group, d.name ?? d.code].filter(Boolean).join(": "),
        `TW:DEFECT:${d.code}`,
      ]),
    ],
    [t.scrap, scrap.map((r): Command => [r.name ?? r.code, `TW:SCRAP:${r.code}`])],
    [t.letPass, overridable ? [[t.override, "TW:OVERRIDE"], ...why] : []],
    [t.lots, lots ? lotCommands(t) : []],
    [
      t.numbers,
      [
        ..."0123456789".split("").map((digit): Command => [digit, `TW:KEY:${digit}`]),
        [t.point, "TW:KEY:POINT"],
        [t.delete, "TW:KEY:DELETE"],
        [t.enter, "TW:KEY:ENTER"],
      ],
    ],
    [t.languages, languages.map((l): Command => [names[l], `TW:LANG:${l.toUpperCase()}`])],
  ];
  return sections.map(([title, commands]) =>
    commands.length === 0 ? null : (
      <section key={title} className={classes.section}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <ul className={classes.grid} data-symbols={symbols}>
          {commands.map(([label, code]) => (
            <li key={code} className={classes.command}>
              <img src={symbolOf(code, symbols)} alt={code} />
              <span className="world">{label}</span>
            </li>
          ))}
        </ul>
      </section>
    ),
  );
}

/** Quantities that have a symbol of their own; the others are made of digits. */
const quantities = [1, 2, 5, 10, 20, 25, 50, 100];

/** What counts the lot in work: what the number is of, and the number. */
function lotCommands(t: (typeof messages)["en"]): Command[] {
  return [
    [t.count, "TW:QTY"],
    [t.good, "TW:GOOD"],
    [t.scrapped, "TW:SCRAP"],
    ...quantities.map((n): Command => [String(n), `TW:QTY:${n}`]),
  ];
}

/** Widths of modules in millimetres that cheap printers and scanners still manage. */
const modules: Record<Kind, string> = { datamatrix: "0.7", qr: "0.6", code128: "0.3" };

/** The address of a symbol, which the server draws. */
function symbolOf(text: string, symbology: Kind): string {
  return `/api/v1/symbols?${new URLSearchParams({ text, symbology, module: modules[symbology] }).toString()}`;
}
