import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { server } from "./browser";

/** A wire to the server that can be cut and mended: to the browser, the server is gone meanwhile. */
export interface Wire {
  address: string;
  cut: () => Promise<void>;
  mend: () => Promise<void>;
}

/** Lays a wire to a server, at a port of its own. */
export async function layWire(address = server()): Promise<Wire> {
  const to = new URL(address);
  const open = new Set<Socket>();
  const wire = createServer((browser) => {
    const there = createConnection(Number(to.port), to.hostname);
    for (const [end, other] of [
      [browser, there],
      [there, browser],
    ] as const) {
      open.add(end);
      end.on("error", () => other.destroy());
      end.on("close", () => {
        open.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((done) => wire.listen(port, "127.0.0.1", done));
  const cut = () =>
    new Promise<void>((done) => {
      wire.close(() => done());
      for (const end of open) end.destroy();
    });
  await listen(0);
  const { port } = wire.address() as AddressInfo;
  onTestFinished(cut);
  return { address: `http://127.0.0.1:${port}`, cut, mend: () => listen(port) };
}
