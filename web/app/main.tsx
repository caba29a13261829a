/* Starts the web application: preferences, words, the client of the deployment, the router. */
import { RouterProvider } from "@tanstack/react-router";
import { ConvexReactClient } from "convex/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "../lib/i18n";
import { forgetOldDrafts } from "../lib/useDraft";
import { getPreferences, startPreferences } from "../lib/preferences";
import { runtimeConfig } from "../lib/runtimeConfig";
import { Providers } from "./providers";
import { makeRouter } from "./router";
import "./styles.css";

startPreferences();
forgetOldDrafts(Date.now());
startI18n(getPreferences().locale);

const client = new ConvexReactClient(runtimeConfig().convexUrl);
const router = makeRouter();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
