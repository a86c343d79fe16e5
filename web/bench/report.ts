/** Prints what was measured as Go's benchmarks do, so that benchstat can compare it. */
export function report(name: string, values: Record<string, number>): void {
  const shown = Object.entries(values).map(([unit, value]) => `${Number(value.toPrecision(4))} ${unit}`);
  process.stdout.write(`BenchmarkScreen/${name}\t1\t${shown.join("\t")}\n`);
}

/** The value below which the share q of some numbers lies. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const found = sorted[Math.round(q * (sorted.length - 1))];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

/** Waits until a time of performance.now(). */
export const until = (time: number) => new Promise((done) => setTimeout(done, Math.max(0, time - performance.now())));
