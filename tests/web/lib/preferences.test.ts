/* What is kept in the browser may be old or broken; what the host says wins over what the build knew. */
import { describe, expect, test } from "vitest";
import { decodePreferences } from "../../../web/lib/preferences";
import { readRuntimeConfig } from "../../../web/lib/runtimeConfig";

describe("preferences", () => {
  test("[S-60] Arabic and right to left unless somebody chose otherwise", () => {
    expect(decodePreferences(null)).toEqual({
      locale: "ar",
      digits: "auto",
      theme: "system",
      timeDirection: "reading",
    });
  });

  test("each unreadable choice falls back alone", () => {
    expect(decodePreferences('{"locale":"fr","theme":"dark","digits":7}')).toMatchObject({
      locale: "ar",
      theme: "dark",
      digits: "auto",
    });
    expect(decodePreferences("{broken")).toMatchObject({ locale: "ar" });
  });
});

describe("runtime configuration", () => {
  test("host before build before the page's own origin", () => {
    const build = { VITE_CONVEX_URL: "https://build.example", VITE_MAPBOX_TOKEN: "pk.build" };
    expect(readRuntimeConfig({ convexUrl: "https://host.example" }, build, "https://page.example")).toEqual({
      convexUrl: "https://host.example",
      mapboxToken: "pk.build",
      mapStyleUrl: null,
      clerkKey: null,
    });
    expect(readRuntimeConfig(undefined, {}, "https://page.example").convexUrl).toBe("https://page.example");
  });
});
