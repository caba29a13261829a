/* Files of a ticket: taking one away is for whom the deployment says, asks once more, and closes the picture. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { FunctionReturnType } from "convex/server";
import { expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { Gallery } from "../../../web/ticket/Gallery";
import { me, NOW, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

type File = FunctionReturnType<typeof api.attachments.gallery>[number];

const file = (id: string, over: Partial<File> = {}): File => ({
  attachmentId: id as Id<"attachments">,
  kind: "before",
  format: "image/jpeg",
  sizeBytes: 1_000,
  size: null,
  caption: id,
  visibility: "customer",
  by: { userId: me.userId, name: me.name, role: "technician" },
  addedAt: NOW,
  url: `/${id}`,
  thumbnailUrl: null,
  mayRemove: false,
  ...over,
});

function draw(files: File[]) {
  const convex = new FakeConvex();
  convex.answer(api.attachments.gallery, () => files);
  render(
    <InDeployment convex={convex}>
      <Gallery ticketId={"first" as Id<"tickets">} zone={ZONE} mayAdd />
    </InDeployment>,
  );
  return convex;
}

test("[F-09] a picture is taken away after asking once more, and the viewer closes", async () => {
  const convex = draw([file("mine", { mayRemove: true }), file("another")]);
  await userEvent.click(screen.getByRole("button", { name: /mine/ }));
  const viewer = within(screen.getByRole("dialog"));
  await userEvent.click(viewer.getByRole("button", { name: /^Remove.*Before/ }));
  expect(convex.mutations).toEqual([]);
  await userEvent.click(viewer.getByRole("button", { name: "Yes, remove it" }));
  expect(convex.mutations[0]).toMatchObject({ name: "attachments:remove", args: { attachmentId: "mine" } });
  await convex.mutations[0]?.resolve(null);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("[F-09] what is not the reader's to remove has no way to", async () => {
  draw([file("another"), file("paper", { format: "application/pdf" })]);
  await userEvent.click(screen.getByRole("button", { name: /another/ }));
  expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
});

test("[F-09] a document goes the same way", async () => {
  const convex = draw([file("paper", { format: "application/pdf", kind: "invoice", mayRemove: true })]);
  await userEvent.click(screen.getByRole("button", { name: /^Remove/ }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await userEvent.click(screen.getByRole("button", { name: /^Remove/ }));
  await userEvent.click(screen.getByRole("button", { name: "Yes, remove it" }));
  expect(convex.mutations).toHaveLength(1);
});
