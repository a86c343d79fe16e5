import { Autocomplete, Button, Checkbox, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "@/api/read";
import { offWall, onWall } from "@/app/clock";
import { useMessages } from "@/app/i18n";
import { useMe } from "@/app/me";
import { fieldsOf, nameWithID, personIn, startOf } from "./asked";
import { messages } from "./messages";
import { startWords } from "./start-words";
import { directions, shared, starts, traceRoute, type Search, type Shared, type Start } from "./route";

/** The text of a field of a form. */
function field(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

const isTime = (name: string) => name === "from" || name === "until";
const isNumber = (name: string) => name === "atLeast" || name === "atMost";

/** The field without which nothing is asked: the first that is no time. */
const neededFor = (by: Start) => fieldsOf[by].find((name) => !isTime(name));

/** Asks with what the trace begins, which way it goes, and about which time. */
export function Question() {
  const t = useMessages(messages);
  const search = traceRoute.useSearch();
  const navigate = traceRoute.useNavigate();
  const w = useMessages(startWords);
  const { site } = useMe();
  const by = startOf(search);
  const [wrong, setWrong] = useState<{ name: keyof Shared; text: string }>();
  const instant = (text: string | undefined) => offWall(text, site.zone);
  const ask = (change: Search) =>
    void navigate({
      search: (old) => ({ ...old, place: undefined, kind: undefined, filter: undefined, open: undefined, ...change }),
    });
  const wrongIn = (form: FormData) => {
    const needed = neededFor(by);
    if (needed && !field(form, needed)) return { name: needed, text: w.needed };
    const name = fieldsOf[by].find((n) => isNumber(n) && !/^(-?[0-9]+([.][0-9]+)?)?$/.test(field(form, n) ?? ""));
    return name && { name, text: t.decimal };
  };
  const forget: Search = Object.fromEntries(["of", ...shared].map((name) => [name, undefined]));
  return (
    <form
      key={JSON.stringify([by, search.of, ...shared.map((name) => search[name]), search.asOf, search.knownAt])}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        const form = new FormData(e.currentTarget);
        const fault = wrongIn(form);
        setWrong(fault);
        if (fault) {
          e.currentTarget.querySelector<HTMLElement>(`[name=${fault.name}]`)?.focus();
          return;
        }
        const said = fieldsOf[by].map((name) => {
          const value = field(form, name);
          return [name, isTime(name) ? instant(value) : name === "operator" ? personIn(value) : value];
        });
        ask({
          ...forget,
          by: by === "object" ? undefined : by,
          of: field(form, "of"),
          ...(Object.fromEntries(said) as Shared),
          ...(form.has("since") ? { since: "check", from: undefined, until: undefined } : {}),
          asOf: instant(field(form, "asOf")),
          knownAt: instant(field(form, "knownAt")),
          carriers: form.has("carriers") || undefined,
        });
      }}
    >
      <Stack gap="sm">
        <Group align="end">
          <Select
            label={t.by}
            allowDeselect={false}
            w={170}
            data={starts.map((value) => ({ value, label: t[`by-${value}`] }))}
            value={by}
            onChange={(value) => {
              setWrong(undefined);
              ask({ ...forget, by: starts.find((s) => s === value) });
            }}
          />
          {by === "object" ? (
            <TextInput name="of" label={t.of} placeholder={t.ofHint} defaultValue={search.of} w={420} maw="100%" />
          ) : (
            fieldsOf[by].map((name) => (
              <SharedField
                key={name}
                name={name}
                value={search[name]}
                required={name === neededFor(by)}
                error={wrong?.name === name ? wrong.text : undefined}
              />
            ))
          )}
          {by === "tool" ? (
            <Checkbox name="since" label={t.sinceCheck} defaultChecked={search.since === "check"} mb="xs" />
          ) : null}
          <Button type="submit">{t.ask}</Button>
          <SegmentedControl
            aria-label={t.direction}
            data={directions.map((value) => ({ value, label: t[value] }))}
            value={search.direction ?? "forward"}
            onChange={(value) => ask({ direction: value === "back" ? "back" : undefined })}
          />
        </Group>
        <details open={Boolean(search.asOf ?? search.knownAt ?? search.carriers)}>
          <summary>{t.more}</summary>
          <Group align="end" mt="xs">
            <TextInput
              type="datetime-local"
              name="asOf"
              label={t.asOf}
              description={[t.now, site.zone ? w.zone(site.zone) : ""].filter(Boolean).join(" ")}
              defaultValue={onWall(search.asOf, site.zone)}
            />
            <TextInput
              type="datetime-local"
              name="knownAt"
              label={t.knownAt}
              description={[t.now, site.zone ? w.zone(site.zone) : ""].filter(Boolean).join(" ")}
              defaultValue={onWall(search.knownAt, site.zone)}
            />
            <Checkbox name="carriers" label={t.carriers} defaultChecked={search.carriers ?? false} mb="xs" />
          </Group>
        </details>
      </Stack>
    </form>
  );
}

interface FieldProps {
  name: keyof Shared;
  value: string | undefined;
  required: boolean;
  error: string | undefined;
}

function SharedField({ name, value, required, error }: FieldProps) {
  const t = useMessages(messages);
  const w = useMessages(startWords);
  const { site } = useMe();
  const props = { name, label: t[`field-${name}`], required, error };
  if (isTime(name)) {
    const zone = site.zone ? w.zone(site.zone) : undefined;
    return <TextInput type="datetime-local" description={zone} defaultValue={onWall(value, site.zone)} {...props} />;
  }
  if (name === "operator") return <Person {...props} value={value} />;
  if (name === "station") return <Station {...props} value={value} />;
  if (name === "equipment") return <Equipment {...props} value={value} />;
  return (
    <TextInput
      defaultValue={value}
      maw={isNumber(name) ? 120 : 200}
      {...(isNumber(name) ? { inputMode: "decimal" as const, title: t.decimal } : {})}
      {...props}
    />
  );
}

interface Known {
  name: string;
  label: string;
  required: boolean;
  error: string | undefined;
  value: string | undefined;
}

function Station({ value, ...props }: Known) {
  const stations = useQuery(read("/api/v1/stations"));
  const codes = [...new Set((stations.data?.items ?? []).map((s) => s.code))];
  return <Autocomplete data={codes} defaultValue={value ?? ""} maw={170} limit={50} {...props} />;
}

function Equipment({ value, ...props }: Known) {
  const tools = useQuery(read("/api/v1/equipment"));
  const codes = [...new Set((tools.data?.items ?? []).map((e) => e.code))];
  return <Autocomplete data={codes} defaultValue={value ?? ""} maw={170} limit={50} {...props} />;
}

/** Somebody by name, as far as whoever asks may know names: of those who hold a certificate; else by id. */
function Person({ value, ...props }: Known) {
  const w = useMessages(startWords);
  const certificates = useQuery(read("/api/v1/certificates", { query: { limit: 500 } }));
  const people = new Map(
    (certificates.data?.items ?? []).flatMap((c) => (c.name ? [[c.person, c.name] as const] : [])),
  );
  const said = [...people].map(([id, name]) => nameWithID(name, id)).sort((a, b) => a.localeCompare(b));
  const name = value === undefined ? undefined : people.get(value);
  return (
    <Autocomplete
      key={String(people.size)}
      data={said}
      description={people.size > 0 ? w.personHint : w.personByID}
      defaultValue={name === undefined ? (value ?? "") : nameWithID(name, value ?? "")}
      w={300}
      limit={50}
      {...props}
    />
  );
}
