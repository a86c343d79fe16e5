import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useMessages } from "@/app/i18n";
import { RouteGraph } from "@/screens/plant/graph";
import { Answer } from "@/ui/answer";
import { ScreenButton, ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { DataTable, type Column } from "@/ui/table";
import { Notice } from "@/ui/notice";
import classes from "./begin.module.css";
import { keep, type Begun } from "./begun";
import { furnish, sheetOf } from "./make";
import { messages } from "./messages";
import { walkOf, type Card } from "./plan";

interface Props {
  begun: Begun;
  /** Asks the questions again. */
  anew: () => void;
}

/** The factory is there: what to print, and where to go. */
export function Done({ begun, anew }: Props) {
  const t = useMessages(messages);
  const { definition, person, station } = begun;
  // It is done once, whatever is drawn again.
  const made = useQuery({
    queryKey: ["begun", begun.id],
    queryFn: async () => {
      if (begun.made) return begun.made;
      const made = await furnish(begun);
      keep({ ...begun, made });
      return made;
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const name = definition.site.name ?? definition.site.code;
  return (
    <Stack maw={980} mx="auto">
      <Title order={1} size="h2">
        {t.done(name)}
      </Title>
      <Answer of={made}>
        {({ unit, badge, left }) => (
          <>
            {left.length > 0 ? (
              <Notice tone="check" title={t.left}>
                {left.map((text) => (
                  <Text key={text} className="world">
                    {text}
                  </Text>
                ))}
              </Notice>
            ) : null}
            <Sheet
              title={t.sheet(name)}
              cards={[
                ...(badge ? [{ code: badge, title: t.badge(person), station }] : []),
                ...(unit ? walkOf(definition, unit, { begin: t.begin, end: t.end }) : []),
              ]}
              station={station}
            />
          </>
        )}
      </Answer>
      {definition.routes?.[0] ? (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t.drawn}
          </Title>
          <RouteGraph definition={definition} route={definition.routes[0]} edit={undefined} />
        </section>
      ) : null}
      <Group>
        <Button variant="subtle" onClick={anew}>
          {t.anew}
        </Button>
      </Group>
    </Stack>
  );
}

function Sheet({ title, cards, station }: { title: string; cards: Card[]; station: string }) {
  const t = useMessages(messages);
  const pages = useQuery({
    queryKey: ["sheet", title, cards],
    queryFn: () => sheetOf(title, cards),
    enabled: cards.length > 0,
    staleTime: Infinity,
  });
  const urls = useMemo(() => (pages.data ?? []).map((page) => URL.createObjectURL(page)), [pages.data]);
  useEffect(() => () => urls.forEach((url) => URL.revokeObjectURL(url)), [urls]);
  const columns: Column<Card & { n: number }>[] = [
    { id: "n", header: "#", numeric: true, cell: (c) => c.n },
    { id: "station", header: t.where, cell: (c) => c.station },
    { id: "what", header: t.what, cell: (c) => <span className="world">{c.title}</span> },
    { id: "code", header: t.scan, cell: (c) => <span className={classes.code}>{c.code}</span> },
  ];
  return (
    <>
      {cards.length > 0 ? <Text>{t.doneText}</Text> : null}
      <Group>
        <ScreenButton size="md" to="/station/$id" params={{ id: station }}>
          {t.toStation(station)}
        </ScreenButton>
        {urls.map((url, i) => (
          <Button
            key={url}
            component="a"
            href={url}
            target="_blank"
            size="md"
            variant="default"
            leftSection={<IconPrinter size={20} aria-hidden />}
          >
            {t.print(i + 1)}
          </Button>
        ))}
        <ScreenLink to="/plant">{t.toPlant}</ScreenLink>
      </Group>
      {pages.isError ? <ProblemPanel error={pages.error} retry={() => void pages.refetch()} /> : null}
      {cards.length > 0 ? (
        <DataTable
          label={t.codes}
          rows={cards.map((c, i) => ({ ...c, n: i + 1 }))}
          columns={columns}
          rowKey={(c) => String(c.n)}
          empty={null}
        />
      ) : null}
    </>
  );
}
