import { createContext, use } from "react";
import type { Schemas } from "@/api/call";

/** Who is signed in, and what they may do. */
export type Me = Schemas["Me"];

/** One kind of thing that may be done: docs/access.md has the table. */
export type Access = "read" | "operate" | "quality" | "plan" | "define" | "audit" | "admin";

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is signed in. Screens are drawn only once somebody is. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe outside of the gate");
  return me;
}

/** Whether a person may do something: what they may not is not shown, and the server refuses it anyway. */
export function may(me: Me, access: Access): boolean {
  return me.access.includes(access);
}
