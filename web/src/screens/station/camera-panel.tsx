import { ActionIcon } from "@mantine/core";
import { IconCamera, IconX } from "@tabler/icons-react";
import { Suspense } from "react";
import { useMessages } from "@/app/i18n";
import { LazyCamera } from "@/scan/camera-button";
import { cameraWords } from "@/scan/camera-words";
import classes from "./station.module.css";

/** Opens and closes the camera of a station. */
export function CameraSwitch({ on, turn }: { on: boolean; turn: () => void }) {
  const t = useMessages(cameraWords);
  return (
    <ActionIcon variant="default" size={48} aria-label={t.camera} aria-pressed={on} onClick={turn}>
      {on ? <IconX aria-hidden /> : <IconCamera aria-hidden />}
    </ActionIcon>
  );
}

/** The camera beside the verdict: it stays open from scan to scan. */
export function CameraPanel() {
  const t = useMessages(cameraWords);
  return (
    <section className={`card ${classes.panel ?? ""}`} aria-label={t.title}>
      <Suspense fallback={t.starting}>
        <LazyCamera />
      </Suspense>
    </section>
  );
}
