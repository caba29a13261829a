/** The permission matrix: readable in one place, and never more than it says. */
import { authTables } from "@convex-dev/auth/server";
import { describe, expect, test } from "vitest";
import { sessionTables } from "../../convex/model/session/tables";
import { PERMISSIONS, roleHas } from "../../shared/access/permissions";
import { ROLES } from "../../shared/access/roles";

test("[Z-02] role x permission", () => {
  const matrix = Object.fromEntries(
    ROLES.map((role) => [role, PERMISSIONS.filter((permission) => roleHas(role, permission))]),
  );
  const office = [
    "board.view",
    "tickets.view",
    "tickets.act",
    "tracking.share",
    "imports.run",
    "technicians.duty",
  ];
  expect(matrix).toEqual({
    customer: [],
    technician: ["tickets.view", "tickets.act", "field.work"],
    dispatcher: office,
    supervisor: office,
    workshop: ["tickets.view"],
    admin: office,
    owner: office,
  });
});

describe("[Z-01] session tables", () => {
  test("are the library's, field by field and index by index", () => {
    const shape = (tables: Record<string, { export: () => unknown }>) =>
      Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.export()]));
    const exported = (tables: object) => shape(tables as Record<string, { export: () => unknown }>);
    expect(exported(sessionTables)).toEqual(exported(authTables));
  });
});
