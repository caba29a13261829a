/*
 * Makes a camera's picture small enough to send over a phone network, and a thumbnail of it for galleries. Turning the
 * picture upright is left to the browser's decoder. Other files pass as they are.
 */
import { THUMBNAIL } from "../../shared/records/files";

/** Longest side of a picture that is sent; enough to read a serial number. */
const PICTURE_SIDE_PX = 1_600;
const THUMBNAIL_SIDE_PX = Math.min(360, THUMBNAIL.maxSidePx);
const QUALITY = 0.82;

export interface PreparedFile {
  readonly file: Blob;
  /** Absent for what is no picture. */
  readonly thumbnail: Blob | null;
}

/** Size that fits into a square of `side`, never enlarged. */
export function fitInto(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function drawn(picture: ImageBitmap, side: number): Promise<Blob | null> {
  const size = fitInto(picture.width, picture.height, side);
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.drawImage(picture, 0, 0, size.width, size.height);
  return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** The file as it will be sent. What cannot be decoded goes as it is; the server judges its bytes. */
export async function prepareFile(file: Blob): Promise<PreparedFile> {
  if (!file.type.startsWith("image/")) return { file, thumbnail: null };
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { file, thumbnail: null };
  }
  try {
    const [small, thumbnail] = [
      await drawn(picture, PICTURE_SIDE_PX),
      await drawn(picture, THUMBNAIL_SIDE_PX),
    ];
    return { file: small ?? file, thumbnail };
  } finally {
    picture.close();
  }
}
