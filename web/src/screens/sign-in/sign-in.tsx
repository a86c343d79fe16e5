import {
  Button,
  Container,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { Preferences } from "@/app/preferences";
import { useMessages } from "@/app/i18n";
import { signIn } from "@/app/session";
import { useScan } from "@/scan/bus";
import { ProblemPanel } from "@/ui/problem";
import { messages } from "./messages";

type Way = "person" | "device";

/** Signs the browser in, and goes on to the address that was asked for. */
export function SignIn({ refused }: { refused?: unknown }) {
  const t = useMessages(messages);
  const [way, setWay] = useState<Way>("person");
  const [shown, setShown] = useState({ badge: "", pin: "", token: "" });
  const [problem, setProblem] = useState(refused);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  useScan(({ code }) => {
    setWay("person");
    setShown((s) => ({ ...s, badge: code }));
    document.getElementById("pin")?.focus();
  });

  const missing = (text: string) => (tried && text === "" ? t.missing : null);
  const submit = async (e: SyntheticEvent) => {
    e.preventDefault();
    setTried(true);
    const { badge, pin, token } = shown;
    if (way === "person" ? badge === "" || pin === "" : token === "") return;
    setBusy(true);
    try {
      await signIn(way === "person" ? { badge, pin } : { token }, location.pathname + location.search);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const field = (name: keyof typeof shown) => ({
    id: name,
    value: shown[name],
    error: missing(shown[name]),
    onChange: (e: { currentTarget: HTMLInputElement }) => {
      const text = e.currentTarget.value;
      setShown((s) => ({ ...s, [name]: text }));
    },
  });

  return (
    <Container component="main" size={460} py="xl">
      <Stack>
        <Title order={1} size="h2" ta="center">
          <img src="/favicon.svg" alt="" width={40} height={40} style={{ verticalAlign: "middle" }} /> Tracewright
        </Title>
        <Paper withBorder p="lg" className="card">
          <form onSubmit={(e) => void submit(e)} noValidate>
            <Stack>
              <Title order={2} size="h3">
                {t.title}
              </Title>
              <SegmentedControl
                fullWidth
                aria-label={t.title}
                value={way}
                onChange={(v) => setWay(v)}
                data={[
                  { value: "person", label: t.person },
                  { value: "device", label: t.device },
                ]}
              />
              {way === "person" ? (
                <>
                  <TextInput
                    label={t.badge}
                    description={t.badgeHint}
                    autoComplete="username"
                    autoFocus
                    {...field("badge")}
                  />
                  <PasswordInput label={t.pin} autoComplete="current-password" {...field("pin")} />
                </>
              ) : (
                <PasswordInput
                  label={t.token}
                  description={t.tokenHint}
                  autoComplete="off"
                  autoFocus
                  {...field("token")}
                />
              )}
              {problem === undefined ? null : <ProblemPanel error={problem} />}
              <Button type="submit" size="md" loading={busy}>
                {t.signIn}
              </Button>
              <Text size="sm" c="dimmed">
                {t.first}
              </Text>
            </Stack>
          </form>
        </Paper>
        <Paper withBorder className="card">
          <Preferences />
        </Paper>
      </Stack>
    </Container>
  );
}
