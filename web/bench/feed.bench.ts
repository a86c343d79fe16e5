// What a thousand open screens cost the server, at rest and while work goes on.
import { readFileSync } from "node:fs";
import { get, type ClientRequest } from "node:http";
import { test } from "vitest";
import { startPlant, type Plant } from "./plant";
import { quantile, report, until } from "./report";

const clients = 1000;
/** Things that happen in a second. */
const rate = 10;
const lasting = 10_000;
/** Ticks of the clock in a second, by which Linux counts the time of processes. */
const ticks = 100;

/** What a process has used so far: seconds of the processors, and megabytes of memory that it has now. */
function used(pid: number): { seconds: number; megabytes: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
  return { seconds: (Number(stat[11]) + Number(stat[12])) / ticks, megabytes: resident / 1024 };
}

/** Follows the feed as a screen does, and tells how long after it was told each entry came. */
function follow(plant: Plant, heard: (bytes: string) => void): Promise<ClientRequest> {
  return new Promise((done, fail) => {
    const request = get(
      `${plant.address}/api/v1/feed`,
      { agent: false, headers: { Authorization: `Bearer ${plant.token}` } },
      (response) => {
        response.setEncoding("utf8").on("data", heard);
        response.on("error", () => undefined); // it is ended from here
        done(request);
      },
    );
    request.on("error", fail);
  });
}

/** Lets the plant work for a while, or rest, and says what the server used, a second. */
async function during(plant: Plant, work: (i: number) => Promise<unknown>) {
  const before = used(plant.pid);
  const begin = performance.now();
  for (let i = 0; i < (rate * lasting) / 1000; i++) {
    await until(begin + (i * 1000) / rate);
    await work(i);
  }
  await until(begin + lasting);
  const after = used(plant.pid);
  return { cpu: (100 * (after.seconds - before.seconds)) / (lasting / 1000), megabytes: after.megabytes };
}

test("feed", { timeout: 300_000 }, async () => {
  const plant = await startPlant(5);
  let made = 0;
  const sent: number[] = [];
  const lags: number[] = [];
  const rest = () => Promise.resolve();
  const work = async () => {
    sent[made] = performance.now();
    await plant.command("produce-unit", { part: "DONE", serial: `F-${made++}-` });
  };
  const alone = await during(plant, work);
  const requests = await Promise.all(
    Array.from({ length: clients }, () =>
      follow(plant, (bytes) => {
        for (const [, n] of bytes.matchAll(/F-(\d+)-/g)) lags.push(performance.now() - (sent[Number(n)] ?? 0));
      }),
    ),
  );
  const resting = await during(plant, rest);
  lags.length = 0;
  const working = await during(plant, work);
  await until(performance.now() + 2000);
  for (const request of requests) request.destroy();
  const events = (rate * lasting) / 1000;
  if (lags.length < clients * events) throw new Error(`${lags.length} of ${clients * events} entries were heard`);
  report("feed-of-1000", {
    "cpu-%-at-rest": resting.cpu,
    "cpu-%-at-10/s": working.cpu,
    "cpu-%-at-10/s-alone": alone.cpu,
    "MB-alone": alone.megabytes,
    MB: working.megabytes,
    "kB-a-client": ((working.megabytes - alone.megabytes) * 1024) / clients,
    "heard-after-p50-ms": quantile(lags, 0.5),
    "heard-after-p99-ms": quantile(lags, 0.99),
    "µs-a-client-and-entry": ((working.cpu - alone.cpu) * 1e4) / (clients * rate),
  });
});
