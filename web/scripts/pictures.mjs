// Draws the pictures of the demo plant's operations into internal/demo/pictures: node scripts/pictures.mjs
// Each shows the drive unit as far as it is built, with what the operation is about in colour.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const folder = fileURLToPath(new URL("../../internal/demo/pictures/", import.meta.url));
const width = 640;
const height = 400;
const ink = "#2b3a4a";
const accent = "#0b6bcb";
const warm = "#d9480f";

/** A part of the drawing: in colour where it is what the operation is about, else in grey. */
const group = (now, inside) =>
  `<g stroke="${now ? accent : ink}" stroke-width="${now ? 4 : 2.5}" fill="${now ? "#d3e6fa" : "#eef1f4"}" stroke-linejoin="round" stroke-linecap="round">${inside}</g>`;

const holes = [
  [142, 122],
  [448, 102],
  [502, 268],
  [180, 304],
];

const parts = {
  housing: (now) =>
    group(
      now,
      `<path d="M150 96 L440 76 Q520 80 530 170 L528 270 Q520 318 460 322 L200 334 Q120 330 112 250 L112 150 Q114 100 150 96 Z"/>
       <path fill="none" d="M168 122 L436 104 Q496 108 502 176 L500 262 Q494 294 452 296 L206 306 Q144 302 138 244 L138 156 Q140 126 168 122 Z"/>
       ${holes.map(([x, y]) => `<circle fill="#fff" cx="${x}" cy="${y}" r="9"/>`).join("")}`,
    ),
  motor: (now) =>
    group(
      now,
      `<circle cx="240" cy="212" r="74"/><circle cx="240" cy="212" r="50"/><circle fill="#fff" cx="240" cy="212" r="14"/>
       ${[0, 60, 120, 180, 240, 300].map((a) => `<line x1="240" y1="212" x2="240" y2="164" transform="rotate(${a} 240 212)"/>`).join("")}`,
    ),
  board: (now) =>
    group(
      now,
      `<rect x="336" y="124" width="138" height="76" rx="5" transform="rotate(-3 405 162)"/>
       <g transform="rotate(-3 405 162)" fill="#fff"><rect x="352" y="138" width="34" height="34"/><rect x="400" y="138" width="18" height="14"/>
       <circle cx="446" cy="150" r="9"/><circle cx="446" cy="178" r="9"/><line x1="400" y1="168" x2="424" y2="168"/><line x1="400" y1="180" x2="424" y2="180"/></g>`,
    ),
  gear: (now) =>
    group(
      now,
      `${Array.from({ length: 12 }, (_, i) => `<rect x="408" y="197" width="12" height="14" transform="rotate(${i * 30} 414 248)"/>`).join("")}
       <circle cx="414" cy="248" r="40"/><circle fill="#fff" cx="414" cy="248" r="16"/>`,
    ),
  seal: (now) => group(now, `<circle fill="none" stroke-width="6" cx="414" cy="248" r="26"/>`),
  cover: (now) =>
    group(
      now,
      `<path d="M168 122 L436 104 Q496 108 502 176 L500 262 Q494 294 452 296 L206 306 Q144 302 138 244 L138 156 Q140 126 168 122 Z"/>
       <path fill="none" d="M196 150 L420 134 M196 276 L436 268"/><circle fill="#fff" cx="414" cy="230" r="22"/>`,
    ),
  screws: (now) =>
    group(
      now,
      holes
        .map(
          ([x, y], i) =>
            `<circle cx="${x}" cy="${y}" r="14"/><path fill="none" d="M${x - 7} ${y} h14 M${x} ${y - 7} v14"/>
             ${now ? `<text x="${x + (i === 0 || i === 3 ? -36 : 24)}" y="${y + 9}" font-size="28" font-weight="700" stroke="none" fill="${accent}">${[1, 3, 2, 4][i]}</text>` : ""}`,
        )
        .join(""),
    ),
};

