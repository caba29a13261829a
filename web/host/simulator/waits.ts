/** Waiting as simulated people do: never for good. */

/** An answer that does not come within this much real time is not waited for: the next look tells what happened. */
const ANSWER_WITHIN_MS = 30_000;

/** The answer, or an error when it takes too long; what was asked may still happen. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_WITHIN_MS);
  });
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
