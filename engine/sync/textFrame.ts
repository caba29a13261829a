/**
 * WebSocket text frames from server to client (RFC 6455: unmasked, unfragmented).
 * `ws` frames every message anew for every socket; one transition often goes to a thousand of them, so it is framed
 * once here and written to each as a single chunk.
 */

const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

let lastText = "";
let lastFrame = encode("");

/** The bytes of one frame. Equal texts in a row share them: do not write into the buffer. */
function textFrame(text: string): Buffer {
  if (text !== lastText) {
    lastFrame = encode(text);
    lastText = text;
  }
  return lastFrame;
}

/** The bytes of one frame per text, in one piece. */
export function textFrames(texts: readonly string[]): Buffer {
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? textFrame(only) : Buffer.concat(texts.map(textFrame));
}

function encode(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FINAL_TEXT;
  if (start === 2) {
    frame[1] = length;
  } else if (start === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, start);
  return frame;
}
