// Reads the symbols of pictures, beside the page so that it never waits: with the browser's own reader, else with ZXing.
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { nativeReader } from "./native";
import type { Reading } from "./sight";

/** A picture to read, by number. */
export interface Asked {
  n: number;
  picture: ImageData;
}
/** What was read in it; nothing where no reader could be loaded. */
export interface Answered {
  n: number;
  readings: Reading[] | undefined;
}

type Read = (picture: ImageData) => Promise<Reading[]>;

/** ZXing, which is fetched from the server when it is first needed. */
async function zxing(): Promise<Read> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, { textMode: "Plain", maxNumberOfSymbols: 4 });
    return found
      .filter((r) => r.isValid)
      .map((r) => ({
        code: r.contentType === "GS1" ? r.symbologyIdentifier + r.text : r.text,
        linear: r.lineCount > 0,
      }));
  };
}

let reader: Promise<Read> | undefined;

async function read(picture: ImageData): Promise<Reading[]> {
  reader ??= nativeReader().then((own) => own ?? zxing());
  try {
    return await (
      await reader
    )(picture);
  } catch {
    reader = zxing(); // a browser's reader may be there and not work
    return await (
      await reader
    )(picture);
  }
}

onmessage = ({ data: { n, picture } }: MessageEvent<Asked>) => {
  read(picture).then(
    (readings) => postMessage({ n, readings } satisfies Answered),
    () => {
      reader = undefined;
      postMessage({ n, readings: undefined } satisfies Answered);
    },
  );
};
