import { useFormat } from "@/app/format";
import { useNames } from "@/app/people";

/** The id of a person, as it stands in sentences of the server. */
const person = /\bp-[\w-]+/g;

/** A sentence of the server: its times by the clock of the plant, its people by their names. */
export function Told({ text }: { text: string }) {
  const format = useFormat();
  const name = useNames(text.match(person) ?? []);
  return <>{format.told(text).replace(person, (id) => name(id))}</>;
}
