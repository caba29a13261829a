/** Latitude and longitude cells: both or neither, numbers, on the globe, and not the wrong way round. */
import type { Point } from "../geo/point";
import type { RowErrorReason } from "./fields";
import { latinDigits } from "./text";

interface PointFault {
  readonly field: "lat" | "lng";
  readonly reason: RowErrorReason;
  readonly value: string;
}

export interface ParsedPoint {
  readonly point: Point | null;
  readonly faults: readonly PointFault[];
}

const NUMBER = /^[+-]?\d{1,3}(?:\.\d+)?$/;

/** Reads a pair of cells. Two empty cells are no point and no fault; 0,0 is a placeholder and refused. */
export function parsePoint(latText: string, lngText: string): ParsedPoint {
  const none = (...faults: PointFault[]): ParsedPoint => ({ point: null, faults });
  const [latPlain, lngPlain] = [normalise(latText), normalise(lngText)];
  if (latPlain === "" && lngPlain === "") return none();
  if (latPlain === "") return none({ field: "lat", reason: "halfPoint", value: lngText });
  if (lngPlain === "") return none({ field: "lng", reason: "halfPoint", value: latText });
  const faults: PointFault[] = [];
  if (!NUMBER.test(latPlain)) faults.push({ field: "lat", reason: "notANumber", value: latText });
  if (!NUMBER.test(lngPlain)) faults.push({ field: "lng", reason: "notANumber", value: lngText });
  if (faults.length > 0) return none(...faults);
  const [lat, lng] = [Number(latPlain), Number(lngPlain)];
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lng) <= 90)
    return none({ field: "lat", reason: "swapped", value: `${latText}, ${lngText}` });
  if (Math.abs(lat) > 90) faults.push({ field: "lat", reason: "outOfRange", value: latText });
  if (Math.abs(lng) > 180) faults.push({ field: "lng", reason: "outOfRange", value: lngText });
  if (lat === 0 && lng === 0) faults.push({ field: "lat", reason: "outOfRange", value: "0, 0" });
  return faults.length > 0 ? none(...faults) : { point: { lat, lng }, faults: [] };
}

function normalise(text: string): string {
  const plain = latinDigits(text).replace(/[°\s\u200e\u200f]/g, "");
  // A lone comma between digits is a decimal comma.
  return /^[+-]?\d+,\d+$/.test(plain) ? plain.replace(",", ".") : plain;
}
