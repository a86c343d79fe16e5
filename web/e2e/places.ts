import type { Page } from "playwright-core";
import { scanCode, turnTo, type Language, type Role, type Size } from "./browser";

/** A screen as it is checked for accessibility and drawn: a line for each. */
export interface Place {
  /** Name of the picture. */
  name: string;
  path: string;
  as?: Role;
  /** What is scanned before anybody looks. */
  scan?: string;
  /** The first is the one that is checked; all are drawn. */
  sizes: [Size, ...Size[]];
}

const desk = { width: 1366, height: 768 };
const wide = { width: 1440, height: 900 };
const tablet = { width: 1280, height: 800 };
const terminal = { width: 1024, height: 600 };
const panel = { width: 1920, height: 1080 };
const phone = { width: 390, height: 844 };

export const places: Place[] = [
  { name: "begin", path: "/begin", as: "engineer", sizes: [desk, phone] },
  { name: "codes", path: "/codes?code=%5Dd20109521234567103", as: "quality", sizes: [desk, phone] },
  { name: "codes-labels", path: "/codes?tab=labels&label=unit", as: "engineer", sizes: [desk, phone] },
  { name: "codes-queue", path: "/codes?tab=queue&all=true", as: "lead", sizes: [desk] },
  { name: "find", path: "/find?code=SN000007", as: "quality", sizes: [desk, phone] },
  { name: "find-unknown", path: "/find?code=%5Dd20109521234567103", as: "quality", sizes: [desk] },
  { name: "health", path: "/health", as: "auditor", sizes: [desk, phone] },
  { name: "home", path: "/", as: "lead", sizes: [desk, phone] },
  { name: "journal", path: "/journal", as: "auditor", sizes: [desk, phone] },
  { name: "journal-entry", path: "/journal/2317", as: "auditor", sizes: [desk] },
  { name: "link-member", path: "/01/09521234567103/21/SN000004", as: "quality", sizes: [phone, desk] },
  { name: "link-unknown", path: "/01/09521234567103/21/SN999999", sizes: [phone] },
  { name: "link-sign-in", path: "/00/106141412345678908", sizes: [phone] },
  { name: "link-visitor", path: "/01/09521234567103/21/SN000007", sizes: [phone, desk] },
  {
    name: "map",
    path: "/map",
    as: "lead",
    sizes: [desk, { width: 1440, height: 900 }, { width: 1024, height: 768 }, phone],
  },
  { name: "map-past", path: "/map?line=DL&at=2026-01-01T00:00:00Z", as: "auditor", sizes: [desk] },
  { name: "map-wall", path: "/map?kiosk", as: "lead", sizes: [panel] },
  { name: "map-wall-line", path: "/map?kiosk&line=DL", as: "lead", sizes: [panel, terminal] },
  { name: "not-found", path: "/no-such-page", as: "lead", sizes: [desk] },
  { name: "plant", path: "/plant?route=DRIVE", as: "engineer", sizes: [desk, tablet, phone] },
  { name: "plant-parts", path: "/plant?tab=parts&part=DU-500+A", as: "engineer", sizes: [desk, phone] },
  { name: "plant-stations", path: "/plant?tab=stations", as: "engineer", sizes: [desk] },
  { name: "plant-tools", path: "/plant?tab=tools", as: "lead", sizes: [desk] },
  { name: "plant-rules", path: "/plant?tab=rules", as: "engineer", sizes: [desk, phone] },
  { name: "plant-shifts", path: "/plant?tab=shifts", as: "engineer", sizes: [desk, phone] },
  { name: "plant-yaml", path: "/plant?tab=draft", as: "engineer", sizes: [desk, phone] },
  { name: "plant-import", path: "/plant?tab=import", as: "engineer", sizes: [desk, phone] },
  { name: "plant-versions", path: "/plant?tab=versions&version=1", as: "engineer", sizes: [desk] },
  { name: "proofing", path: "/error-proofing", as: "quality", sizes: [desk, phone] },
  { name: "proofing-refusals", path: "/error-proofing?tab=refusals", as: "lead", sizes: [desk] },
  { name: "proofing-holds", path: "/error-proofing?tab=holds&all=true", as: "quality", sizes: [desk] },
  { name: "proofing-overrides", path: "/error-proofing?tab=overrides", as: "quality", sizes: [desk] },
  { name: "record", path: "/objects/SN000037", as: "quality", sizes: [wide, terminal, phone] },
  { name: "record-package", path: "/objects/BX-00002", as: "quality", sizes: [desk] },
  { name: "record-tool", path: "/objects/DRV-1", as: "quality", sizes: [desk] },
  { name: "roles", path: "/roles", as: "auditor", sizes: [desk, phone] },
  { name: "sign-in", path: "/", sizes: [desk, phone] },
  { name: "station-ready", path: "/station/D-40", as: "device", sizes: [terminal, panel, phone] },
  { name: "station-ok", path: "/station/D-80", as: "device", scan: "DEMO-B-103", sizes: [terminal] },
  { name: "station-pin", path: "/station/D-40", as: "device", scan: "DEMO-B-201", sizes: [terminal, phone] },
  { name: "station-stop", path: "/station/D-70", as: "device", scan: "SN000004", sizes: [terminal, panel, phone] },
  { name: "station-work", path: "/station/D-70", as: "device", sizes: [terminal, panel] },
  { name: "station-denied", path: "/station/D-70", as: "engineer", sizes: [terminal] },
  { name: "commands", path: "/station/D-70/commands", as: "device", sizes: [desk, phone] },
  { name: "commands-bars", path: "/station/D-70/commands?symbols=code128", as: "device", sizes: [desk] },
  { name: "scanner", path: "/scanner?station=D-70", as: "device", sizes: [terminal, phone] },
  { name: "stock-wip", path: "/stock", as: "lead", sizes: [desk, tablet, phone] },
  { name: "stock-lots", path: "/stock?tab=stock", as: "lead", sizes: [desk, phone] },
  { name: "stock-group", path: "/stock?group=D-60%7C%7CDU-500", as: "lead", sizes: [desk] },
  { name: "trace", path: "/trace?of=BR-0001", as: "quality", sizes: [desk, tablet, phone] },
  { name: "trace-back", path: "/trace?of=SN000004&direction=back", as: "quality", sizes: [desk] },
  { name: "trace-tool", path: "/trace?equipment=DRV-1&since=check", as: "quality", sizes: [desk, tablet] },
  { name: "trace-empty", path: "/trace", as: "quality", sizes: [desk] },
  { name: "stations", path: "/stations", as: "lead", sizes: [desk, tablet, phone] },
];

/** Opens a place, and scans there what belongs to it. */
export async function visitPlace({ path, as, scan, sizes }: Place, language: Language = "en"): Promise<Page> {
  const page = await turnTo(path, { as, size: sizes[0], language });
  if (scan === undefined) return page;
  await scanCode(page, scan);
  await page.locator("[data-kind]:not([data-kind=ready])[aria-busy=false]").waitFor();
  return page;
}
