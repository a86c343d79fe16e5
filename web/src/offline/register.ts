/** Has the browser keep the application, so that it opens without the server: over TLS, or on this machine itself. */
export function keepApplication(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch((error: unknown) => console.warn("the page is not kept:", error));
  });
}
