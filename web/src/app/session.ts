import { call, type Schemas } from "@/api/call";
import { remember } from "@/offline/known";

/** Tells the other tabs of the browser that somebody else is signed in now: they begin anew. */
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("tracewright.session") : undefined;
if (channel) channel.onmessage = () => location.reload();

/** Begins anew at an address, with whoever is signed in now. */
function begin(path: string): void {
  channel?.postMessage("changed");
  location.assign(path);
}

/** Signs the browser in; a problem says why not. */
export async function signIn(shown: Schemas["BrowserSignIn"], then: string): Promise<void> {
  await call("post", "/api/v1/sign-in", { body: shown });
  begin(then);
}

/** Signs the browser out, and asks at an address who is next. */
export async function signOut(then = "/"): Promise<void> {
  await call("post", "/api/v1/sign-out");
  await remember("me", undefined);
  begin(then);
}

/**
 * Takes the token out of an address that was printed for a person: it comes behind the #, which browsers
 * do not send, and is gone from the address before anything else happens.
 */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return token;
}
