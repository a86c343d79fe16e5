// The service worker: with the server gone, the screens still open and say so. It answers for the application alone;
// whatever is asked of the API goes to the server, and to nothing else.
/** What the application needs to open, by the build: vite.config.ts writes it in. */
declare const __PRECACHE__: { build: string; files: string[] };

const { build, files } = __PRECACHE__;
const worker = self as unknown as ServiceWorkerGlobalScope;
const prefix = "tracewright ";
const shell = "/";

/** What the server answers itself, such as a file that is saved, however long it takes. */
const servers = /^\/(api|epcis|demo)(\/|$)/;

/** How long the server may take with a page before the one that is kept is shown, in milliseconds. */
const patience = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(prefix + build)
      .then((cache) => cache.addAll([shell, ...files]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => worker.clients.claim()));
});

/** Forgets all builds but this one and the one before, whose pages may still be open. */
async function forget(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(builds.slice(0, -2).map((name) => caches.delete(name)));
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin || servers.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/") || files.includes(url.pathname)) event.respondWith(file(request));
});

/** A page of the server; where it does not come, the shell that is kept, which says why. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(prefix + build)).match(shell);
  const came = fetch(request);
  if (!kept) return came;
  const waited = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patience));
  try {
    const response = await Promise.race([came, waited]);
    // A proxy that has lost the server says so in pages of its own.
    return [502, 503, 504].includes(response.status) ? kept : response;
  } catch {
    return kept;
  }
}

/** A file of the build: its name changes with what is in it. What comes late is kept too. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const cache = await caches.open(prefix + build);
    await cache.put(request, response.clone());
  }
  return response;
}
