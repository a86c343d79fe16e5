import type { Role, Size } from "./browser";

/** A screen as it is checked for accessibility and drawn: a line for each. */
export interface Place {
  /** Name of the picture. */
  name: string;
  path: string;
  as?: Role;
  /** The first is the one that is checked; all are drawn. */
  sizes: [Size, ...Size[]];
}

const desk = { width: 1366, height: 768 };
const tablet = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

export const places: Place[] = [
  { name: "find", path: "/find?code=SN000007", as: "quality", sizes: [desk, phone] },
  { name: "find-unknown", path: "/find?code=%5Dd20109521234567103", as: "quality", sizes: [desk] },
  { name: "home", path: "/", as: "lead", sizes: [desk, phone] },
  { name: "not-found", path: "/no-such-page", as: "lead", sizes: [desk] },
  { name: "roles", path: "/roles", as: "auditor", sizes: [desk, phone] },
  { name: "sign-in", path: "/", sizes: [desk, phone] },
  { name: "stations", path: "/stations", as: "lead", sizes: [desk, tablet, phone] },
];
