/**
 * Small real pictures for the simulated technicians: a shaded surface as a phone's camera might send it, and a
 * signature. PNG bytes made without an encoder; the same seed draws the same picture.
 */
import { crc32, deflateSync } from "node:zlib";
import { seededRandom } from "./seededRandom";

const WIDTH_PX = 160;
const HEIGHT_PX = 120;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const TRUE_COLOUR = 2;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

type Colour = readonly [red: number, green: number, blue: number];

function png(colourAt: (x: number, y: number) => Colour): Blob {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH_PX, 0);
  head.writeUInt32BE(HEIGHT_PX, 4);
  head.set([8, TRUE_COLOUR, 0, 0, 0], 8);
  const stride = 1 + WIDTH_PX * 3;
  const rows = Buffer.alloc(stride * HEIGHT_PX);
  for (let y = 0; y < HEIGHT_PX; y += 1)
    for (let x = 0; x < WIDTH_PX; x += 1) rows.set(colourAt(x, y), y * stride + 1 + x * 3);
  const file = Buffer.concat([
    Buffer.from(PNG_SIGNATURE),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return new Blob([new Uint8Array(file)], { type: "image/png" });
}

/** A photo of something: a shaded surface with a darker part in it. */
export function photo(seed: string): Blob {
  const random = seededRandom(seed);
  const base = [90 + random() * 90, 90 + random() * 90, 90 + random() * 90] as const;
  const [left, top, side] = [20 + random() * 60, 15 + random() * 40, 30 + random() * 40];
  return png((x, y) => {
    const inside = x > left && x < left + side && y > top && y < top + side;
    const shade = (inside ? -50 : 0) + ((x + y) / (WIDTH_PX + HEIGHT_PX)) * 60;
    const tint = (value: number) => Math.max(0, Math.min(255, Math.round(value + shade)));
    return [tint(base[0]), tint(base[1]), tint(base[2])];
  });
}

/** A signature: one wavy line on white. */
export function signature(seed: string): Blob {
  const random = seededRandom(seed);
  const [wave, height] = [8 + random() * 10, 12 + random() * 18];
  return png((x, y) => {
    const line = HEIGHT_PX / 2 + Math.sin(x / wave) * height * Math.sin((x / WIDTH_PX) * Math.PI);
    return Math.abs(y - line) < 1.6 && x > 12 && x < WIDTH_PX - 12 ? [20, 30, 70] : [255, 255, 255];
  });
}
