import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import type { Plant } from "@/plant/check";
import { useDraft, type Draft } from "@/plant/draft";
import { Dialog } from "@/ui/dialog";
import { ScreenButton, ScreenLink } from "@/ui/link";
import { ReasonDialog } from "@/ui/reason";
import { Notice } from "@/ui/notice";
import { messages } from "./messages";

/** Says that a draft is shown, how far it is, and publishes it or throws it away. */
export function DraftBar({ draft, plant, publish }: { draft: Draft; plant: Plant; publish: () => void }) {
  const t = useMessages(messages);
  const [, setDraft] = useDraft();
  const [discarding, setDiscarding] = useState(false);
  const changes = plant.checked?.changes.length ?? 0;
  const faults = plant.checked?.faults.length ?? 0;
  const moved = plant.version !== undefined && draft.base !== plant.version;
  const close = () => setDiscarding(false);
  return (
    <Stack className="card" p="sm" gap="sm">
      <Group gap="sm">
        <IconPencil size={20} aria-hidden />
        <Text fw={600}>{t.draftOf(draft.base)}</Text>
        {plant.checked ? <Badge color="gray">{t.changesCount(changes)}</Badge> : null}
        {faults > 0 ? (
          <Badge color="red" c="var(--text-stop)">
            {t.faultsCount(faults)}
          </Badge>
        ) : null}
        <Group gap="xs" ms="auto">
          <ScreenButton variant="default" size="compact-md" to="/plant" search={{ tab: "draft" }}>
            {t.lookAtDraft}
          </ScreenButton>
          <Button variant="default" size="compact-md" onClick={() => setDiscarding(true)}>
            {t.discard}
          </Button>
          <Button
            size="compact-md"
            disabled={plant.asking || !plant.checked || faults > 0 || changes === 0 || moved}
            onClick={publish}
          >
            {t.publish}
          </Button>
        </Group>
      </Group>
      {moved ? (
        <Notice tone="check" title={t.movedOn(plant.version ?? 0)}>
          <Text mb="xs">{t.movedOnText(draft.base)}</Text>
          <Group gap="md">
            <ScreenLink
              to="/plant"
              search={{ tab: "versions", version: String(plant.version), from: String(draft.base) }}
            >
              {t.lookAtChanges}
            </ScreenLink>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setDraft({ ...draft, base: plant.version ?? 0 })}
            >
              {t.goOn}
            </Button>
          </Group>
        </Notice>
      ) : null}
      {discarding ? (
        <Dialog title={t.discardTitle} close={close}>
          <Text mb="md">{t.discardText(changes)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t.keepIt}
            </Button>
            <Button
              color="red"
              onClick={() => {
                setDraft(undefined);
                close();
              }}
            >
              {t.discardDo}
            </Button>
          </Group>
        </Dialog>
      ) : null}
    </Stack>
  );
}

/** Publishes a draft, with the reason for it. */
export function Publish({ draft, plant, close }: { draft: Draft; plant: Plant; close: () => void }) {
  const t = useMessages(messages);
  const [, setDraft] = useDraft();
  const touched = plant.checked?.work.reduce((n, w) => n + w.objects, 0) ?? 0;
  return (
    <ReasonDialog
      title={t.publishTitle}
      label={t.why}
      hint={t.whyHint}
      missing={t.whyMissing}
      does={t.publishDo}
      verb="apply"
      args={(reason) => ({ definition: draft.text, reason, ...(draft.base ? { base: draft.base } : {}) })}
      done={() => setDraft(undefined)}
      close={close}
    >
      <Text>{t.publishText(plant.checked?.changes.length ?? 0)}</Text>
      {touched > 0 ? <Text c="var(--text-check)">{t.publishTouches(touched)}</Text> : null}
    </ReasonDialog>
  );
}
