import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder with the data of the demo plant, as each file of tests finds it. */
    history: string;
    /** Where the browser listens. */
    browser: string;
    /** File of the picture that the camera of the browser shows. */
    camera: string;
  }
}

/** The program that is tested. */
export const binary = process.env["E2E_BINARY"] ?? new URL("../../bin/tracewright", import.meta.url).pathname;

/** How long the demo may take to build its history, in milliseconds. */
const patience = 60_000;

/** A running demo plant. */
export interface Demo {
  /** The printed address, with a token. */
  address: string;
  stop: () => Promise<void>;
}

/** Starts the demo plant, without a line that goes on by itself: what happens is what the tests do. */
export async function startDemo(data: string): Promise<Demo> {
  const units = process.env["E2E_UNITS"] ?? "150";
  const child = spawn(
    binary,
    ["demo", "--data", data, "--listen", "127.0.0.1:0", "--units", units, "--speed", "0", "--seed", "7"],
    { stdio: ["ignore", "pipe", "inherit"], env: { PATH: process.env["PATH"] } },
  );
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => resolve(text.trim()));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the demo ended with ${String(code)}`)));
    setTimeout(() => reject(new Error("the demo did not start in time")), patience).unref();
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return { address, stop };
}

/** Gives the browser a camera that shows one picture: what lies there when it is opened. */
function cameraOf(data: string): string[] {
  return ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${pictureIn(data)}`];
}

const pictureIn = (data: string) => join(data, "camera.mjpeg");

function browserPath(): string {
  const found = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const path = found.find((p) => p !== undefined && existsSync(p));
  if (!path) throw new Error("Chromium is missing: run scripts/setup, or name it by CHROMIUM=/path");
  return path;
}

/** Builds the history once: each file of tests begins with a copy, on a server of its own. */
async function build(history: string): Promise<void> {
  const demo = await startDemo(history);
  await demo.stop();
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run make build`);
  const data = mkdtempSync(join(tmpdir(), "tracewright-e2e-"));
  const history = join(data, "history");
  const [browser] = await Promise.all([
    chromium.launchServer({
      executablePath: browserPath(),
      args: ["--no-sandbox", "--disable-dev-shm-usage", ...cameraOf(data)],
    }),
    build(history),
  ]);
  project.provide("history", history);
  project.provide("camera", pictureIn(data));
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    rmSync(data, { recursive: true, force: true });
  };
}
