import { Group, Text, UnstyledButton } from "@mantine/core";
import { IconFileText, IconPhotoOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fileAt, type Schemas } from "@/api/call";
import { catalogue, useMessages } from "@/app/i18n";
import { Answer } from "./answer";
import { Dialog } from "./dialog";
import classes from "./files.module.css";

const words = catalogue({
  en: {
    photo: (n: number, of: string) => `Photo ${n}: ${of}`,
    document: (n: number, of: string) => `Document ${n}: ${of}`,
    gone: "not kept any more",
  },
  de: {
    photo: (n: number, of: string) => `Foto ${n}: ${of}`,
    document: (n: number, of: string) => `Dokument ${n}: ${of}`,
    gone: "nicht mehr aufbewahrt",
  },
  es: {
    photo: (n: number, of: string) => `Foto ${n}: ${of}`,
    document: (n: number, of: string) => `Documento ${n}: ${of}`,
    gone: "ya no se conserva",
  },
});

type File = Pick<Schemas["Attachment"], "sha256" | "mediaType" | "erased">;

const isPicture = (file: Pick<File, "mediaType">) => file.mediaType?.startsWith("image/") ?? false;

/** The files that something names, each a press away from its full size. */
export function Files({ of: files, name }: { of: readonly File[] | undefined; name: string }) {
  const t = useMessages(words);
  const [open, setOpen] = useState<number>();
  if (!files || files.length === 0) return null;
  const titles = files.map((f, i) => (isPicture(f) ? t.photo(i + 1, name) : t.document(i + 1, name)));
  const shown = open === undefined ? undefined : files[open];
  return (
    <Group gap={6} mt={4}>
      {files.map((f, i) =>
        f.erased || !f.mediaType ? (
          <Text key={f.sha256} span size="sm" c="dimmed">
            <IconPhotoOff size={16} aria-hidden /> {t.gone}
          </Text>
        ) : (
          <UnstyledButton
            key={f.sha256}
            className={classes.small}
            aria-label={titles[i]}
            title={titles[i]}
            onClick={() => setOpen(i)}
          >
            {isPicture(f) ? (
              <img src={fileAt(f.sha256)} alt="" loading="lazy" />
            ) : (
              <IconFileText size={28} aria-hidden />
            )}
          </UnstyledButton>
        ),
      )}
      {shown && open !== undefined ? (
        <FileDialog file={shown} title={titles[open] ?? name} close={() => setOpen(undefined)} />
      ) : null}
    </Group>
  );
}

/** Shows a file in place, as large as the window. */
export function FileDialog({ file, title, close }: { file: File; title: string; close: () => void }) {
  return (
    <Dialog close={close} title={title} size="90vw">
      <FileView file={file} title={title} />
    </Dialog>
  );
}

/** A file as what it is: a picture, a text, or a document that the browser draws. */
export function FileView({ file, title }: { file: File; title: string }) {
  const asked = useQuery({
    queryKey: ["type of file", file.sha256],
    queryFn: async ({ signal }) =>
      (await fetch(fileAt(file.sha256), { method: "HEAD", signal })).headers.get("Content-Type") ?? "",
    enabled: file.mediaType === undefined,
    staleTime: Infinity,
  });
  if (file.mediaType === undefined)
    return <Answer of={asked}>{(mediaType) => <FileView file={{ ...file, mediaType }} title={title} />}</Answer>;
  if (isPicture(file)) return <img className={classes.whole} src={fileAt(file.sha256)} alt={title} />;
  if (file.mediaType.startsWith("text/")) return <TextView sha256={file.sha256} title={title} />;
  return <iframe className={classes.page} src={fileAt(file.sha256)} title={title} />;
}

function TextView({ sha256, title }: { sha256: string; title: string }) {
  const text = useQuery({
    queryKey: ["file", sha256],
    queryFn: async ({ signal }) => await (await fetch(fileAt(sha256), { signal })).text(),
    staleTime: Infinity,
  });
  return (
    <Answer of={text}>
      {(written) => (
        <pre className={`${classes.text ?? ""} world`} tabIndex={0} role="region" aria-label={title}>
          {written}
        </pre>
      )}
    </Answer>
  );
}
