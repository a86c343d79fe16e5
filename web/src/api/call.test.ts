// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { call, problemOf, ProblemError } from "./call";

afterEach(() => vi.unstubAllGlobals());

function answer(response: Response | Error) {
  const asked = vi.fn<typeof fetch>(() =>
    response instanceof Response ? Promise.resolve(response) : Promise.reject(response),
  );
  vi.stubGlobal("fetch", asked);
  return asked;
}

test("names from the world cannot leave their place in the address", async () => {
  const asked = answer(Response.json({ items: [] }));
  await call("get", "/api/v1/objects/{id}", { path: { id: "../a b?c#d" } });
  expect(asked.mock.calls[0]?.[0]).toBe("/api/v1/objects/..%2Fa%20b%3Fc%23d");
});

test("what is not asked for is left out", async () => {
  const asked = answer(Response.json({ items: [] }));
  await call("get", "/api/v1/objects", { query: { text: "SN", part: "", limit: 5 } });
  expect(asked.mock.calls[0]?.[0]).toBe("/api/v1/objects?text=SN&limit=5");
});

test("a problem of the server is thrown as it is", async () => {
  const problem = { type: "x", code: "H451", title: "There is no such thing.", status: 404 };
  answer(Response.json(problem, { status: 404 }));
  const error: unknown = await call("get", "/api/v1/me").catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ProblemError);
  expect(problemOf(error)).toEqual(problem);
});

test.each([
  ["W001", new TypeError("Failed to fetch")],
  ["W002", new DOMException("too slow", "TimeoutError")],
  ["W003", new Response("<html>a proxy</html>", { status: 502 })],
])("%s names what no server could say", async (code, response) => {
  answer(response);
  const error: unknown = await call("get", "/api/v1/me").catch((e: unknown) => e);
  expect(problemOf(error).code).toBe(code);
});
