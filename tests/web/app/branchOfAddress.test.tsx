/* Which branch a page of a branch shows, and what it says to a member of none. */
import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import { BranchOfAddress } from "../../../web/app/BranchOfAddress";
import { MeContext } from "../../../web/lib/session";
import { me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const [first] = me.branches;
if (first === undefined) throw new Error("the member has no branch");
const second = { ...first, branchId: "second" as Id<"branches">, name: { ar: "جدة", en: "Jeddah" } };

function draw(named: string | undefined, branches: typeof me.branches) {
  render(
    <InDeployment convex={new FakeConvex()}>
      <MeContext.Provider value={{ ...me, branches }}>
        <BranchOfAddress named={named}>{(branch) => <p>at {branch.name.en}</p>}</BranchOfAddress>
      </MeContext.Provider>
    </InDeployment>,
  );
}

describe("branch of the address", () => {
  test.each([
    ["the one that is named", second.branchId, "Jeddah"],
    ["the first where none is named", undefined, first.name.en],
    ["the first where the named one is not the member's", "foreign", first.name.en],
  ])("[S-20] %s", (_what, named, shown) => {
    draw(named, [first, second]);
    expect(screen.getByText(`at ${shown}`)).toBeInTheDocument();
  });

  test("[S-20] a member of no branch is told so, and what helps", () => {
    draw(undefined, []);
    expect(screen.getByText("No branch yet")).toBeInTheDocument();
    expect(screen.getByText(/under Settings/)).toBeInTheDocument();
  });
});
