import { Button, Group, Menu } from "@mantine/core";
import { IconBinaryTree, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { call } from "@/api/call";
import { save } from "@/app/save";
import { useMessages } from "@/app/i18n";
import { ScreenButton } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import type { Detail } from "./data";
import { messages } from "./messages";

/** Everything that is known of an object, as one JSON text. */
async function recordOf(id: string): Promise<string> {
  const path = { id };
  const [object, built, tree, holds, carriers] = await Promise.all([
    call("get", "/api/v1/objects/{id}", { path }),
    call("get", "/api/v1/objects/{id}/built", { path }),
    call("get", "/api/v1/objects/{id}/tree", { path }),
    call("get", "/api/v1/objects/{id}/holds", { path }),
    call("get", "/api/v1/objects/{id}/carriers", { path }),
  ]);
  const history = await all((after) => call("get", "/api/v1/objects/{id}/history", { path, query: page(after) }));
  const measurements = await all((after) =>
    call("get", "/api/v1/objects/{id}/measurements", { path, query: page(after) }),
  );
  const visits = await all((after) =>
    call("get", "/api/v1/visits", { query: { object: id, voided: true, ...page(after) } }),
  );
  const defects = await all((after) => call("get", "/api/v1/defects", { query: { object: id, ...page(after) } }));
  return JSON.stringify(
    {
      object,
      built,
      tree,
      holds: holds.items,
      carriers: carriers.items,
      visits,
      measurements,
      defects,
      history,
    },
    null,
    2,
  );
}

const page = (after: string) => ({ limit: 1000, ...(after ? { after } : {}) });

interface Page<T> {
  items: readonly T[];
  next?: string | undefined;
}

async function all<T>(read: (after: string) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let after = ""; ;) {
    const list = await read(after);
    rows.push(...list.items);
    if (!list.next) return rows;
    after = list.next;
  }
}

/** What can be done with the record: follow it on, print it, take it along. */
export function Take({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const json = useMutation({
    mutationFn: async () => save(`${o.name ?? o.id}.json`, "application/json", await recordOf(o.id)),
  });
  const epcis = `/api/v1/objects/${encodeURIComponent(o.id)}/epcis`;
  return (
    <>
      <Group gap="xs" className="no-print">
        <ScreenButton
          to="/trace"
          search={{ of: o.id }}
          variant="default"
          leftSection={<IconBinaryTree size={18} aria-hidden />}
        >
          {t.trace}
        </ScreenButton>
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t.print}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" loading={json.isPending} leftSection={<IconDownload size={18} aria-hidden />}>
              {t.download}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => json.mutate()}>{t.asJSON}</Menu.Item>
            <Menu.Item component="a" href={epcis} download={`${o.name ?? o.id}.jsonld`}>
              {t.asEPCIS}
            </Menu.Item>
            <Menu.Item component="a" href={`${epcis}?trace=back`} download={`${o.name ?? o.id}-trace.jsonld`}>
              {t.asEPCISTrace}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {json.isError ? <ProblemPanel error={json.error} /> : null}
    </>
  );
}
