// Reads symbols and draws ZPL for the Go tests: one JSON request on each line of
// standard input, one JSON answer on each line of standard output.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const modules = new URL("./node_modules/", import.meta.url);

// Each library is loaded when it is first needed: the one for ZPL takes a second.
let read;
async function symbols(image) {
  if (!read) {
    const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
    const wasmBinary = readFileSync(new URL("zxing-wasm/dist/reader/zxing_reader.wasm", modules)).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    read = readBarcodes;
  }
  // Only what we draw: some Code 128 holds bars that are an EAN-13 by chance.
  const formats = ["Code128", "QRCode", "DataMatrix"];
  const found = await read(Buffer.from(image, "base64"), { formats, tryHarder: true, maxNumberOfSymbols: 20 });
  return found
    .filter((s) => s.isValid)
    .map((s) => ({
      format: s.format,
      identifier: s.symbologyIdentifier,
      bytes: Buffer.from(s.bytes).toString("base64"),
      text: s.text,
      contentType: s.contentType,
    }));
}

let draw;
async function label({ zpl, width, height, dotsPerMillimetre }) {
  if (!draw) {
    const { ready } = await import("zpl-renderer-js");
    draw = (await ready).api;
  }
  return await draw.zplToBase64Async(zpl, width, height, dotsPerMillimetre);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = request.zpl ? { image: await label(request) } : { symbols: await symbols(request.image) };
  } catch (err) {
    answer = { error: String(err?.message ?? err) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
process.exit(0);
