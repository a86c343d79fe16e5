import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconBarcode } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { messages as appMessages } from "@/app/messages";
import { useScreens } from "@/app/screens";
import { ScreenButton, ScreenLink } from "@/ui/link";
import { messages } from "./messages";

/** Where one starts: a code to look up, and the screens that one's role has. */
export function Home() {
  const t = useMessages(messages);
  const app = useMessages(appMessages);
  const me = useMe();
  const navigate = useNavigate();
  const screens = useScreens();
  const [code, setCode] = useState("");
  return (
    <Stack maw={960} mx="auto" gap="xl">
      <Title order={1} size="h2" className="world">
        {t.hello(me.name ?? "")}
      </Title>
      {me.site.code === "" && may(me, "define") ? (
        <Stack className="card" p="lg" gap="sm" align="start">
          <Title order={2} size="h4">
            {t.noPlant}
          </Title>
          <Text>{t.noPlantFix}</Text>
          <ScreenButton to="/begin" size="md">
            {t.begin}
          </ScreenButton>
        </Stack>
      ) : null}
      <Stack className="card" p="lg" gap="sm">
        <Title order={2} size="h4">
          <IconBarcode size={22} aria-hidden style={{ verticalAlign: "-4px" }} /> {t.scan}
        </Title>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            if (code.trim()) void navigate({ to: "/find", search: { code: code.trim() } });
          }}
        >
          <Group align="end" gap="sm">
            <TextInput
              flex="1 1 16rem"
              size="md"
              label={t.scanHint}
              value={code}
              onChange={(e) => setCode(e.currentTarget.value)}
            />
            <Button type="submit" size="md">
              {t.look}
            </Button>
          </Group>
        </form>
      </Stack>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t.screens}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {screens.map((s) => (
            <ScreenLink key={s.path} to={s.path} className="card" p="md" c="inherit" underline="never">
              <Group wrap="nowrap">
                <s.nav.icon size={28} stroke={1.5} aria-hidden />
                <div>
                  <Text fw={600}>{s.title}</Text>
                  <Text size="sm" c="dimmed">
                    {app[s.nav.section]}
                  </Text>
                </div>
              </Group>
            </ScreenLink>
          ))}
        </SimpleGrid>
      </Stack>
    </Stack>
  );
}
