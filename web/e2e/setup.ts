import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the demo server. */
    server: string;
    /** Token of the printed address. */
    door: string;
    /** Where the browser listens. */
    browser: string;
    /** When the demo was ready, in milliseconds: what came later is the work of tests. */
    began: number;
    /** File of the picture that the camera of the browser shows. */
    camera: string;
  }
}

/** The program that is tested. */
export const binary = process.env["E2E_BINARY"] ?? new URL("../../bin/tracewright", import.meta.url).pathname;

/** How long the demo may take to build its history, in milliseconds. */
const patience = 60_000;

/** Starts the demo plant, without a line that goes on by itself: what happens is what the tests do. */
export function startDemo(data: string): { child: ChildProcess; address: Promise<string> } {
  const units = process.env["E2E_UNITS"] ?? "150";
  const child = spawn(
    binary,
    ["demo", "--data", data, "--listen", "127.0.0.1:0", "--units", units, "--speed", "0", "--seed", "7"],
    { stdio: ["ignore", "pipe", "inherit"], env: { PATH: process.env["PATH"] } },
  );
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => resolve(text.trim()));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the demo ended with ${String(code)}`)));
    setTimeout(() => reject(new Error("the demo did not start in time")), patience).unref();
  });
  return { child, address };
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

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run make build`);
  const data = mkdtempSync(join(tmpdir(), "tracewright-e2e-"));
  const demo = startDemo(data);
  const [address, browser] = await Promise.all([
    demo.address,
    chromium.launchServer({
      executablePath: browserPath(),
      args: ["--no-sandbox", "--disable-dev-shm-usage", ...cameraOf(data)],
    }),
  ]);
  const [server = "", door = ""] = address.split("/#token=");
  project.provide("server", server);
  project.provide("began", Date.now());
  project.provide("door", door);
  project.provide("camera", pictureIn(data));
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    const ended = new Promise((resolve) => demo.child.once("exit", resolve));
    demo.child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
