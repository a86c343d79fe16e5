import { Button, Container, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import {
  IconBarcode,
  IconBuildingFactory2,
  IconChecklist,
  IconMap2,
  IconRoute,
  IconSearch,
  IconUsersGroup,
  type Icon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { demoPeople, type Part } from "@/api/demo";
import { Preferences } from "@/app/preferences";
import { useMessages } from "@/app/i18n";
import { signIn } from "@/app/session";
import { messages as demoMessages } from "@/demo/messages";
import { startTour } from "@/demo/tour";
import { Answer } from "@/ui/answer";
import { Empty } from "@/ui/empty";
import { ScreenLink } from "@/ui/link";
import { ProblemPanel } from "@/ui/problem";
import { messages } from "./messages";
import classes from "./roles.module.css";

const icons: Record<Part["role"], Icon> = {
  device: IconBarcode,
  lead: IconUsersGroup,
  quality: IconSearch,
  engineer: IconRoute,
  auditor: IconChecklist,
};

/** Lets whoever opens the demo be one of its people. */
export function Roles() {
  const t = useMessages(messages);
  const words = useMessages(demoMessages);
  const people = useQuery(demoPeople);
  const [problem, setProblem] = useState<unknown>();
  const enter = (part: Part) => {
    signIn({ token: part.token }, part.role === "device" ? "/stations" : "/").catch(setProblem);
  };
  const begin = (parts: readonly Part[]) => {
    const engineer = parts.find((p) => p.role === "engineer");
    if (engineer) signIn({ token: engineer.token }, "/begin").catch(setProblem);
  };
  return (
    <Container component="main" size="md" py="xl">
      <Stack gap="lg">
        <Group gap="sm">
          <img src="/favicon.svg" alt="" width={44} height={44} />
          <Title order={1}>{t.title}</Title>
        </Group>
        <Answer of={people}>
          {(demo) =>
            demo ? (
              <>
                <Text>{t.intro}</Text>
                <Group>
                  <Button
                    size="lg"
                    leftSection={<IconMap2 aria-hidden />}
                    onClick={() => void startTour(demo).catch(setProblem)}
                  >
                    {words.tour}
                  </Button>
                  <Button
                    size="lg"
                    variant="default"
                    leftSection={<IconBuildingFactory2 aria-hidden />}
                    onClick={() => begin(demo.parts)}
                  >
                    {t.begin}
                  </Button>
                </Group>
                {problem === undefined ? null : <ProblemPanel error={problem} />}
                <div className={classes.parts}>
                  {demo.parts.map((part) => (
                    <Role key={part.role} part={part} enter={() => enter(part)} />
                  ))}
                </div>
              </>
            ) : (
              <Empty title={t.none}>
                {t.noneText} <ScreenLink to="/">{t.back}</ScreenLink>
              </Empty>
            )
          }
        </Answer>
        <div className="card">
          <Preferences />
        </div>
      </Stack>
    </Container>
  );
}

function Role({ part, enter }: { part: Part; enter: () => void }) {
  const t = useMessages(messages);
  const Symbol = icons[part.role];
  return (
    <UnstyledButton className={classes.part} onClick={enter} aria-label={t.enter(t[part.role])}>
      <Symbol size={40} stroke={1.4} aria-hidden />
      <Text fw={650} size="lg">
        {t[part.role]}
      </Text>
      <Text c="dimmed">{t[`${part.role}Text`]}</Text>
    </UnstyledButton>
  );
}
