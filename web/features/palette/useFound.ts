/* What the deployment finds for the words typed, asked when the hand rests; the last answer stays until the next. */
import type { FunctionReturnType } from "convex/server";
import { useEffect, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";

export type Found = FunctionReturnType<typeof api.search.everything>;

const REST_MS = 160;
/** One letter finds everything and so nothing. */
const FEWEST = 2;

export function useFound(text: string): { readonly found: Found | undefined; readonly asked: boolean } {
  const [settled, setSettled] = useState("");
  const wanted = text.trim();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const asked = settled.length >= FEWEST && wanted.length >= FEWEST;
  const found = useLive(api.search.everything, asked ? { text: settled.slice(0, 120) } : "skip", {
    keepPrevious: true,
  });
  return { found: asked ? found : undefined, asked: wanted.length >= FEWEST };
}
