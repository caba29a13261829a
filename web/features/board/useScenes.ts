/* Which scene of the wall stands: one that was chosen, or each in turn. Keys: a number, Space for turning, Escape to leave. */
import { useEffect, useRef, useState } from "react";

export const SCENES = ["promises", "technicians", "map"] as const;
export type Scene = (typeof SCENES)[number];

/** Long enough to read from across the room. */
const SCENE_MS = 20_000;

export interface ScenesInput {
  /** Null turns through all of them. */
  readonly fixed: Scene | null;
  readonly onFixed: (scene: Scene | null) => void;
  readonly onLeave: () => void;
}

export function useScenes({ fixed, onFixed, onLeave }: ScenesInput): Scene {
  const [turn, setTurn] = useState(0);
  const scene = fixed ?? SCENES[turn % SCENES.length] ?? "promises";
  const latest = useRef({ scene, fixed, onFixed, onLeave });
  latest.current = { scene, fixed, onFixed, onLeave };
  useEffect(() => {
    if (fixed !== null) return;
    const timer = setInterval(() => setTurn((before) => before + 1), SCENE_MS);
    return () => clearInterval(timer);
  }, [fixed]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, [role=dialog]")) return;
      const now = latest.current;
      const chosen = /^Digit([1-9])$/.exec(event.code)?.[1];
      const scene = chosen === undefined ? undefined : SCENES[Number(chosen) - 1];
      if (event.key === "Escape") now.onLeave();
      else if (event.key === " ") {
        event.preventDefault();
        now.onFixed(now.fixed === null ? now.scene : null);
      } else if (scene !== undefined) now.onFixed(scene);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return scene;
}
