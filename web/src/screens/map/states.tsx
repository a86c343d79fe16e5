import {
  IconAdjustments,
  IconAlertOctagonFilled,
  IconBarrierBlock,
  IconCalendarOff,
  IconCoffee,
  IconHourglassLow,
  IconPlayerPause,
  IconPlayerPlay,
  IconTool,
  type Icon,
} from "@tabler/icons-react";
import type { Schemas } from "@/api/call";

export type FactoryMap = Schemas["Map"];
export type Station = Schemas["MapStation"];
export type Bottleneck = Schemas["BottleneckInfo"];
export type StateName = Station["state"]["state"];

/** How a state is told: by a shape, and by colour only where something is not as it should be. */
export const states: Record<StateName, { icon: Icon; tone: "plain" | "good" | "check" | "stop" }> = {
  running: { icon: IconPlayerPlay, tone: "good" },
  setup: { icon: IconAdjustments, tone: "plain" },
  starved: { icon: IconHourglassLow, tone: "plain" },
  blocked: { icon: IconBarrierBlock, tone: "check" },
  fault: { icon: IconAlertOctagonFilled, tone: "stop" },
  maintenance: { icon: IconTool, tone: "plain" },
  break: { icon: IconCoffee, tone: "plain" },
  "no-work": { icon: IconCalendarOff, tone: "plain" },
  idle: { icon: IconPlayerPause, tone: "check" },
};

/** A length of time in hours, minutes and seconds, as a clock has it: 4:50, 1:02:03. */
export function clock(seconds: number): string {
  const s = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  return hours > 0 ? `${hours}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** How long something has lasted, as short as a card needs it, and kept on one line: 1:05 h, else as below. */
export function briefly(since: string, now: string): string {
  return lasting(since, now)
    .replace(/^(\d+) h (\d+) min$/, "$1:$2 h")
    .replaceAll(" ", "\u00a0");
}

/** How long something has lasted, in its two largest units: 4 d 3 h, 1 h 05 min, 19 min, 40 s. */
export function lasting(since: string, now: string): string {
  const s = Math.max(0, Math.round((Date.parse(now) - Date.parse(since)) / 1000));
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
