import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin, Rolldown } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env["TRACEWRIGHT_SERVER"] ?? "http://127.0.0.1:8080";

/** Modules that are kept with what they need, so that they open without the server. */
const kept =
  /\/(src\/(main|app\/(account|shell)|demo\/(menu|scan-this|tour)|ui\/modal)\.tsx|screens\/station\/page\.tsx|index\.html)$/;
/** Files that no module names and that are kept too. */
const beside = /inter-latin-wght|feed\.worker/;

/** Writes into the service worker which files of the build the application needs to open. */
function precache(): Plugin {
  return {
    name: "precache",
    generateBundle(_, bundle) {
      const files = new Set(["/favicon.svg"]);
      const take = (name: string) => {
        const chunk = bundle[name];
        if (!chunk || files.has(`/${name}`)) return;
        files.add(`/${name}`);
        if (chunk.type !== "chunk") return;
        chunk.viteMetadata?.importedCss.forEach(take);
        chunk.imports.forEach(take);
      };
      const chunks = Object.values(bundle).filter((c): c is Rolldown.OutputChunk => c.type === "chunk");
      for (const chunk of chunks) if (kept.test(chunk.facadeModuleId ?? "")) take(chunk.fileName);
      for (const name of Object.keys(bundle)) if (beside.test(name)) take(name);
      const sw = chunks.find((c) => c.fileName === "sw.js");
      if (!sw) throw new Error("the build has no service worker");
      const build = createHash("sha256")
        .update([...files].sort().join())
        .digest("hex")
        .slice(0, 12);
      sw.code = sw.code.replaceAll("__PRECACHE__", JSON.stringify({ build, files: [...files] }));
    },
  };
}

/** Takes the address of another host out of ZXing, which it would be fetched from if nobody said where it is. */
function ownWasm(): Plugin {
  return {
    name: "own-wasm",
    transform: (code, id) =>
      id.includes("/zxing-wasm/") ? { code: code.replaceAll(/https:\/\/[a-z.]*jsdelivr\.net/g, ""), map: null } : null,
  };
}

export default defineConfig({
  plugins: [react(), precache()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    outDir: "../internal/webui/dist",
    emptyOutDir: true,
    target: "es2023",
    // A file in the page as data: would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { index: "index.html", sw: "src/sw/sw.ts" },
      // A service worker keeps its address: browsers look there for the next one.
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es", plugins: () => [ownWasm()] },
  server: { proxy: { "^/(api|demo|admin)/": server } },
  test: {
    // A document takes longer than the tests: those that need one say so at their head.
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
  },
});
