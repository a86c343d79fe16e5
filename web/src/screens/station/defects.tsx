import { Button, FileButton, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconCamera, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { fileAt, problemOf, upload, type Schemas } from "@/api/call";
import { catalogue, useMessages } from "@/app/i18n";
import { isGone } from "@/offline/flush";
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
    waits: "The server cannot be reached. A photo waits on this device, and is sent before its report.",
    blocked: "Without the server this station keeps nothing: no photo, and no report. Try it once the server is back.",
    unreadable: "This browser cannot read that as a picture. Take a photo as JPEG, or report without one.",
  },
  de: {
    photo: "Foto",
    drop: (n: number) => `Foto ${n} weglassen`,
    waits: "Der Server ist nicht zu erreichen. Ein Foto wartet auf diesem Gerät und wird vor seiner Meldung gesendet.",
    blocked:
      "Ohne den Server merkt sich diese Station nichts: kein Foto und keine Meldung. Noch einmal, sobald er wieder da ist.",
    unreadable: "Dieser Browser kann das nicht als Bild lesen. Ein Foto als JPEG aufnehmen, oder ohne Foto melden.",
  },
  es: {
    photo: "Foto",
    drop: (n: number) => `Quitar la foto ${n}`,
    waits: "No se llega al servidor. La foto espera en este dispositivo y se envía antes que su aviso.",
    blocked: "Sin el servidor este puesto no guarda nada: ni fotos ni avisos. Inténtelo cuando vuelva el servidor.",
    unreadable: "Este navegador no puede leerlo como imagen. Haga una foto en JPEG o comunique el defecto sin ella.",
  },
});

/** A photo that was taken; the server has it already where its bytes are not kept. */
interface Taken {
  sha256: string;
  blob?: Blob;
}

/** How many photos go with one report. */
const most = 4;

interface Props {
  defects: NonNullable<Definition["defects"]>;
  station: Schemas["Station"];
  /** Whether the server is gone, and whether a photo can wait on this device then. */
  away: boolean;
  keeps: boolean;
  judge: Judge;
  close: () => void;
}

/**
 * Reports a defect with two taps: this dialog, and what it is. A photo can be taken before the second; with
 * several units in work it asks on which first.
 */
export function Defects({ defects, station, away, keeps, judge, close }: Props) {
  const t = useMessages(messages);
  const [object, setObject] = useState(station.inWork.length === 1 ? station.inWork[0]?.object.id : undefined);
  const [photos, setPhotos] = useState<Taken[]>([]);
  const [sending, setSending] = useState(false);
  const report = (defect: string) => {
    const attachments = photos.map((p) => p.sha256);
    judge.act(
      { verb: "report-defect", args: { object, defect, ...(attachments.length > 0 ? { attachments } : {}) } },
      photos.flatMap(({ sha256, blob }) => (blob ? { sha256, blob } : [])),
    );
    close();
  };
  return (
    <Dialog close={close} title={t.defectTitle} size="xl">
      <Stack>
        <Photos photos={photos} set={setPhotos} away={away} keeps={keeps} sending={sending} setSending={setSending} />
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

interface PhotoProps extends Pick<Props, "away" | "keeps"> {
  photos: Taken[];
  set: (change: (photos: Taken[]) => Taken[]) => void;
  sending: boolean;
  setSending: (sending: boolean) => void;
}

/** Gives a photo to the server at once, so that what is reported is there; while that is gone, it goes with its report. */
async function taken(photo: Blob, away: boolean, keeps: boolean): Promise<Taken> {
  try {
    if (!(away && keeps)) return { sha256: (await upload(photo)).sha256 };
  } catch (error) {
    if (!keeps || !isGone(problemOf(error))) throw error;
  }
  return { sha256: await sha256Of(photo), blob: photo };
}

/** The SHA-256 of a file in hexadecimal, by which the server knows it too. */
async function sha256Of(file: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes photos, which can be left out again. */
function Photos({ photos, set, away, keeps, sending, setSending }: PhotoProps) {
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
      setUnreadable(small === undefined);
      if (!small) return;
      const photo = await taken(small, away, keeps);
      set((old) => [...old.filter((p) => p.sha256 !== photo.sha256), photo]);
    } catch (e) {
      setError(e);
    } finally {
      setSending(false);
    }
  };
  const blocked = away && !keeps;
  return (
    <Stack gap="xs">
      <Group>
        <FileButton accept="image/*" capture="environment" onChange={(file) => void take(file)}>
          {(props) => (
            <Button
              {...props}
              {...big}
              disabled={blocked || photos.length >= most}
              loading={sending}
              leftSection={<IconCamera size={26} aria-hidden />}
            >
              {t.photo}
            </Button>
          )}
        </FileButton>
        {photos.map((p, i) => (
          <UnstyledButton
            key={p.sha256}
            className={classes.photo}
            aria-label={t.drop(i + 1)}
            onClick={() => set((old) => old.filter((o) => o !== p))}
          >
            <Thumbnail photo={p} />
            <IconX size={26} aria-hidden />
          </UnstyledButton>
        ))}
      </Group>
      {away ? <Text>{blocked ? t.blocked : t.waits}</Text> : null}
      {unreadable ? <Text role="alert">{t.unreadable}</Text> : null}
      {error === undefined ? null : <ProblemPanel error={error} />}
    </Stack>
  );
}

function Thumbnail({ photo: { sha256, blob } }: { photo: Taken }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (!blob || !image.current) return;
    const address = URL.createObjectURL(blob);
    image.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  return <img ref={image} src={blob ? undefined : fileAt(sha256)} alt="" />;
}
