/* Lines of a form: added, typed and taken away again, each on its own. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { DraftLines } from "../../../web/steps/DraftLines";
import { TextField } from "../../../web/ui/TextField";

function Form() {
  const [lines, setLines] = useState<readonly { name: string; count: string }[]>([{ name: "", count: "1" }]);
  return (
    <>
      <DraftLines
        lines={lines}
        empty={{ name: "", count: "1" }}
        onChange={setLines}
        size="desk"
        columns="grid-cols-2"
      >
        {(line, edit) => (
          <TextField label="Name" value={line.name} onChange={(name) => edit({ name })} maxLength={9} />
        )}
      </DraftLines>
      <output>{JSON.stringify(lines)}</output>
    </>
  );
}

test("[D-05 T-40] a line keeps what it holds when its neighbours change, and the last one stays", async () => {
  const user = userEvent.setup();
  render(<Form />);
  const held = () => JSON.parse(screen.getByRole("status").textContent ?? "") as unknown;
  const removals = () => screen.getAllByRole("button", { name: /remove/i });
  expect(removals()[0]).toHaveProperty("disabled", true);
  await user.type(screen.getByLabelText("Name"), "belt");
  await user.click(screen.getByRole("button", { name: "Another line" }));
  await user.type(screen.getAllByLabelText("Name")[1] as HTMLElement, "pump");
  expect(held()).toEqual([
    { name: "belt", count: "1" },
    { name: "pump", count: "1" },
  ]);
  await user.click(removals()[0] as HTMLElement);
  expect(held()).toEqual([{ name: "pump", count: "1" }]);
  expect(removals()[0]).toHaveProperty("disabled", true);
});
