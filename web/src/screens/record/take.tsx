import { Button, Group, Menu } from "@mantine/core";
import { IconBinaryTree, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMessages } from "@/app/i18n";
import { useSettings } from "@/app/settings";
import { ScreenButton } from "@/ui/link";
import type { Detail } from "./data";
import { messages } from "./messages";

/** What can be done with the record: follow it on, print it, take it along. */
export function Take({ of: o }: { of: Detail }) {
  const t = useMessages(messages);
  const { language } = useSettings();
  const of = `/api/v1/objects/${encodeURIComponent(o.id)}`;
  const [record, epcis] = [`${of}/record`, `${of}/epcis`];
  return (
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
          <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
            {t.download}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={`${record}?format=pdf&lang=${language}`} download={`${o.name ?? o.id}.pdf`}>
            {t.asPDF}
          </Menu.Item>
          <Menu.Item component="a" href={record} download={`${o.name ?? o.id}.json`}>
            {t.asJSON}
          </Menu.Item>
          <Menu.Item component="a" href={epcis} download={`${o.name ?? o.id}.jsonld`}>
            {t.asEPCIS}
          </Menu.Item>
          <Menu.Item component="a" href={`${epcis}?trace=back`} download={`${o.name ?? o.id}-trace.jsonld`}>
            {t.asEPCISTrace}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
