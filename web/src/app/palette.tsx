import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconBarcode, IconCamera, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "./i18n";
import { messages } from "./messages";
import { useScreens } from "./screens";
import { useScan } from "@/scan/bus";
import { CameraDialog } from "@/scan/camera-button";
import { cameraWords } from "@/scan/camera-words";

/** Opens the command palette. */
export const openPalette = (): void => spotlight.open();

/** Jumps to any screen, and looks up any code: by Ctrl-K or /, from every page. */
export function Palette() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const screens = useScreens();
  const tc = useMessages(cameraWords);
  const [query, setQuery] = useState("");
  const [camera, setCamera] = useState(false);
  const lookUp = (code: string) => void navigate({ to: "/find", search: { code } });
  useScan(({ code }) => {
    spotlight.close();
    lookUp(code);
  }, true);
  const typed = query.trim();
  const found = screens.filter((s) => s.title.toLowerCase().includes(typed.toLowerCase()));
  const palette = (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K", "/"]}
      maxHeight={400}
      scrollable
      clearQueryOnClose
    >
      <Spotlight.Search
        placeholder={t.search}
        aria-label={t.search}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {tc.camera.toLowerCase().includes(typed.toLowerCase()) ? (
          <Spotlight.Action
            label={tc.camera}
            leftSection={<IconCamera size={20} aria-hidden />}
            onClick={() => setCamera(true)}
          />
        ) : null}
        {found.map((s) => (
          <Spotlight.Action
            key={s.path}
            label={s.title}
            description={t[s.nav.section]}
            leftSection={<s.nav.icon size={20} aria-hidden />}
            onClick={() => void navigate({ to: s.path })}
          />
        ))}
        {typed ? (
          <Spotlight.Action
            label={t.lookUp(typed)}
            leftSection={<IconBarcode size={20} aria-hidden />}
            onClick={() => lookUp(typed)}
          />
        ) : null}
        <Spotlight.Footer>{t.searchHint}</Spotlight.Footer>
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
  return (
    <>
      {palette}
      {camera ? <CameraDialog close={() => setCamera(false)} /> : null}
    </>
  );
}
