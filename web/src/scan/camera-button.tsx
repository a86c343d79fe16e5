import { ActionIcon } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useMessages } from "@/app/i18n";
import { Dialog } from "@/ui/dialog";
import { cameraWords } from "./camera-words";

/** The camera is fetched when it is first opened. */
export const LazyCamera = lazy(() => import("./camera").then((m) => ({ default: m.Camera })));

/** The camera over a screen, until something is scanned. */
export function CameraDialog({ close }: { close: () => void }) {
  const t = useMessages(cameraWords);
  return (
    <Dialog close={close} title={t.title} size="lg">
      <Suspense fallback={t.starting}>
        <LazyCamera heard={close} />
      </Suspense>
    </Dialog>
  );
}

/** Opens the camera over a screen. */
export function CameraButton() {
  const t = useMessages(cameraWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.camera} onClick={() => setOpen(true)}>
        <IconCamera aria-hidden />
      </ActionIcon>
      {open ? <CameraDialog close={() => setOpen(false)} /> : null}
    </>
  );
}
