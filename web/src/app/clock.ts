/** A time as a clock on a wall of a zone shows it, as fields have it: 2026-01-05T07:00. Empty where it is none. */
export function onWall(instant: string | undefined, zone: string | undefined): string {
  const at = instant === undefined ? NaN : Date.parse(instant);
  if (Number.isNaN(at)) return "";
  const parts = new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(zone ? { timeZone: zone } : {}),
  }).formatToParts(at);
  const said = Object.fromEntries(parts.map((p) => [p.type, p.value]));
  return `${(said["year"] ?? "").padStart(4, "0")}-${said["month"]}-${said["day"]}T${said["hour"]}:${said["minute"]}`;
}

/**
 * The instant at which a clock on a wall of a zone shows a time, of which a field has the text; undefined where it is
 * none. Of an hour that is shown twice it is the first, and one that is left out is an hour later.
 */
export function offWall(text: string | undefined, zone: string | undefined): string | undefined {
  const shown = Date.parse(`${text ?? ""}Z`);
  if (Number.isNaN(shown)) return undefined;
  const offset = (at: number) => Date.parse(`${onWall(new Date(at).toISOString(), zone)}Z`) - minute(at);
  const day = 86_400_000;
  const before = shown - offset(shown - day);
  const after = shown - offset(shown + day);
  const fits = [before, after].filter((at) => onWall(new Date(at).toISOString(), zone) === text?.slice(0, 16));
  return new Date(fits.length > 0 ? Math.min(...fits) : before).toISOString();
}

const minute = (at: number) => at - (((at % 60_000) + 60_000) % 60_000);
