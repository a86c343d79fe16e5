/** A tree of the journal as a checkpoint names it. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
}

/** Reads a checkpoint (C2SP tlog-checkpoint); undefined for what is none. */
export function checkpointOf(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split("\n");
  if (!origin || !root || !/^\d+$/.test(size ?? "")) return undefined;
  return { origin, size: Number(size), root };
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

async function node(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  const data = new Uint8Array(1 + left.length + right.length);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 1 + left.length);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

/** The largest power of two below n. */
function half(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * Computes the root of a tree of size entries from a leaf and its proof (RFC 6962 §2.1.1), in base64;
 * undefined where the proof has another length than such a proof has.
 */
export async function rootFrom(
  seq: number,
  size: number,
  leaf: string,
  hashes: readonly string[],
): Promise<string | undefined> {
  const path = hashes.map(bytesOf);
  const climb = async (low: number, high: number): Promise<Uint8Array | undefined> => {
    if (high - low === 1) return path.length === 0 ? bytesOf(leaf) : undefined;
    const other = path.pop();
    if (!other) return undefined;
    const middle = low + half(high - low);
    const here = seq < middle ? await climb(low, middle) : await climb(middle, high);
    if (!here) return undefined;
    return seq < middle ? await node(here, other) : await node(other, here);
  };
  if (seq < 0 || seq >= size) return undefined;
  const root = await climb(0, size);
  return root && base64Of(root);
}
