/**
 * One unmodified client beside the light ones: it must see every move too, so the figures are about what real pages get.
 */
import { ConvexClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";

const lane = makeFunctionReference<"query", { lane: number }, { seq: number }[]>("board:lane");

export interface OfficialWatcher {
  /** Highest sequence number seen so far. */
  seen(): number;
  close(): Promise<void>;
}

export async function watchWithOfficialClient(url: string): Promise<OfficialWatcher> {
  const client = new ConvexClient(url);
  let highest = 0;
  await new Promise<void>((resolve, reject) => {
    client.onUpdate(
      lane,
      { lane: 0 },
      (rows) => {
        highest = Math.max(...rows.map((row) => row.seq));
        resolve();
      },
      reject,
    );
  });
  return { seen: () => highest, close: () => client.close() };
}
