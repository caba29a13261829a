/** The desk of a simulated office: subscribes to what the pages of one branch show and hands it to the driver. */
import type { ConvexClient } from "convex/browser";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { OfficeDriver, type OfficeOptions } from "./officeDriver";
import type { PartsRequest } from "./officeMoves";
import type { OfficeView } from "./officeTasks";

/** Rows of each list the office looks at; more wait their turn. */
const CARDS = 200;
const ESCALATIONS = 50;
const OPEN_PARTS = ["pending", "approved", "ordered"] as const;

/** Opens the desk; answers how to close it. */
export function openDesk(
  client: ConvexClient,
  branchId: Id<"branches">,
  options: OfficeOptions,
): () => Promise<void> {
  const driver = new OfficeDriver(client, options);
  const seen: { -readonly [Part in Exclude<keyof OfficeView, "parts">]?: OfficeView[Part] } = {};
  const parts = new Map<string, readonly PartsRequest[]>();
  const tell = (): void => {
    const { cards, technicians, flags, escalations, present } = seen;
    if (!cards || !technicians || !flags || !escalations || !present) return;
    if (parts.size < OPEN_PARTS.length) return;
    driver.see({ cards, technicians, flags, escalations, present, parts: [...parts.values()].flat() });
  };
  const firstPage = (numItems: number) => ({ numItems, cursor: null });
  const endings = [
    client.onUpdate(api.board.openTickets, { branchId, paginationOpts: firstPage(CARDS) }, ({ page }) => {
      seen.cards = page;
      tell();
    }),
    client.onUpdate(api.board.technicians, { branchId }, (rows) => {
      seen.technicians = rows;
      tell();
    }),
    client.onUpdate(api.board.flags, { branchId }, (flags) => {
      seen.flags = flags;
      tell();
    }),
    client.onUpdate(
      api.escalations.list,
      { branchId, state: "open", level: null, type: null, paginationOpts: firstPage(ESCALATIONS) },
      ({ page }) => {
        seen.escalations = page;
        tell();
      },
    ),
    client.onUpdate(api.presence.list, { branchId }, (rows) => {
      seen.present = rows;
      tell();
    }),
    ...OPEN_PARTS.map((state) =>
      client.onUpdate(api.parts.byState, { branchId, state }, (rows) => {
        parts.set(state, rows);
        tell();
      }),
    ),
  ];
  const running = driver.run();
  return async () => {
    for (const end of endings) end();
    driver.stop();
    await running;
  };
}
