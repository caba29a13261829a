/** The parts of the board's screen and the lists of its queue: the names that addresses and saved views carry. */

/** Four linked panes; the middle one holds the map or, instead, the grid [S-21]. */
export const BOARD_PANES = ["queue", "map", "lanes", "detail"] as const;
export type BoardPane = (typeof BOARD_PANES)[number];

/** What the middle pane shows [S-21, S-22]. */
export const BOARD_CENTRES = ["map", "grid"] as const;
export type BoardCentre = (typeof BOARD_CENTRES)[number];

/**
 * The lists of the queue: without a technician · a promise in danger or an open escalation · waiting for something else
 * than a technician · with a technician · closed on the day.
 */
export const TICKET_LISTS = ["waiting", "alerts", "hold", "open", "closed"] as const;
export type TicketList = (typeof TICKET_LISTS)[number];
