/** The outbox of the signed-in technician: sends through the deployment and starts again after a reload. */
import { useMutation } from "convex/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "../../../convex/_generated/api";
import { FieldOutbox, type OutboxItem, outboxStorage } from "./fieldOutbox";

export function useFieldOutbox(userId: string): { outbox: FieldOutbox; items: readonly OutboxItem[] } {
  const transition = useMutation(api.tickets.transition);
  const [outbox] = useState(
    () =>
      new FieldOutbox(outboxStorage(userId), ({ ticketId, expectedVersion, action, input, operationId }) =>
        transition({ ticketId, expectedVersion, action, input, operationId }),
      ),
  );
  useEffect(() => {
    void outbox.drain();
    return outbox.followOtherTabs();
  }, [outbox]);
  return { outbox, items: useSyncExternalStore(outbox.subscribe, outbox.list) };
}
