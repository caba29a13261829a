/**
 * Time and chance in queries and mutations: a clock that stands still and a generator seeded per call.
 * Injected as text into each transaction realm (see `realmGlobals.ts`): self-contained, types only.
 */

/** Sets the frozen clock and seeds `Math.random`. */
export type BeginCall = (nowMs: number, seed: ArrayLike<number>) => void;

export function installRealmClock(): BeginCall {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  let now = 0;
  const RealDate = Date;
  const FrozenDate = function (this: unknown, ...args: unknown[]): unknown {
    if (!new.target) return new RealDate(now).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now] : args, new.target);
  };
  FrozenDate.prototype = RealDate.prototype;
  Object.defineProperty(FrozenDate, "name", { value: "Date" });
  Object.defineProperty(FrozenDate, "length", { value: 7 });
  Object.defineProperty(RealDate.prototype, "constructor", {
    value: FrozenDate,
    writable: true,
    configurable: true,
  });
  Object.assign(FrozenDate, { now: () => now, parse: RealDate.parse, UTC: RealDate.UTC });
  define("Date", FrozenDate);

  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const next32 = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  Object.defineProperty(Math, "random", {
    value: function random() {
      return ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992;
    },
    writable: true,
    configurable: true,
  });

  define("performance", {
    now: () => 0,
    timeOrigin: 0,
    mark: () => undefined,
    measure: () => undefined,
  });
  return (nowMs, seed) => {
    now = nowMs;
    a = seed[0] ?? 1;
    b = seed[1] ?? 2;
    c = seed[2] ?? 3;
    d = seed[3] ?? 4;
  };
}
