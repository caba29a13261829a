/**
 * A checksum per row. SQLite notices pages that contradict each other; a byte that flipped inside a value it does not.
 * CRC-32 finds every single damaged byte and any burst up to four.
 */
import { crc32 } from "node:zlib";
import type { StoredDocument } from "./driver";

export function documentSum({ seq, component, tableNumber, id, ts, json }: StoredDocument): number {
  return crc32(`${seq} ${component} ${tableNumber} ${id} ${ts} ${json}`);
}

export function metaSum(key: string, value: string): number {
  return crc32(value, crc32(`${key} `));
}
