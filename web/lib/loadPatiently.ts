/* Fetching a part of the page that comes later than the page: a connection that is lost meanwhile only delays it. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** What `load` gives, tried again until it gives something: soon, then more seldom, and at once when the network is back. */
export async function loadPatiently<T>(load: () => Promise<T>): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        const atOnce = () => {
          clearTimeout(timer);
          resolve();
        };
        globalThis.addEventListener("online", atOnce, { once: true });
      });
    }
  }
}
