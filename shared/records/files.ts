/**
 * Files on a ticket [F-09]: kinds, limits in number and size, which formats each kind takes. What a file really is, is
 * found in its bytes (inspectFile.ts).
 */
import { z } from "zod";
import { ATTACHMENT_KINDS } from "../tickets/evidence";
import { line } from "./text";
import type { FileFormat } from "./inspectFile";

export const FILE_KINDS = [...ATTACHMENT_KINDS, "voice"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Who may look: the customer as well, or staff alone. */
export const VISIBILITIES = ["customer", "internal"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

const MB = 1_000_000;
const PICTURES = ["image/jpeg", "image/png", "image/webp"] as const satisfies readonly FileFormat[];
const RECORDINGS = [
  "audio/webm",
  "audio/ogg",
  "audio/mp4",
  "audio/mpeg",
  "audio/wav",
] as const satisfies readonly FileFormat[];

interface KindRule {
  readonly formats: readonly FileFormat[];
  readonly maxBytes: number;
  /** Of one ticket. */
  readonly maxFiles: number;
}

const PICTURE: KindRule = { formats: PICTURES, maxBytes: 10 * MB, maxFiles: 20 };
const DOCUMENT: KindRule = { formats: [...PICTURES, "application/pdf"], maxBytes: 10 * MB, maxFiles: 10 };

export const FILE_RULES: Record<FileKind, KindRule> = {
  before: PICTURE,
  after: PICTURE,
  serial: PICTURE,
  parts: PICTURE,
  device: PICTURE,
  invoice: DOCUMENT,
  other: DOCUMENT,
  signature: { formats: ["image/png"], maxBytes: MB, maxFiles: 5 },
  voice: { formats: RECORDINGS, maxBytes: 5 * MB, maxFiles: 10 },
};

/** A second, small picture made by the client. */
export const THUMBNAIL: KindRule & { readonly maxSidePx: number } = {
  formats: PICTURES,
  maxBytes: 200_000,
  maxFiles: 1,
  maxSidePx: 640,
};

/** Files of all kinds on one ticket. */
export const MAX_FILES = 60;
/** A picture beyond it may be small in bytes and still fill a phone's memory. */
export const MAX_SIDE_PX = 12_000;
export const MAX_PIXELS = 50_000_000;
/** An uploaded file that nothing claims is removed after this long. */
export const UNCLAIMED_LIFE_MS = 24 * 3_600_000;
/** Who added a file may take it away again for this long; afterwards only planners may. */
export const DELETE_OWN_MS = 24 * 3_600_000;

export const fileNoteSchema = z.strictObject({ caption: line({ max: 200 }) });
