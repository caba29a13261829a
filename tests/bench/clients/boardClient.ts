/**
 * What the measurement asks of every system, and nothing of how it speaks. All clients are bare sockets of the same
 * library that parse each frame as JSON once, so that the measuring process costs every system the same kind of work.
 */

export interface Placement {
  ticketId: string;
  lane: number;
  startsAt: number;
  seq: number;
  expectedVersion: number;
}

export interface Position {
  technician: number;
  latitude: number;
  longitude: number;
  seq: number;
}

export interface BoardClient {
  /** Watches a lane; `onSeq` hears the highest sequence number of each change. Resolves with the first snapshot. */
  watch(lane: number, onSeq: (seq: number) => void): Promise<void>;
  /** Resolves when the move is durable and, where the system promises it, visible to this client. */
  place(placement: Placement): Promise<void>;
  /** One ticket by its id. */
  readOne(ticketId: string): Promise<void>;
  /** Up to a hundred tickets of a lane, by index. */
  readLane(lane: number): Promise<void>;
  /** Resolves when the position is durable. */
  report(position: Position): Promise<void>;
  /** `onPosition` hears every technician's newest sequence number. */
  watchPositions(onPosition: (technician: number, seq: number) => void): Promise<void>;
  close(): void;
}
