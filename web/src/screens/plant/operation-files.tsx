import { ActionIcon, Button, FileButton, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconFileText, IconPhoto, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { upload } from "@/api/call";
import { catalogue, useMessages } from "@/app/i18n";
import type { Operation } from "@/plant/definition";
import { Files } from "@/ui/files";
import { ProblemPanel } from "@/ui/problem";
import { replaced } from "./form";

const words = catalogue({
  en: {
    title: "Picture and documents",
    picture: "Choose a picture",
    another: "Choose another picture",
    document: "Add a document",
    called: "Title of the document",
    drop: (of: string) => `Take ${of} out`,
    thePicture: "the picture",
    hint: "The station shows the picture while the operation is at work. JPEG, PNG or WebP; documents as PDF or text.",
  },
  de: {
    title: "Bild und Dokumente",
    picture: "Bild wählen",
    another: "Anderes Bild wählen",
    document: "Dokument hinzufügen",
    called: "Titel des Dokuments",
    drop: (of: string) => `${of} herausnehmen`,
    thePicture: "Das Bild",
    hint: "Die Station zeigt das Bild, solange an dem Arbeitsgang gearbeitet wird. JPEG, PNG oder WebP; Dokumente als PDF oder Text.",
  },
  es: {
    title: "Imagen y documentos",
    picture: "Elegir una imagen",
    another: "Elegir otra imagen",
    document: "Añadir un documento",
    called: "Título del documento",
    drop: (of: string) => `Quitar ${of}`,
    thePicture: "la imagen",
    hint: "El puesto muestra la imagen mientras se trabaja en la operación. JPEG, PNG o WebP; documentos en PDF o texto.",
  },
});

interface Props {
  operation: Operation;
  fault: (field: string) => string | undefined;
  set: (change: Partial<Operation>) => void;
}

/** Gives an operation a picture and documents: a file is kept when it is chosen, and named when the draft is. */
export function OperationFiles({ operation: o, fault, set }: Props) {
  const t = useMessages(words);
  const [error, setError] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const documents = o.documents ?? [];
  const keep = async (file: File | null, named: (sha256: string, name: string) => Partial<Operation>) => {
    if (!file) return;
    setSending(true);
    setError(undefined);
    try {
      set(named((await upload(file)).sha256, file.name));
    } catch (e) {
      setError(e);
    } finally {
      setSending(false);
    }
  };
  const name = o.name ?? o.code;
  return (
    <>
      <Title order={3} size="h5">
        {t.title}
      </Title>
      <Text size="sm" c="dimmed">
        {t.hint}
      </Text>
      <Group align="end">
        {o.picture ? (
          <>
            <Files of={[{ sha256: o.picture, mediaType: "image/" }]} name={name} />
            <Drop of={t.drop(t.thePicture)} press={() => set({ picture: "" })} />
          </>
        ) : null}
        <FileButton
          accept="image/jpeg,image/png,image/webp"
          onChange={(file) => void keep(file, (picture) => ({ picture }))}
        >
          {(props) => (
            <Button {...props} variant="default" loading={sending} leftSection={<IconPhoto size={18} aria-hidden />}>
              {o.picture ? t.another : t.picture}
            </Button>
          )}
        </FileButton>
        <FileButton
          accept="application/pdf,text/plain,text/csv,image/jpeg,image/png,image/webp"
          onChange={(chosen) =>
            void keep(chosen, (file, title) => ({ documents: [...documents, { title: title.slice(0, 64), file }] }))
          }
        >
          {(props) => (
            <Button {...props} variant="default" loading={sending} leftSection={<IconFileText size={18} aria-hidden />}>
              {t.document}
            </Button>
          )}
        </FileButton>
      </Group>
      {fault("picture") ? <Text c="var(--text-stop)">{fault("picture")}</Text> : null}
      <Stack gap="xs">
        {documents.map((d, i) => (
          <Group key={d.file} align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={t.called}
              value={d.title}
              error={fault(`documents[${i}].title`) ?? fault(`documents[${i}].file`)}
              onChange={(e) => set({ documents: replaced(documents, i, { ...d, title: e.currentTarget.value }) })}
            />
            <Drop of={t.drop(d.title)} press={() => set({ documents: replaced(documents, i, undefined) })} />
          </Group>
        ))}
      </Stack>
      {error === undefined ? null : <ProblemPanel error={error} />}
    </>
  );
}

function Drop({ of, press }: { of: string; press: () => void }) {
  return (
    <ActionIcon variant="default" size="lg" aria-label={of} onClick={press}>
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}
