import { Button, FileButton, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconCamera, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { fileAt, upload, type Schemas } from "@/api/call";
import { catalogue, useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import { shrunk } from "@/ui/photo";
import { ProblemPanel } from "@/ui/problem";
import classes from "./defects.module.css";
import type { Judge } from "./judge";
import { messages } from "./messages";
import type { Definition } from "./recipe";
import { big } from "./verdict-panel";

const words = catalogue({
  en: {
    photo: "Photo",
    drop: (n: number) => `Leave photo ${n} out`,
    away: "Without the server no photo can be kept. Report the defect without one.",
    unreadable: "This browser cannot read that as a picture. Take a photo as JPEG, or report without one.",
  },
  de: {
    photo: "Foto",
    drop: (n: number) => `Foto ${n} weglassen`,
    away: "Ohne den Server kann kein Foto aufbewahrt werden. Den Fehler ohne Foto melden.",
    unreadable: "Dieser Browser kann das nicht als Bild lesen. Ein Foto als JPEG aufnehmen, oder ohne Foto melden.",
  },
  es: {
    photo: "Foto",
    drop: (n: number) => `Quitar la foto ${n}`,
    away: "Sin el servidor no se puede guardar ninguna foto. Comunique el defecto sin ella.",
    unreadable: "Este navegador no puede leerlo como imagen. Haga una foto en JPEG o comunique el defecto sin ella.",
  },
});

/** How many photos go with one report. */
const most = 4;

interface Props {
  defects: NonNullable<Definition["defects"]>;
  station: Schemas["Station"];
  /** Whether the server is gone: a photo cannot wait on this device. */
  away: boolean;
  judge: Judge;
  close: () => void;
}

/**
 * Reports a defect with two taps: this dialog, and what it is. A photo can be taken before the second; with
 * several units in work it asks on which first.
 */
export function Defects({ defects, station, away, judge, close }: Props) {
  const t = useMessages(messages);
  const [object, setObject] = useState(station.inWork.length === 1 ? station.inWork[0]?.object.id : undefined);
  const [photos, setPhotos] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const report = (defect: string) => {
    judge.act({
      verb: "report-defect",
      args: { object, defect, ...(photos.length > 0 ? { attachments: photos } : {}) },
    });
    close();
  };
  return (
    <Dialog close={close} title={t.defectTitle} size="xl">
      <Stack>
        <Photos photos={photos} set={setPhotos} away={away} sending={sending} setSending={setSending} />
        <Group>
          {object === undefined
            ? station.inWork.map((v) => (
                <Button key={v.object.id} {...big} variant="default" onClick={() => setObject(v.object.id)}>
                  {v.object.name ?? v.object.id}
                </Button>
              ))
            : defects.map((d) => (
                <Button key={d.code} {...big} variant="default" disabled={sending} onClick={() => report(d.code)}>
                  {[d.group, d.name ?? d.code].filter(Boolean).join(": ")}
                </Button>
              ))}
          {defects.length === 0 ? <Text>{t.noDefects}</Text> : null}
        </Group>
      </Stack>
    </Dialog>
  );
}

interface PhotoProps {
  photos: string[];
  set: (change: (photos: string[]) => string[]) => void;
  away: boolean;
  sending: boolean;
  setSending: (sending: boolean) => void;
}

/** Takes photos, and keeps each at once, so that what is reported is there. */
function Photos({ photos, set, away, sending, setSending }: PhotoProps) {
  const t = useMessages(words);
  const [error, setError] = useState<unknown>();
  const [unreadable, setUnreadable] = useState(false);
  const take = async (file: File | null) => {
    if (!file) return;
    setSending(true);
    setError(undefined);
    setUnreadable(false);
    try {
      const small = await shrunk(file).catch(() => undefined);
      if (!small) {
        setUnreadable(true);
        return;
      }
      const { sha256 } = await upload(small);
      set((old) => [...old.filter((p) => p !== sha256), sha256]);
    } catch (e) {
      setError(e);
    } finally {
      setSending(false);
    }
  };
  return (
    <Stack gap="xs">
      <Group>
        <FileButton accept="image/*" capture="environment" onChange={(file) => void take(file)}>
          {(props) => (
            <Button
              {...props}
              {...big}
              disabled={away || photos.length >= most}
              loading={sending}
              leftSection={<IconCamera size={26} aria-hidden />}
            >
              {t.photo}
            </Button>
          )}
        </FileButton>
        {photos.map((p, i) => (
          <UnstyledButton
            key={p}
            className={classes.photo}
            aria-label={t.drop(i + 1)}
            onClick={() => set((old) => old.filter((o) => o !== p))}
          >
            <img src={fileAt(p)} alt="" />
            <IconX size={26} aria-hidden />
          </UnstyledButton>
        ))}
        {away ? <Text>{t.away}</Text> : null}
        {unreadable ? <Text role="alert">{t.unreadable}</Text> : null}
      </Group>
      {error === undefined ? null : <ProblemPanel error={error} />}
    </Stack>
  );
}
