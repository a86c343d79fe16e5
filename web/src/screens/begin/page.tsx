import { Button, Checkbox, Code, Group, Radio, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { call, type Schemas } from "@/api/call";
import { newID } from "@/api/id";
import { useMessages } from "@/app/i18n";
import { may, useMe } from "@/app/me";
import { save } from "@/app/save";
import { versions } from "@/plant/check";
import { stationsOf } from "@/plant/definition";
import { useDraft } from "@/plant/draft";
import { Answer } from "@/ui/answer";
import { ProblemPanel } from "@/ui/problem";
import { Notice } from "@/ui/notice";
import classes from "./begin.module.css";
import { useBegun, type Begun } from "./begun";
import { ComponentsField } from "./components";
import { Done } from "./done";
import { publish } from "./make";
import { messages } from "./messages";
import { codeOf, missingOf, planOf, type Answers, type Missing } from "./plan";
import { StepsField } from "./steps";

const nothing: Answers = {
  factory: "",
  product: "",
  serials: true,
  steps: [
    { name: "", station: "" },
    { name: "", station: "" },
  ],
  components: [],
  strict: true,
};

/** Asks five questions, and makes a factory of the answers in which one can scan at once. */
export function Begin() {
  const list = useQuery(versions);
  const [begun, setBegun] = useBegun();
  if (begun) return <Done begun={begun} anew={() => setBegun(undefined)} />;
  return <Answer of={list}>{(page) => <Questions version={page.items[0]?.version ?? 0} begin={setBegun} />}</Answer>;
}

function Questions({ version, begin }: { version: number; begin: (begun: Begun) => void }) {
  const t = useMessages(messages);
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft] = useDraft();
  const [answers, setAnswers] = useState(nothing);
  const [practice, setPractice] = useState(true);
  const [person, setPerson] = useState("");
  const [missing, setMissing] = useState<Missing[]>([]);
  const [id] = useState(newID); // sent again without an answer, it is done once
  const [before] = useState(version);
  const set = (change: Partial<Answers>) => setAnswers((a) => ({ ...a, ...change }));
  const lacks = (what: Missing) => (missing.includes(what) ? t.missing : undefined);
  const make = useMutation({
    mutationFn: async (then: "publish" | "draft" | "download") => {
      const definition = planOf(answers, Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
      const looked = await call("post", "/api/v1/plant:diff", { body: { definition: JSON.stringify(definition) } });
      if (looked.faults.length > 0) return { faults: looked.faults };
      if (then === "publish") {
        await publish(definition, t.reason, id);
        await client.invalidateQueries({ queryKey: ["/api/v1/me"] }); // it names the site
        const station = stationsOf(definition)[0]?.station.code ?? "";
        begin({ id, definition, practice, person: person.trim(), station });
        return { faults: [] };
      }
      const text = looked.source ?? "";
      if (then === "download") save("plant.yaml", "application/yaml", text);
      else if (setDraft({ text, base: version })) void navigate({ to: "/plant", search: { tab: "draft" } });
      return { faults: [] };
    },
  });
  const submit = (then: "publish" | "draft" | "download") => {
    const lacking = missingOf(answers);
    setMissing(lacking);
    if (lacking.length === 0) make.mutate(then);
  };
  return (
    <Stack maw={980} mx="auto">
      <Title order={1} size="h2">
        {t.title}
      </Title>
      <Text c="dimmed">{t.intro}</Text>
      {before > 0 ? <HasOne version={before} /> : null}
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          submit(before > 0 ? "draft" : "publish");
        }}
      >
        <Stack>
          <Question n={1} text={t.factoryQ}>
            <TextInput
              label={t.factory}
              placeholder={t.factoryEg}
              description={t.code(codeOf(answers.factory, "FACTORY"))}
              error={lacks("factory")}
              value={answers.factory}
              onChange={(e) => set({ factory: e.currentTarget.value })}
            />
          </Question>
          <Question n={2} text={t.productQ}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput
                label={t.product}
                placeholder={t.productEg}
                error={lacks("product")}
                value={answers.product}
                onChange={(e) => set({ product: e.currentTarget.value })}
              />
              <Radio.Group
                label={t.howMade}
                value={answers.serials ? "serial" : "lot"}
                onChange={(value) => set({ serials: value === "serial" })}
              >
                <Stack gap={6} mt={4}>
                  <Radio value="serial" label={t.each} />
                  <Radio value="lot" label={t.lots} />
                </Stack>
              </Radio.Group>
            </SimpleGrid>
          </Question>
          <Question n={3} text={t.stepsQ}>
            <StepsField
              steps={answers.steps}
              missing={lacks("steps") ?? lacks("stations")}
              onChange={(steps) => set({ steps })}
            />
          </Question>
          <Question n={4} text={t.partsQ}>
            <ComponentsField
              components={answers.components}
              steps={answers.steps}
              missing={lacks("quantity")}
              onChange={(components) => set({ components })}
            />
          </Question>
          <Question n={5} text={t.startQ}>
            <Checkbox
              label={t.strict}
              checked={answers.strict}
              onChange={(e) => set({ strict: e.currentTarget.checked })}
            />
            {before === 0 && may(me, "operate") ? (
              <Checkbox label={t.practice} checked={practice} onChange={(e) => setPractice(e.currentTarget.checked)} />
            ) : null}
            {before === 0 && may(me, "admin") ? (
              <TextInput
                maw={460}
                label={t.person}
                description={t.personHint}
                value={person}
                onChange={(e) => setPerson(e.currentTarget.value)}
              />
            ) : null}
          </Question>
          {make.data?.faults.length ? <Faults faults={make.data.faults} /> : null}
          {make.isError ? <ProblemPanel error={make.error} /> : null}
          <Group justify="flex-end">
            {missing.length > 0 ? (
              <Text role="alert" c="var(--text-stop)">
                {t.missing}
              </Text>
            ) : null}
            {before > 0 ? (
              <>
                <Button variant="default" disabled={make.isPending} onClick={() => submit("download")}>
                  {t.download}
                </Button>
                <Button
                  type="submit"
                  loading={make.isPending}
                  disabled={draft !== undefined}
                  title={draft ? t.haveDraft : undefined}
                >
                  {t.asDraft}
                </Button>
              </>
            ) : (
              <Button type="submit" size="md" loading={make.isPending}>
                {t.make}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

function Question({ n, text, children }: { n: number; text: string; children: ReactNode }) {
  return (
    <section className={`card ${classes.question ?? ""}`}>
      <Title order={2} size="h4" mb="sm">
        <span className={classes.number}>{n}</span> {text}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}

function HasOne({ version }: { version: number }) {
  const t = useMessages(messages);
  return (
    <Notice tone="check" title={t.has(version)}>
      <Text mb="xs">{t.hasText}</Text>
      <Code block style={{ whiteSpace: "pre-wrap" }}>
        {"tracewright serve --data ./my-factory\ntracewright apply plant.yaml --data ./my-factory"}
      </Code>
    </Notice>
  );
}

function Faults({ faults }: { faults: readonly Schemas["PlantFault"][] }) {
  const t = useMessages(messages);
  return (
    <Notice tone="stop" title={t.wrong}>
      {faults.map((f) => (
        <Text key={`${f.path ?? ""} ${f.message}`} className="world">
          {f.path ? <b>{f.path}</b> : null} {f.message} {f.fix}
        </Text>
      ))}
    </Notice>
  );
}
