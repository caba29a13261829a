/**
 * Technicians who drive: each reports his position every few seconds through the public mutation, with a session of his
 * own, spread evenly over the interval. Straight streets and turns now and then, about forty kilometres an hour.
 */
import { importPKCS8, SignJWT } from "jose";
import { dice } from "../../../convex/model/demo/random";
import type { Mover } from "./largeBranch";

export interface Driving {
  /** Reports the engine stored, took for too small a change, refused; and those that waited for earlier ones to be answered. */
  reported(): { stored: number; dropped: number; failed: number; skipped: number };
  stop(): Promise<void>;
}

export interface DrivingOptions {
  readonly engineUrl: string;
  readonly issuer: string;
  readonly privateKey: string;
  readonly everyMs: number;
}

/** More than this on their way at once means that the engine does not keep up; a phone would send the next fix instead. */
const MAX_IN_FLIGHT = 48;
const STEP_DEG = 0.0005;
const TOKEN_LIFE = "3h";

export async function startDriving(
  movers: readonly Mover[],
  { engineUrl, issuer, privateKey, everyMs }: DrivingOptions,
): Promise<Driving> {
  const key = await importPKCS8(
    privateKey.replaceAll(" ", "\n").replaceAll("\nPRIVATE\nKEY", " PRIVATE KEY"),
    "RS256",
  );
  const { next } = dice(23);
  const cars = await Promise.all(
    movers.map(async ({ userId, sessionId, lat, lng }) => ({
      lat,
      lng,
      heading: Math.floor(next() * 4) * 90,
      token: await new SignJWT({ sub: `${userId}|${sessionId}` })
        .setProtectedHeader({ alg: "RS256" })
        .setIssuedAt()
        .setIssuer(issuer)
        .setAudience("convex")
        .setExpirationTime(TOKEN_LIFE)
        .sign(key),
    })),
  );
  let [stored, dropped, failed, skipped] = [0, 0, 0, 0];
  let stopped = false;
  const running = new Set<Promise<void>>();

  const report = async (car: (typeof cars)[number]): Promise<void> => {
    if (next() < 0.1) car.heading = (car.heading + (next() < 0.5 ? 90 : 270)) % 360;
    const angle = (car.heading * Math.PI) / 180;
    car.lat += Math.cos(angle) * STEP_DEG;
    car.lng += Math.sin(angle) * STEP_DEG;
    const args = {
      lat: car.lat,
      lng: car.lng,
      accuracyM: 8,
      headingDeg: car.heading,
      speedMps: 11,
      recordedAt: Date.now(),
    };
    try {
      const response = await fetch(`${engineUrl}/api/mutation`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${car.token}` },
        body: JSON.stringify({ path: "technicians:reportPosition", args, format: "json" }),
      });
      const answer = (await response.json()) as { status: string; value?: { stored: boolean } };
      if (answer.status !== "success") failed += 1;
      else if (answer.value?.stored) stored += 1;
      else dropped += 1;
    } catch {
      failed += 1;
    }
  };

  const startedAt = performance.now();
  let due = 0;
  const timer = setInterval(() => {
    const until = Math.floor(((performance.now() - startedAt) / everyMs) * cars.length);
    for (; due < until && !stopped; due += 1) {
      const car = cars[due % cars.length];
      if (!car) return;
      if (running.size >= MAX_IN_FLIGHT) {
        skipped += 1;
        continue;
      }
      const run = report(car).finally(() => running.delete(run));
      running.add(run);
    }
  }, 20);
  return {
    reported: () => ({ stored, dropped, failed, skipped }),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
