import { Badge, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { call, problemOf, type Schemas } from "@/api/call";
import { always, read } from "@/api/read";
import { useMessages } from "@/app/i18n";
import { things } from "@/app/things";
import { useScan } from "@/scan/bus";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ObjectLink } from "@/ui/object";
import { DataTable } from "@/ui/table";
import { Forms } from "./forms";
import { codeWords } from "@/app/code-words";
import { messages } from "./messages";
import { codesRoute } from "./route";
import { visible } from "./visible";

type Reading = Schemas["Reading"];

/** Says of any code how it can be understood, and which object it is. */
export function Explain() {
  const t = useMessages(messages);
  const { code } = codesRoute.useSearch();
  const navigate = codesRoute.useNavigate();
  const look = (next: string) => void navigate({ search: { tab: "explain", code: next || undefined } });
  useScan(({ code: scanned }) => look(scanned));
  return (
    <Stack>
      <form
        key={code}
        onSubmit={(e) => {
          e.preventDefault();
          const typed = new FormData(e.currentTarget).get("code");
          if (typeof typed === "string") look(typed.trim());
        }}
      >
        <Group align="end">
          <TextInput
            name="code"
            label={t.code}
            description={t.codeHint}
            defaultValue={code}
            flex={1}
            miw={260}
            maw={640}
            spellCheck={false}
          />
          <Button type="submit">{t.explainDo}</Button>
        </Group>
      </form>
      {code ? <Explained code={code} /> : <Empty title={t.nothing}>{t.nothingFix}</Empty>}
    </Stack>
  );
}

function Explained({ code }: { code: string }) {
  const t = useMessages(messages);
  const readings = useQuery({
    queryKey: ["/api/v1/codes/parse", code],
    queryFn: ({ signal }) => call("post", "/api/v1/codes/parse", { body: { code } }, { signal }),
  });
  return (
    <Stack>
      <Text>
        {t.asRead} <code className="world">{visible(code)}</code>
      </Text>
      <What code={code} />
      <Answer of={readings}>
        {({ items }) => (
          <>
            <Title order={2} size="h4">
              {t.readings(items.length)}
            </Title>
            {items.map((r, i) => (
              <Read key={`${r.scheme} ${r.canonical} ${i}`} reading={r} first={i === 0} />
            ))}
            <Forms code={code} />
          </>
        )}
      </Answer>
    </Stack>
  );
}

/** Which object it is. */
function What({ code }: { code: string }) {
  const t = useMessages(messages);
  const words = useMessages(things);
  const found = useQuery({ ...read("/api/v1/objects/{id}", { path: { id: code } }, always), retry: false });
  if (found.data) {
    const o = found.data;
    return (
      <Text>
        {t.isObject} {words[o.kind]} <ObjectLink of={o} /> {[o.part, o.revision].filter(Boolean).join(" ")}
        {(o.station ?? o.location) ? ` · ${o.station ?? o.location ?? ""}` : ""} · {words[o.life]}
      </Text>
    );
  }
  if (!found.isError) return null;
  const problem = problemOf(found.error);
  if (problem.candidates) {
    return (
      <Text>
        {t.severalObjects}{" "}
        {problem.candidates.map((c, i) => (
          <span key={c.id}>
            {i > 0 ? ", " : null}
            <ObjectLink of={c} />
          </span>
        ))}
      </Text>
    );
  }
  return <Text c="dimmed">{problem.code === "H451" ? t.noObject : problem.title}</Text>;
}

function Read({ reading, first }: { reading: Reading; first: boolean }) {
  const t = useMessages(messages);
  const w = useMessages(codeWords);
  return (
    <Stack className="card" p="md" gap="xs">
      <Group gap="xs">
        <Text fw={650}>{w[`scheme-${reading.scheme}`]}</Text>
        <Badge color="gray" c={first ? "var(--text-ok)" : "dimmed"} tt="none">
          {w[`confidence-${reading.confidence}`]}
        </Badge>
        {reading.symbology ? (
          <Badge color="gray" c="dimmed" tt="none">
            {reading.symbology}
          </Badge>
        ) : null}
        <Text size="sm" c="dimmed">
          {reading.reason}
        </Text>
      </Group>
      {reading.elements.length > 0 ? (
        <DataTable
          label={t.elements}
          rows={reading.elements}
          rowKey={(e) => `${e.id} ${e.role} ${e.value}`}
          empty={null}
          columns={[
            { id: "id", header: t.element, cell: (e) => <b>{e.id}</b> },
            { id: "name", header: t.name, cell: (e) => e.name ?? "–" },
            { id: "role", header: t.means, cell: (e) => w[`role-${e.role}`] },
            { id: "value", header: t.value, cell: (e) => <code className="world">{e.value}</code> },
          ]}
        />
      ) : (
        reading.text.map((line) => (
          <Text key={line} className="world">
            {line}
          </Text>
        ))
      )}
      {reading.identifiers.map((id) => (
        <Text key={`${id.kind} ${id.value}`} size="sm" className="world">
          {w[`level-${id.level}`]} <b>{id.kind}</b> <code>{id.value}</code>
        </Text>
      ))}
      {reading.faults.map((f) => (
        <Text key={f.code + (f.where ?? "") + f.text} size="sm" c="var(--text-check)" className="world">
          {f.text} {f.fix} ({f.code})
        </Text>
      ))}
    </Stack>
  );
}
