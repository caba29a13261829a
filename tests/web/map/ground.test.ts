/* Which ground is chosen, and what happens when it does not come. */
import type { StyleSpecification } from "maplibre-gl";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  baseKind,
  loadForeignStyle,
  localizedStyle,
  PUBLIC_STYLE_WITHIN_MS,
} from "../../../web/map/baseStyle";
import { refusesToken } from "../../../web/map/engines/refusesToken";

const nothing = { mapboxToken: null, mapStyleUrl: null };
const foreign: StyleSpecification = {
  version: 8,
  glyphs: "https://elsewhere.example/{fontstack}/{range}.pbf",
  sources: {},
  layers: [
    { id: "land", type: "background" },
    {
      id: "town",
      type: "symbol",
      source: "tiles",
      layout: { "text-field": ["get", "name:latin"], "text-font": ["Noto Sans Bold"] },
    },
    { id: "ref", type: "symbol", source: "tiles", layout: { "text-field": ["get", "ref"] } },
  ],
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("order of choice", () => {
  test.each([
    ["a token means Mapbox", { ...nothing, mapboxToken: "pk.x" }, false, "mapbox"],
    ["a refused token means the next best", { ...nothing, mapboxToken: "pk.x" }, true, "public"],
    [
      "the operator's style",
      { ...nothing, mapStyleUrl: "https://maps.example/style.json" },
      false,
      "operator",
    ],
    ["the operator's archive", { ...nothing, mapStyleUrl: "/riyadh.pmtiles?v=2" }, false, "archive"],
    ["nothing configured", nothing, false, "public"],
    ["schematic wins over a token", { mapboxToken: "pk.x", mapStyleUrl: "schematic" }, false, "schematic"],
  ] as const)("%s", (_title, wish, refused, kind) => {
    expect(baseKind(wish, refused)).toBe(kind);
  });
});

describe("a foreign style", () => {
  const ask = (theme: "light" | "dark") =>
    loadForeignStyle({ kind: "public", wish: nothing, theme, language: "ar" });

  test("that answers is drawn in the reader's language and our typeface, without its glyph server", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(foreign)));
    const style = await loadForeignStyle({
      kind: "operator",
      wish: { mapboxToken: null, mapStyleUrl: "https://maps.example/answers.json" },
      theme: "light",
      language: "ar",
    });
    expect(style?.glyphs).toBeUndefined();
    const [, town, ref] = style?.layers ?? [];
    expect(town).toMatchObject({
      layout: {
        "text-font": ["Maydan Sans Strong"],
        "text-field": ["coalesce", ["get", "name:ar"], ["get", "name"], ["get", "name"]],
      },
    });
    expect(ref).toMatchObject({ layout: { "text-field": ["get", "ref"], "text-font": ["Maydan Sans"] } });
  });

  test("that is silent is given up in time, once, and never asked again on this page", async () => {
    let calls = 0;
    vi.stubGlobal("fetch", (_url: string, { signal }: { signal: AbortSignal }) => {
      calls += 1;
      return new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error)),
      );
    });
    const startedAt = performance.now();
    expect(await ask("dark")).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(PUBLIC_STYLE_WITHIN_MS + 1_000);
    expect(await ask("dark")).toBeNull();
    expect(calls).toBe(1);
  });

  test("that answers with something else counts as silent", async () => {
    vi.stubGlobal("fetch", async () => new Response("<html>captive portal</html>"));
    expect(await ask("light")).toBeNull();
  });

  test("keeps layers without text as they are", () => {
    expect(localizedStyle(foreign, "en").layers[0]).toBe(foreign.layers[0]);
  });
});

describe("a refused token", () => {
  test.each([
    [{ status: 401, message: "Unauthorized" }, true],
    [{ status: 403 }, true],
    [{ message: "A valid Mapbox access token is required to use Mapbox GL JS." }, true],
    [{ status: 404, message: "Not found" }, false],
    [new Error("Failed to fetch"), false],
    ["text", false],
  ])("%o -> %s", (error, refused) => {
    expect(refusesToken(error)).toBe(refused);
  });
});
