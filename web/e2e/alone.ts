import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { binary } from "./setup";

/** A server that only one test knows. */
export interface Alone {
  address: string;
  /** The token of the administrator. */
  token: string;
  /** The number of its process. */
  pid: number;
  /** Gives a command as the administrator, and fails unless it is permitted. */
  command: (verb: string, args: object, station?: string) => Promise<Record<string, string>>;
}

/** Starts a server with nothing in it, which ends with the test. */
export async function startAlone(): Promise<Alone> {
  const data = mkdtempSync(join(tmpdir(), "tracewright-alone-"));
  const child = spawn(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env["PATH"] },
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  const token = readFileSync(join(data, "admin.token"), "utf8").trim();
  const command = async (verb: string, args: object, station?: string) => {
    const response = await fetch(`${address}/api/v1/commands`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: crypto.randomUUID(), verb, args, ...(station ? { station } : {}) }),
    });
    const answer = (await response.json()) as { verdict?: { answer: string; evidence?: Record<string, string> } };
    if (answer.verdict?.answer !== "permit") throw new Error(`${verb}: ${JSON.stringify(answer)}`);
    return answer.verdict.evidence ?? {};
  };
  return { address, token, pid: child.pid ?? 0, command };
}
