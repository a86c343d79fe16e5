import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callFor } from "@/api/call";
import { useMessages } from "@/app/i18n";
import { save } from "@/app/save";
import type { Plant } from "@/plant/check";
import { useDraft } from "@/plant/draft";
import { Waiting } from "@/ui/answer";
import { ProblemPanel } from "@/ui/problem";
import { Changes, Part, Touched } from "./changes";
import { Editor } from "./editor";
import { messages } from "./messages";

/** The definition as YAML: what is in force, or the draft with its faults, its changes and what they touch. */
export function DraftTab({ plant, edits }: { plant: Plant; edits: boolean }) {
  const t = useMessages(messages);
  const [draft, setDraft] = useDraft();
  const [lasts, setLasts] = useState(true);
  const version = plant.version ?? 0;
  const inForce = useQuery({
    queryKey: ["plant as YAML", version],
    queryFn: async ({ signal }) =>
      version === 0 ? "" : await (await callFor("application/yaml", "get", "/api/v1/plant", {}, { signal })).text(),
    staleTime: Infinity,
    enabled: !draft,
  });
  if (!draft && inForce.isError) return <ProblemPanel error={inForce.error} retry={() => void inForce.refetch()} />;
  if (!draft && inForce.data === undefined) return <Waiting />;
  const text = draft?.text ?? inForce.data ?? "";
  const write = (next: string) => setLasts(setDraft({ text: next, base: draft?.base ?? version }));
  const { checked } = plant;
  return (
    <Stack>
      <Group>
        <Text c="dimmed" flex={1} miw={280}>
          {edits ? t.draftText : t.readText}
        </Text>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => save("plant.yaml", "application/yaml", text)}
        >
          {t.download}
        </Button>
        {edits ? (
          <FileButton accept=".yaml,.yml,.json,text/yaml" onChange={(file) => void file?.text().then(write)}>
            {(props) => (
              <Button
                variant="default"
                disabled={draft !== undefined}
                title={draft ? t.haveDraft : undefined}
                leftSection={<IconUpload size={18} aria-hidden />}
                {...props}
              >
                {t.upload}
              </Button>
            )}
          </FileButton>
        ) : null}
      </Group>
      {lasts ? null : (
        <Text role="alert" c="var(--text-check)">
          {t.notKept}
        </Text>
      )}
      <Editor
        label={t.definition}
        text={text}
        faults={draft ? (checked?.faults ?? []) : []}
        readOnly={!edits}
        onChange={write}
      />
      {draft && checked && checked.faults.length === 0 ? (
        <>
          <Part title={t.whatChanges(checked.version)}>
            <Changes label={t.whatChanges(checked.version)} changes={checked.changes} />
          </Part>
          <Part title={t.whatTouches}>
            <Touched of={checked} />
          </Part>
        </>
      ) : null}
    </Stack>
  );
}
