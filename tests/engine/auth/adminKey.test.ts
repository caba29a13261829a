import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { adminKeyTest, loadAdminKey } from "../../../engine/auth/adminKey";

const folder = mkdtempSync(path.join(tmpdir(), "admin-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("AU-9 the key is made once and readable by its owner only", () => {
  const key = loadAdminKey(folder, "board", undefined);
  expect(key).toMatch(/^board\|[0-9a-f]{64}$/);
  expect(loadAdminKey(folder, "board", undefined)).toBe(key);
  expect(readFileSync(path.join(folder, "admin-key"), "utf8").trim()).toBe(key);
  expect(statSync(path.join(folder, "admin-key")).mode & 0o777).toBe(0o600);
});

test("AU-9 a given key is used and not written", () => {
  expect(loadAdminKey(path.join(folder, "none"), "board", "abc")).toBe("board|abc");
  expect(loadAdminKey(path.join(folder, "none"), "board", "other|abc")).toBe("other|abc");
});

test("AU-9 prefixes are ignored, anything else counts", () => {
  const isKey = adminKeyTest("board|abc");
  expect(["board|abc", "prod:board|abc", "dev:board|abc", "preview:board|abc"].map(isKey)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["board|abd", "board|ab", "abc", "", "xprod:board|abc"].map(isKey)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
