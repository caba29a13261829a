/** Adding files the way pages do: ask for an address, upload, add. */
import type { FunctionArgs } from "convex/server";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { blobOf, png } from "../pictures";
import type { Person, World } from "../world";

type Added = FunctionArgs<typeof api.attachments.add>;

let shade = 0;

/** A picture nobody has uploaded before. */
export function freshPicture(widthPx = 8, heightPx = 8): Blob {
  shade += 1;
  return blobOf(png(widthPx, heightPx, shade % 250), "image/png");
}

/** Uploads a file for a ticket and adds it; answers what attachments.add answers, or throws what it throws. */
export async function addFile(
  w: World,
  ticketId: Id<"tickets">,
  person: Person,
  wish: Partial<Added> & { file?: Blob } = {},
): Promise<Id<"attachments">> {
  const { file = freshPicture(), ...rest } = wish;
  const caller = await w.as(person);
  const url = await caller.mutation(api.attachments.uploadUrl, { ticketId });
  return await caller.action(api.attachments.add, {
    ticketId,
    kind: "before",
    storageId: await w.driver.upload(url, file),
    thumbnailId: null,
    caption: "",
    visibility: "customer",
    operationId: w.operationId(),
    ...rest,
  });
}
