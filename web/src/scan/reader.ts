import type { Answered, Asked } from "./reader.worker";
import type { Reading } from "./sight";

/** Reads the symbols of pictures, one picture after the other. */
export interface Reader {
  /** What is read in a picture; undefined where no reader could be loaded. */
  read: (picture: ImageData) => Promise<Reading[] | undefined>;
  close: () => void;
}

/** Starts a reader beside the page. */
export function startReader(): Reader {
  const worker = new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (readings: Reading[] | undefined) => void>();
  let n = 0;
  const answer = (at: number, readings: Reading[] | undefined) => {
    waiting.get(at)?.(readings);
    waiting.delete(at);
  };
  worker.onmessage = ({ data }: MessageEvent<Answered>) => answer(data.n, data.readings);
  worker.onerror = () => [...waiting.keys()].forEach((at) => answer(at, undefined));
  return {
    read: (picture) =>
      new Promise((resolve) => {
        waiting.set(++n, resolve);
        worker.postMessage({ n, picture } satisfies Asked, [picture.data.buffer]);
      }),
    close: () => worker.terminate(),
  };
}

/** The longest side of a picture that is read, in pixels: more takes longer and tells no more. */
const longest = 1600;

/** A picture of what a camera shows, or of a photo. */
export function pictureOf(from: CanvasImageSource, width: number, height: number): ImageData | undefined {
  const scale = Math.min(1, longest / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (w === 0 || h === 0) return undefined;
  const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(from, 0, 0, w, h);
  return context?.getImageData(0, 0, w, h);
}
