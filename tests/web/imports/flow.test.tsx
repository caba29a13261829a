/* The import page: refusals, mapping, verdict, running in batches, stopping. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { ImportFlow } from "../../../web/features/imports/ImportFlow";
import { createImportReader } from "../../../web/features/imports/importReader";
import { branch, me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

const importId = "import1" as Id<"imports">;

function renderFlow() {
  const convex = new FakeConvex();
  convex.answer(api.imports.recent, () => []);
  convex.answer(api.imports.get, () => ({
    importId,
    branchId: branch.branchId,
    fileName: "requests.csv",
    startedByName: me.name,
    startedAt: 0,
    finishedAt: null,
    state: "running" as const,
    totalRows: 250,
    receivedRows: 0,
    insertedRows: 248,
    duplicateRows: 1,
    rejectedRows: 1,
    nextBatch: 0,
  }));
  render(
    <InDeployment convex={convex}>
      <ImportFlow
        me={me}
        branchId={branch.branchId}
        onBranch={() => undefined}
        createReader={createImportReader}
        boardLink={<a href="/board">Board</a>}
      />
    </InDeployment>,
  );
  return convex;
}

function csv(rows: number): File {
  const lines = Array.from({ length: rows }, (_, i) => (i === 1 ? ",Olaya 1,95" : `Leak ${i},Olaya ${i},`));
  return new File([`problem,address,latitude\n${lines.join("\n")}`], "requests.csv", { type: "text/csv" });
}

async function choose(file: File) {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) throw new Error("no file input");
  await userEvent.upload(input, file);
}

describe("import", () => {
  test("a file of 200 MB is refused by its size, without being read", async () => {
    renderFlow();
    const big = csv(2);
    Object.defineProperty(big, "size", { value: 200_000_000 });
    big.arrayBuffer = () => Promise.reject(new Error("must not be read"));
    await choose(big);
    expect(plain(screen.getByRole("alert").textContent)).toContain("requests.csv has 200 MB. At most 30 MB");
  });

  test("columns are suggested, faults shown by line, field and reason, and good rows counted", async () => {
    renderFlow();
    await choose(csv(250));
    await waitFor(() =>
      expect(screen.getByText(/249 rows can come in|.*249.* rows can come in/)).toBeInTheDocument(),
    );
    const address = screen.getByRole("row", { name: /Address/ });
    expect(plain(address.textContent)).toContain("Olaya 0");
    const faults = screen.getByRole("region", { name: "Rows that stay out" });
    const lines = within(faults)
      .getAllByRole("row")
      .map((row) => plain(row.textContent));
    expect(lines).toContain("3ProblemNothing is written here, but it is needed.");
    expect(lines).toContain("3LongitudeOne coordinate of the two is missing.95");
  });

  test("changing the mapping judges the rows again", async () => {
    renderFlow();
    await choose(csv(10));
    await waitFor(() => expect(screen.getByText(/.*9.* rows can come in/)).toBeInTheDocument());
    await userEvent.click(screen.getByRole("button", { name: /Latitude/ }));
    await userEvent.click(screen.getByRole("option", { name: "Not in the file" }));
    await waitFor(() => {
      const faults = screen.getByRole("region", { name: "Rows that stay out" });
      expect(within(faults).queryByText("Latitude")).toBeNull();
    });
  });

  test("rows go out in batches of a hundred, one after the other, and it can be stopped in between", async () => {
    const convex = renderFlow();
    await choose(csv(250));
    await userEvent.click(await screen.findByRole("button", { name: /Import .*249.* rows/ }));
    expect(convex.mutations[0]).toMatchObject({
      name: "imports:start",
      args: { branchId: branch.branchId, fileName: "requests.csv", totalRows: 250 },
    });
    await convex.mutations[0]?.resolve(importId);
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    const counts = { insertedRows: 99, duplicateRows: 0, rejectedRows: 1, replayed: false };
    expect(convex.mutations[1]?.args).toMatchObject({ importId, batch: 0 });
    expect(convex.mutations[1]?.args["rows"]).toHaveLength(100);
    await convex.mutations[1]?.resolve(counts);
    await waitFor(() => expect(convex.mutations).toHaveLength(3));
    expect(screen.getByText(/100.* of .*250.* rows/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Stop here" }));
    await convex.mutations[2]?.resolve(counts);
    await waitFor(() => expect(convex.mutations).toHaveLength(4));
    expect(convex.mutations[3]).toMatchObject({ name: "imports:finish", args: { importId } });
    await convex.mutations[3]?.resolve(null);
    expect(await screen.findByText("Import stopped")).toBeInTheDocument();
    expect(screen.getByText("248")).toBeInTheDocument();
  });
});
