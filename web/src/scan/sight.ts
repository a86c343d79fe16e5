/** A symbol that was read in a picture. */
export interface Reading {
  /** Its text; of a GS1 symbol with its symbology identifier (ISO/IEC 15424) before it. */
  code: string;
  /** Bars: they have no error correction, so that a blurred one may be read as another. */
  linear: boolean;
}

/** A symbol that was out of sight for longer than this is held before the camera again, in milliseconds. */
export const away = 1500;

/**
 * What a camera sees, picture by picture: each symbol is given once for as long as it is seen. Bars are given
 * when two pictures in a row say the same.
 */
export class Sight {
  private readonly given = new Map<string, number>();
  private before = new Set<string>();

  /** The codes that have come into sight by a picture, which was taken at a time in milliseconds. */
  see(readings: readonly Reading[], at: number): string[] {
    for (const [code, last] of this.given) if (at - last > away) this.given.delete(code);
    const sure = readings.filter((r) => r.code !== "" && (!r.linear || this.before.has(r.code)));
    this.before = new Set(readings.map((r) => r.code));
    const fresh = sure.filter((r) => !this.given.has(r.code)).map((r) => r.code);
    for (const { code } of readings) if (this.given.has(code)) this.given.set(code, at);
    for (const code of fresh) this.given.set(code, at);
    return [...new Set(fresh)];
  }
}
