/** Lengths on the ground as lengths on the screen. */

const METRES_PER_PIXEL_AT_ZOOM_0 = 78_271.517;

/** Pixels that `lengthM` metres take at zoom 20 on this latitude; half of it per zoom step below. */
export function pixelsAtZoom20(lengthM: number, lat: number): number {
  return (lengthM * 2 ** 20) / (METRES_PER_PIXEL_AT_ZOOM_0 * Math.cos((lat * Math.PI) / 180));
}
