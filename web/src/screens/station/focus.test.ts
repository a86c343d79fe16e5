// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Schemas } from "@/api/call";
import { useFocus } from "./focus";
import type { Said } from "./verdict";

const visit = (id: string) => ({ object: { id }, startSeq: 1 }) as Schemas["Visit"];
const about = (subject: string): Said => ({ kind: "ok", text: "", code: "T001", subject, choices: [], also: [] });

interface At {
  inWork: Schemas["Visit"][];
  said?: Said;
}

function station(first: At) {
  const { result, rerender } = renderHook(({ inWork, said }: At) => useFocus(inWork, said), { initialProps: first });
  return { now: () => result.current.visit?.object.id, rerender, use: () => result.current };
}

test("the unit that was begun last is at the front, and the first one stays in work behind it", () => {
  const a = station({ inWork: [visit("A")] });
  a.rerender({ inWork: [visit("A"), visit("B")], said: about("B") });
  expect(a.now()).toBe("B");
  act(() => a.use().show("A"));
  expect(a.now()).toBe("A");
});

test("what goes into a unit changes nothing, and what is said of another brings that one to the front", () => {
  const units = [visit("A"), visit("B"), visit("C")];
  const a = station({ inWork: units });
  act(() => a.use().show("A"));
  a.rerender({ inWork: units, said: about("a motor") });
  expect(a.now()).toBe("A");
  a.rerender({ inWork: units, said: about("C") });
  expect(a.now()).toBe("C");
});

test("the next one comes to the front by a code, around and around", () => {
  const a = station({ inWork: [visit("A"), visit("B")] });
  act(() => a.use().next());
  expect(a.now()).toBe("A");
  act(() => a.use().next());
  expect(a.now()).toBe("B");
});

test("where the one at the front is finished, the one before it comes back", () => {
  const a = station({ inWork: [visit("A"), visit("B"), visit("C")] });
  act(() => a.use().show("A"));
  act(() => a.use().show("B"));
  a.rerender({ inWork: [visit("A"), visit("C")], said: about("B") });
  expect(a.now()).toBe("A");
  a.rerender({ inWork: [] });
  expect(a.now()).toBeUndefined();
});
