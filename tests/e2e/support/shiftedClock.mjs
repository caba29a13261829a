/**
 * Preloaded into the engine under test: shifts `Date` by E2E_CLOCK_SHIFT_MS so that the journeys live at a fixed
 * weekday and hour. Time flows as usual; timers are untouched.
 */
const shiftMs = Number(process.env.E2E_CLOCK_SHIFT_MS ?? 0);
const RealDate = globalThis.Date;
const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});
