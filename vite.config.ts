import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// One file configures the web build and every vitest project (see README, "Tests").
export default defineConfig({
  root: "web",
  envDir: "..",
  publicDir: "public",
  plugins: [react(), tailwindcss()],
  // The map wrapper's fallback import names the classic build, which is never used and would be shipped a second time.
  resolve: { alias: [{ find: /^mapbox-gl$/, replacement: "mapbox-gl/esm" }] },
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022" },
  worker: { format: "es" },
  test: {
    root: ".",
    projects: [
      {
        root: ".",
        test: { name: "unit", include: ["tests/unit/**/*.test.ts", "tests/property/**/*.test.ts"] },
      },
      {
        root: ".",
        test: {
          name: "functions",
          include: ["tests/functions/**/*.test.ts"],
          server: { deps: { inline: ["convex-test"] } },
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        root: ".",
        test: {
          name: "engine",
          include: ["tests/engine/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        root: ".",
        plugins: [react()],
        test: {
          name: "web",
          include: ["tests/web/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          setupFiles: ["tests/web/setup.ts"],
        },
      },
      {
        root: ".",
        test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"] },
      },
    ],
  },
});
