import { ActionIcon, Menu, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconBarcode, IconLogout, IconQrcode, IconUserCircle, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { demoPeople } from "@/api/demo";
import { ScreenLink } from "@/ui/link";
import { useMessages } from "./i18n";
import { useMe } from "./me";
import { messages } from "./messages";
import { changeSettings, languages, useSettings, type Density, type Language, type Scheme } from "./settings";
import { signOut } from "./session";

/** What each language calls itself. */
export const names: Record<Language, string> = { en: "English", de: "Deutsch", es: "Español" };

/** Who is signed in, and how they want to see the screens. */
export function AccountMenu() {
  const t = useMessages(messages);
  const me = useMe();
  const demo = useQuery(demoPeople);
  return (
    <Menu position="bottom-end" width={300} closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.account}>
          <IconUserCircle aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={2} px="sm" py="xs">
          <Text fw={600} className="world">
            {me.name || me.actor}
          </Text>
          <Text size="sm" c="dimmed">
            {me.roles.join(", ")}
          </Text>
        </Stack>
        <Preferences />
        <Menu.Divider />
        <ScannerItems />
        {demo.data ? (
          <Menu.Item
            leftSection={<IconUsers size={18} aria-hidden />}
            renderRoot={(props) => <ScreenLink to="/roles" underline="never" {...props} />}
          >
            {t.changeRole}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
          {t.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leads to the scanner of this device, and at a station to its command sheet. */
function ScannerItems() {
  const t = useMessages(messages);
  const station = useRouterState({ select: (s) => /^\/station\/([^/]+)/.exec(s.location.pathname)?.[1] });
  const id = station === undefined ? undefined : decodeURIComponent(station);
  return (
    <>
      <Menu.Item
        leftSection={<IconBarcode size={18} aria-hidden />}
        renderRoot={(props) => <ScreenLink to="/scanner" search={{ station: id }} underline="never" {...props} />}
      >
        {t.scanner}
      </Menu.Item>
      {id === undefined ? null : (
        <Menu.Item
          leftSection={<IconQrcode size={18} aria-hidden />}
          renderRoot={(props) => <ScreenLink to="/station/$id/commands" params={{ id }} underline="never" {...props} />}
        >
          {t.commandSheet}
        </Menu.Item>
      )}
    </>
  );
}

/** Language, colours and density of this device. */
export function Preferences() {
  const t = useMessages(messages);
  const settings = useSettings();
  return (
    <Stack gap="sm" px="sm" py="xs">
      <Choice
        label={t.language}
        value={settings.language}
        options={languages.map((l) => ({ value: l, label: names[l] }))}
        choose={(language: Language) => changeSettings({ language })}
      />
      <Choice
        label={t.scheme}
        value={settings.scheme}
        options={[
          { value: "auto", label: t.auto },
          { value: "light", label: t.light },
          { value: "dark", label: t.dark },
        ]}
        choose={(scheme: Scheme) => changeSettings({ scheme })}
      />
      <Choice
        label={t.density}
        value={settings.density}
        options={[
          { value: "compact", label: t.compact },
          { value: "normal", label: t.normal },
          { value: "touch", label: t.touch },
        ]}
        choose={(density: Density) => changeSettings({ density })}
      />
    </Stack>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  choose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  return (
    <div role="group" aria-label={label}>
      <Text size="sm" mb={4} aria-hidden>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        value={value}
        data={options}
        onChange={(v) => choose(v)}
        aria-label={label}
      />
    </div>
  );
}
