/* Sends the bytes of one file to an address the deployment gave for it. */
import * as z from "zod";
import type { Id } from "../../convex/_generated/dataModel";

const uploaded = z.object({ storageId: z.string() });

/** The stored file's id. It counts only once it was added to a ticket. */
export async function upload(address: string, file: Blob): Promise<Id<"_storage">> {
  const answer = await fetch(address, {
    method: "POST",
    headers: file.type === "" ? {} : { "content-type": file.type },
    body: file,
  });
  if (!answer.ok) throw new Error(`The upload was answered with ${answer.status}.`);
  return uploaded.parse(await answer.json()).storageId as Id<"_storage">;
}
