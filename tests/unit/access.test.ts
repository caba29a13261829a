/** The permission matrix: readable in one place, and never more than it says. */
import { authTables } from "@convex-dev/auth/server";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { sessionTables } from "../../convex/model/session/tables";
import { PERMISSIONS, permissionTable, roleHas } from "../../shared/access/permissions";
import { mayManageRole, ROLES, type Role, STAFF_ROLES } from "../../shared/access/roles";

test("[Z-02] ACCESS.md holds exactly the matrix of the code", () => {
  const text = readFileSync(path.resolve(import.meta.dirname, "../../shared/access/ACCESS.md"), "utf8");
  const documented = text
    .split("## Matrix")[1]
    ?.split("\n")
    .filter((line) => line.startsWith("|"));
  expect(documented).toEqual(permissionTable());
});

describe("[Z-02] the matrix", () => {
  const held = (role: Role) => PERMISSIONS.filter((permission) => roleHas(role, permission));

  test("customers hold no permission of staff, and every other role can look after its own account", () => {
    expect(held("customer")).toEqual([]);
    for (const role of STAFF_ROLES) expect(held(role)).toContain("account.own");
  });

  test("governance is for admin and owner alone", () => {
    const governance = PERMISSIONS.filter((one) => /people\.manage|settings\.manage|audit/.test(one));
    expect(governance).toHaveLength(3);
    for (const role of ROLES)
      for (const permission of governance)
        expect(roleHas(role, permission), `${role} ${permission}`).toBe(["admin", "owner"].includes(role));
  });

  test("nobody manages a rank above the own", () => {
    expect(mayManageRole("admin", "owner")).toBe(false);
    expect(mayManageRole("owner", "owner")).toBe(true);
    for (const role of STAFF_ROLES) {
      expect(mayManageRole("owner", role)).toBe(true);
      expect(mayManageRole(role, role)).toBe(true);
    }
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
