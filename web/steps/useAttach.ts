/* Sends a file to a ticket: prepared on this device, uploaded, then added to the record under one operation id. */
import { useAction, useMutation } from "convex/react";
import { useCallback } from "react";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { FileKind } from "../../shared/records/files";
import { prepareFile } from "./pictures";
import { upload } from "./upload";

export type Attach = (kind: FileKind, file: Blob, caption?: string) => Promise<Id<"attachments">>;

/** Attaches files to one ticket as a member of staff. */
export function useAttach(ticketId: Id<"tickets">): Attach {
  const uploadUrl = useMutation(api.attachments.uploadUrl);
  const add = useAction(api.attachments.add);
  return useCallback(
    async (kind, original, caption = "") => {
      // A signature is a drawing on nothing: it stays a small transparent picture.
      const { file, thumbnail } =
        kind === "signature" ? { file: original, thumbnail: null } : await prepareFile(original);
      const send = async (one: Blob) => upload(await uploadUrl({ ticketId }), one);
      return await add({
        ticketId,
        kind,
        storageId: await send(file),
        thumbnailId: thumbnail === null ? null : await send(thumbnail),
        caption,
        visibility: kind === "invoice" || kind === "parts" ? "internal" : "customer",
        operationId: crypto.randomUUID(),
      });
    },
    [uploadUrl, add, ticketId],
  );
}
