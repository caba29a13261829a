/**
 * The look of a symbol written as an image name and back. The map asks for an image by name the first time a layer
 * wants it, so each look is drawn once and nothing is drawn that nobody sees.
 */
import { VISUAL_PHASES, type VisualPhase } from "../ui/phaseShapes";
import {
  MAP_TECHNICIAN_STATES,
  MAP_URGENCIES,
  type MapFit,
  type MapTechnicianState,
  type MapUrgency,
} from "./mapContract";

type Theme = "light" | "dark";

/** Who holds a ticket, as far as the map has to tell: no technician is something else than no signal. */
export const TICKET_HOLDERS = ["nobody", "seen", "unseen"] as const;
export type TicketHolder = (typeof TICKET_HOLDERS)[number];

export interface TicketSymbol {
  readonly kind: "ticket";
  readonly theme: Theme;
  readonly phase: VisualPhase;
  readonly letter: string;
  readonly urgency: MapUrgency;
  readonly direction: "rtl" | "ltr";
  readonly mark: "plain" | "selected" | "ghost";
  /** `nobody`: no technician holds it; `unseen`: the one who does gives no signal. */
  readonly holder: TicketHolder;
}

export interface TechnicianSymbol {
  readonly kind: "technician";
  readonly theme: Theme;
  readonly state: MapTechnicianState;
  readonly letter: string;
  /** Null outside a drag. */
  readonly fit: MapFit | null;
  readonly mark: "plain" | "selected" | "over";
  /** Eighth of a circle he travels towards, 0 = north, clockwise; null when unknown. */
  readonly heading: number | null;
}

interface ClusterSymbol {
  readonly kind: "cluster";
  readonly theme: Theme;
  readonly urgency: MapUrgency;
}

/** Where a customer waits, on the tracking page. */
interface DestinationSymbol {
  readonly kind: "destination";
  readonly theme: Theme;
}

export type SymbolLook = TicketSymbol | TechnicianSymbol | ClusterSymbol | DestinationSymbol;

const NONE = "-";
const THEMES = ["light", "dark"] as const;
const FITS = ["good", "possible", "blocked"] as const;

/** The image name of a look. Letters are single characters of a script and never contain the separator. */
export function symbolName(look: SymbolLook): string {
  const fields = (): readonly string[] => {
    switch (look.kind) {
      case "ticket":
        return [look.phase, look.letter, look.urgency, look.direction, look.mark, look.holder];
      case "technician":
        return [look.state, look.letter, look.fit ?? NONE, look.mark, String(look.heading ?? NONE)];
      case "cluster":
        return [look.urgency];
      case "destination":
        return [];
    }
  };
  return ["maydan", look.theme, look.kind, ...fields()].join("|");
}

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return allowed.find((item) => item === value);
}

/** The look behind an image name; null for names that are not ours (a basemap's own icons). */
export function symbolLook(name: string): SymbolLook | null {
  const [product, themeText, kind, ...fields] = name.split("|");
  const theme = oneOf(THEMES, themeText);
  if (product !== "maydan" || !theme) return null;
  if (kind === "destination") return { kind, theme };
  if (kind === "cluster") {
    const urgency = oneOf(MAP_URGENCIES, fields[0]);
    return urgency ? { kind, theme, urgency } : null;
  }
  if (kind === "ticket") {
    const phase = oneOf(VISUAL_PHASES, fields[0]);
    const urgency = oneOf(MAP_URGENCIES, fields[2]);
    const direction = oneOf(["rtl", "ltr"] as const, fields[3]);
    const mark = oneOf(["plain", "selected", "ghost"] as const, fields[4]);
    const holder = oneOf(TICKET_HOLDERS, fields[5]);
    if (!phase || !urgency || !direction || !mark || !holder) return null;
    return { kind, theme, phase, letter: fields[1] ?? "", urgency, direction, mark, holder };
  }
  if (kind === "technician") {
    const state = oneOf(MAP_TECHNICIAN_STATES, fields[0]);
    const mark = oneOf(["plain", "selected", "over"] as const, fields[3]);
    if (!state || !mark) return null;
    const heading = fields[4] === NONE ? null : Number(fields[4]);
    return {
      kind,
      theme,
      state,
      letter: fields[1] ?? "",
      fit: oneOf(FITS, fields[2]) ?? null,
      mark,
      heading,
    };
  }
  return null;
}
