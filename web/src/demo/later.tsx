// What only a demo has, fetched when it is wanted: a plant's own screens are left without it.
import { ActionIcon } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { demoLine } from "@/api/demo";
import { useMessages } from "@/app/i18n";
import { messages } from "@/app/messages";
import { touring } from "./touring";

const load = () => import("./menu").then((m) => ({ default: m.DemoMenu }));
const Menu = lazy(load);
const Tour = lazy(() => import("./tour").then((m) => ({ default: m.TourCard })));
const Codes = lazy(() => import("./scan-this").then((m) => ({ default: m.ScanThis })));

/** The button of the demo's menu; nothing on another server. */
export function DemoMenu() {
  const t = useMessages(messages);
  const line = useQuery(demoLine);
  const [wanted, setWanted] = useState(false);
  if (!line.data) return null;
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t.demo}
      aria-haspopup="dialog"
      onPointerEnter={() => void load()}
      onClick={() => setWanted(true)}
    >
      <IconFlask aria-hidden />
    </ActionIcon>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Menu line={line.data} />
    </Suspense>
  ) : (
    button
  );
}

/** The tour, where one has been begun. */
export function TourCard() {
  return touring() ? (
    <Suspense>
      <Tour />
    </Suspense>
  ) : null;
}

/** Codes to scan by touch. */
export function ScanThis(props: { station: string; close: () => void }) {
  return (
    <Suspense>
      <Codes {...props} />
    </Suspense>
  );
}
