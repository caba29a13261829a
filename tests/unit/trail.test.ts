/** The thinned trail of a technician: which points join, and how a row is read back. */
import { describe, expect, test } from "vitest";
import {
  joinsTrail,
  TRAIL_BUCKET_MS,
  trailBucket,
  trailPoints,
  withTrailPoint,
} from "../../shared/geo/trail";

const HERE = { lat: 24.7136, lng: 46.6753, recordedAt: 1_000_000 };
const later = (ms: number, north = 0) => ({
  lat: HERE.lat + north,
  lng: HERE.lng,
  recordedAt: HERE.recordedAt + ms,
});

describe("[E-12] trail", () => {
  test("a point joins when it moved far enough after ten seconds, or stood for a minute", () => {
    expect(joinsTrail(null, HERE)).toBe(true);
    expect(joinsTrail(HERE, later(9_999, 0.01))).toBe(false);
    expect(joinsTrail(HERE, later(10_000, 0.0003))).toBe(false);
    expect(joinsTrail(HERE, later(10_000, 0.0004))).toBe(true);
    expect(joinsTrail(HERE, later(59_999))).toBe(false);
    expect(joinsTrail(HERE, later(60_000))).toBe(true);
    expect(joinsTrail(HERE, later(-60_000, 0.01))).toBe(false);
  });

  test("a row holds what was put in, to a metre, and nothing of half a point", () => {
    const bucketAt = trailBucket(7 * TRAIL_BUCKET_MS + 1_234);
    expect(bucketAt).toBe(7 * TRAIL_BUCKET_MS);
    const one = { lat: 24.7136012, lng: -46.6753049, recordedAt: bucketAt + 1_234 };
    const two = { lat: -24.7, lng: 46.7, recordedAt: bucketAt + 61_000 };
    const packed = withTrailPoint(bucketAt, withTrailPoint(bucketAt, [], one), two);
    expect(trailPoints(bucketAt, packed)).toEqual([{ ...one, lat: 24.7136, lng: -46.6753 }, two]);
    expect(trailPoints(bucketAt, packed.slice(0, -1))).toHaveLength(1);
  });
});