/** An arrow in the colour of what is to be done. */
const arrow = (x1, y1, x2, y2) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${warm}" stroke-width="6" stroke-linecap="round" marker-end="url(#tip)"/>`;
const note = (x, y, text, anchor = "middle") =>
  `<text x="${x}" y="${y}" font-size="22" text-anchor="${anchor}" fill="${ink}">${text}</text>`;
const gauge = (x, y, unit) =>
  `<g stroke="${ink}" stroke-width="3" fill="#fff"><circle cx="${x}" cy="${y}" r="44"/><path fill="none" d="M${x - 28} ${y + 16} A32 32 0 1 1 ${x + 28} ${y + 16}"/>
   <line x1="${x}" y1="${y}" x2="${x + 16}" y2="${y - 22}" stroke="${warm}" stroke-width="4"/></g>${note(x, y + 34, unit)}`;
const built = (...names) => names.map((n) => parts[n](false)).join("");
const closed = built("housing", "cover", "screws");

const pictures = {
  HOUSING: parts.housing(true) + note(320, 216, "clean, without chips") + note(320, 366, "scan the lot on the box"),
  "FIT-MOTOR":
    built("housing") + parts.motor(true) + arrow(240, 26, 240, 118) + note(264, 52, "cable to the right", "start"),
  "FIT-BOARD":
    built("housing", "motor") + parts.board(true) + arrow(560, 60, 492, 118) + note(474, 44, "wear the wrist strap"),
  GEAR:
    built("housing", "motor", "board") +
    parts.gear(true) +
    parts.seal(true) +
    arrow(590, 350, 466, 278) +
    note(470, 376, "lip of the seal outwards"),
  TIGHTEN:
    built("housing", "cover") + parts.screws(true) + note(320, 214, "5.0 N·m") + note(320, 372, "crosswise: 1 2 3 4"),
  "LEAK-TEST":
    closed + arrow(600, 190, 540, 190) + gauge(586, 88, "ml/min") + note(320, 372, "plug in until it clicks"),
  "EOL-TEST": closed + gauge(586, 88, "W") + gauge(56, 88, "dB") + note(320, 372, "close the hood, press start"),
  INSPECT:
    closed +
    group(
      true,
      `<rect x="236" y="176" width="120" height="64" rx="4"/><path d="M250 190 v36 M258 190 v36 M268 190 v36 M274 190 v36 M286 190 v36 M292 190 v36 M304 190 v36 M316 190 v36 M322 190 v36 M338 190 v36" fill="none"/>`,
    ) +
    note(320, 372, "label straight, no scratches"),
  PACK:
    group(
      false,
      `<path d="M96 150 L320 96 L544 150 L544 320 L320 372 L96 320 Z"/><path fill="none" d="M96 150 L320 206 L544 150 M320 206 V372"/>`,
    ) +
    `<g transform="translate(186 4) scale(0.42)">${closed}</g>` +
    arrow(320, 150, 320, 190) +
    note(320, 34, "leaflet first, then the unit"),
  PRESS:
    group(false, `<circle cx="320" cy="220" r="120"/><circle cx="320" cy="220" r="84"/>`) +
    group(true, `<circle cx="320" cy="220" r="40"/><circle fill="#fff" cx="320" cy="220" r="18"/>`) +
    arrow(320, 24, 320, 160) +
    note(344, 60, "2.0 to 2.8 kN", "start") +
    note(320, 380, "bearing, rotor, bearing"),
};

const page = (
  drawing,
) => `<!doctype html><style>*{margin:0}svg{display:block;font-family:"Inter","DejaVu Sans",sans-serif}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><marker id="tip" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="4" markerHeight="4" orient="auto"><path d="M0 0 L10 5 L0 10 Z" fill="${warm}"/></marker></defs>
<rect width="${width}" height="${height}" fill="#fff"/>${drawing}</svg>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
await mkdir(folder, { recursive: true });
const view = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 0.8 });
for (const [operation, drawing] of Object.entries(pictures)) {
  await view.setContent(page(drawing));
  await view.screenshot({ path: `${folder}${operation}.png` });
}
await browser.close();
