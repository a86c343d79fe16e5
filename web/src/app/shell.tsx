import { ActionIcon, AppShell, Burger, Button, Group, Kbd, NavLink, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { DemoMenu, TourCard } from "@/demo/later";
import { AccountMenu } from "./account-later";
import { ConnectionBadge } from "./connection";
import { useMessages } from "./i18n";
import { useMe } from "./me";
import { messages } from "./messages";
import { openPalette, Palette } from "./palette";
import { sections } from "./places";
import { useScreens, type Screen } from "./screens";
import { CameraButton } from "@/scan/camera-button";
import { ScreenLink } from "@/ui/link";
import classes from "./shell.module.css";

/** Header and menu around a screen; on a wall, nothing. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useMessages(messages);
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(close, [path, close]);
  const bare = useRouterState({ select: (s) => "kiosk" in s.location.search && s.location.search.kiosk === true });
  if (bare) return <main id="content">{children}</main>;
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !opened } }}
      padding="md"
      classNames={{ header: classes.header ?? "", navbar: classes.navbar ?? "" }}
    >
      <a href="#content" className={classes.skip}>
        {t.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="md"
            size="sm"
            aria-label={t.menu}
            aria-expanded={opened}
          />
          <ScreenLink to="/" className={classes.brand} underline="never">
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <span>{me.site.name ?? (me.site.code === "" ? "Tracewright" : me.site.code)}</span>
          </ScreenLink>
          <ActionIcon
            variant="default"
            size={36}
            hiddenFrom="sm"
            className={classes.find}
            aria-label={t.search}
            onClick={openPalette}
          >
            <IconSearch size={18} aria-hidden />
          </ActionIcon>
          <Button
            variant="default"
            visibleFrom="sm"
            className={classes.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={<Kbd>/</Kbd>}
            onClick={openPalette}
            justify="space-between"
          >
            {t.search}
          </Button>
          <CameraButton />
          <ConnectionBadge />
          <DemoMenu />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t.menu}>
        <ScrollArea type="auto" p="xs">
          <Menu />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <Palette />
      <TourCard />
    </AppShell>
  );
}

function Menu() {
  const t = useMessages(messages);
  const screens = useScreens();
  return sections.map((section) => {
    const items = screens.filter((s) => s.nav.section === section);
    if (items.length === 0) return null;
    return (
      <section key={section}>
        <Text size="xs" fw={600} c="dimmed" px="xs" pt="sm" pb={4}>
          {t[section]}
        </Text>
        {items.map((s) => (
          <MenuLine key={s.path} screen={s} />
        ))}
      </section>
    );
  });
}

function MenuLine({ screen }: { screen: Screen }) {
  const active = useRouterState({
    select: (s) => s.location.pathname === screen.path || s.location.pathname.startsWith(`${screen.path}/`),
  });
  const Icon = screen.nav.icon;
  return (
    <NavLink
      renderRoot={(props) => <ScreenLink to={screen.path} underline="never" {...props} />}
      label={screen.title}
      active={active}
      aria-current={active ? "page" : undefined}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
    />
  );
}
