import { ActionIcon, Menu, Stack, Text } from "@mantine/core";
import { IconBarcode, IconLogout, IconQrcode, IconShieldCheck, IconUserCircle, IconUsers } from "@tabler/icons-react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { demoPeople } from "@/api/demo";
import { ScreenLink } from "@/ui/link";
import { useOpening } from "@/ui/opening";
import { useMessages } from "./i18n";
import { useMe } from "./me";
import { messages } from "./messages";
import { Preferences } from "./preferences";
import { signOut } from "./session";

/** Whether the server has an authority of its own, which other devices are to trust. */
const authority = queryOptions({
  queryKey: ["/ca.crt"],
  queryFn: async ({ signal }) => {
    const { ok, headers } = await fetch("/ca.crt", { method: "HEAD", signal });
    return ok && (headers.get("Content-Type") ?? "").startsWith("application/x-x509-ca-cert");
  },
  staleTime: Infinity,
});

/** Who is signed in, and how they want to see the screens. It opens when it is first there. */
export function AccountMenu() {
  const t = useMessages(messages);
  const me = useMe();
  const { button, opened, onChange } = useOpening();
  const demo = useQuery(demoPeople);
  const vouched = useQuery(authority);
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={300} closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" size="lg" aria-label={t.account}>
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
        {vouched.data ? (
          <Menu.Item component="a" href="/trust" leftSection={<IconShieldCheck size={18} aria-hidden />}>
            {t.trust}
          </Menu.Item>
        ) : null}
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
