import type { components, paths } from "./schema";

/** The wire types by name, as docs/openapi.json has them. */
export type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];

type Method = "get" | "post" | "delete";

/** The paths that take a method. */
export type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

/** What an operation answers. */
export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: { 200: { content: { "application/json": infer T } } } } ? T : undefined;

type In<O, K extends "path" | "query"> = O extends { parameters: infer Q }
  ? K extends keyof Q
    ? NonNullable<Q[K]>
    : undefined
  : undefined;

/** What an operation is asked with. */
export interface Asked<P extends keyof paths, M extends Method> {
  path?: In<Operation<P, M>, "path">;
  query?: In<Operation<P, M>, "query">;
  body?: Operation<P, M> extends { requestBody: { content: { "application/json": infer B } } } ? B : undefined;
}

/** How long an answer may take before the page says so. */
const usualPatience = 20_000;

/** Why a request got no answer that can be used: a problem of the server, or one of the way to it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  constructor(readonly problem: Problem) {
    super(`${problem.title} (${problem.code})`);
  }
}

/** The problem that an error means, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: "about:blank", code: "W003", title: "W003", status: 0, detail };
}

/** Codes of problems that no server has named; their texts are in messages.ts. */
function unreachable(error: unknown): ProblemError {
  const slow = error instanceof DOMException && error.name === "TimeoutError";
  const code = slow ? "W002" : "W001";
  return new ProblemError({ type: "about:blank", code, title: code, status: 0 });
}

function address(path: string, asked: { path?: object | undefined; query?: object | undefined }): string {
  let filled = path;
  for (const [name, value] of Object.entries(asked.path ?? {})) {
    filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
  }
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of all) {
      if (one !== undefined && one !== "" && one !== false) query.append(name, one as string);
    }
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

/** How a request is sent, beside what is asked. */
export interface Sending {
  signal?: AbortSignal | undefined;
  /** A token to use once in place of the browser's own: that of a lead who has shown a badge. */
  token?: string | undefined;
  /** How long the answer may take, in milliseconds; what anybody waits for, if left out. */
  patience?: number | undefined;
}

/**
 * Calls the API. What is not answered with success is thrown as a ProblemError: with the server's
 * own problem, or W001 (no connection), W002 (no answer in time), W003 (an answer that is not ours).
 */
export async function call<M extends Method, P extends PathsOf<M>>(
  method: M,
  path: P,
  asked: Asked<P, M> = {},
  sending: Sending = {},
): Promise<AnswerOf<P, M>> {
  const response = await send(method, address(path, asked), asked.body, { ...sending, accept: "application/json" });
  return await read<AnswerOf<P, M>>(response);
}

/** Calls the API for a document that is not JSON: a label as it is drawn, a definition as YAML. */
export async function callFor<M extends Method, P extends PathsOf<M>>(
  accept: string,
  method: M,
  path: P,
  asked: Asked<P, M> = {},
  { signal }: Sending = {},
): Promise<Blob> {
  const response = await send(method, address(path, asked), asked.body, { signal, accept });
  return response.ok ? await response.blob() : await read<Blob>(response);
}

/** Keeps a file, such as a photo; commands name it by its SHA-256 from then on. */
export async function upload(file: Blob, patience = 60_000): Promise<Schemas["Attachment"]> {
  const response = await send("post", "/api/v1/attachments", file, { accept: "application/json", patience });
  return await read<Schemas["Attachment"]>(response);
}

/** Where a file is that is kept. */
export const fileAt = (sha256: string) => `/api/v1/attachments/${encodeURIComponent(sha256)}`;

async function send(
  method: string,
  url: string,
  body: unknown,
  { signal, token, patience = usualPatience, accept }: Sending & { accept: string },
): Promise<Response> {
  // Verdicts are told in the language of the page.
  const headers: Record<string, string> = { Accept: accept, "Accept-Language": document.documentElement.lang };
  const file = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = file ? "application/octet-stream" : "application/json";
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  const limits = [AbortSignal.timeout(patience), ...(signal ? [signal] : [])];
  try {
    return await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: body === undefined ? null : file ? body : JSON.stringify(body),
      signal: AbortSignal.any(limits),
      credentials: token === undefined ? "same-origin" : "omit",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable(error);
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new ProblemError({
      type: "about:blank",
      code: "W003",
      title: "W003",
      status: response.status,
      detail: `HTTP ${response.status}`,
    });
  }
  if (!response.ok) throw new ProblemError(body as Problem);
  return body as T;
}
