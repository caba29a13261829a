/**
 * The border between the map and the pages that compose it: what a page hands in, what it may ask back.
 * Holds no rendering, no engine and no domain rule; a page turns its rows into these plain records.
 * Points are WGS84 degrees, instants are epoch milliseconds, client coordinates are CSS pixels of the window.
 */

import type { ComponentType, ReactNode } from "react";
import type { VisualPhase } from "../ui/phaseShapes";

/** A place on earth in WGS84 degrees. */
export interface MapPoint {
  readonly lat: number;
  readonly lng: number;
}

/** Two names of one thing; the map shows the one of the reader. */
export interface MapName {
  readonly ar: string;
  readonly en: string;
}

/** Coarse phase of a ticket: decides shape and colour of its symbol, the same as its mark on a card. */
type MapPhase = VisualPhase;

/**
 * Second channel of a ticket, drawn as a ring; a cluster carries the worst of its members. Worst is last. `high`: of high
 * priority or due soon; `late`: a promise is broken.
 */
export const MAP_URGENCIES = ["normal", "high", "urgent", "late"] as const;
export type MapUrgency = (typeof MAP_URGENCIES)[number];

/** What a technician does now. `stale` is also derived by the map itself from the age of the last fix. */
export const MAP_TECHNICIAN_STATES = ["available", "busy", "on_route", "off_duty", "stale"] as const;
export type MapTechnicianState = (typeof MAP_TECHNICIAN_STATES)[number];

/** How well the dragged ticket fits a technician: drawn as a ring with its own mark, blocked ones recede. */
export type MapFit = "good" | "possible" | "blocked";

/** One ticket with a known point. Tickets without a point never reach the map; the page lists them. */
export interface MapTicket {
  readonly id: string;
  /** Human number, shown left-to-right isolated (TK-XXXXXX). */
  readonly number: string;
  /** One line for the list twin and the tooltip, already in the reader's language: who, where. */
  readonly title: string;
  /** Status word in the reader's language. */
  readonly statusLabel: string;
  readonly point: MapPoint;
  readonly phase: MapPhase;
  /** The letter of the status mark in the reader's script, as on the card. */
  readonly letter: string;
  readonly urgency: MapUrgency;
  /** Technician the ticket belongs to; the map draws a thread between them while either is selected. */
  readonly technicianId: string | null;
  /** Whether a drag may start from its marker. */
  readonly draggable: boolean;
}

/** Last reported fix of a technician. */
export interface MapFix {
  readonly point: MapPoint;
  readonly recordedAt: number;
  readonly accuracyM: number | null;
  readonly headingDeg: number | null;
  /** Since when his page is out of sight and measures nothing; null or absent while it is seen. */
  readonly hiddenSince?: number | null;
}

/** One technician; without a fix he is only in the list twin ("no position"), never at an invented place. */
export interface MapTechnician {
  readonly id: string;
  readonly name: string;
  readonly state: MapTechnicianState;
  readonly fix: MapFix | null;
}

/** What is selected on board, list and map alike. */
export type MapSelection =
  | { readonly kind: "ticket"; readonly id: string }
  | { readonly kind: "technician"; readonly id: string };

/** A ticket on its way to a technician; while present the map shows fits and enlarges hit areas. */
export interface MapDrag {
  /** All that are in the hand. */
  readonly ticketIds: ReadonlySet<string>;
  /** Fit per technician id; technicians not in it are shown neutral. */
  readonly fits: ReadonlyMap<string, MapFit>;
  /** Technician under the pointer or chosen by keyboard. */
  readonly overTechnicianId: string | null;
}

/**
 * Pointer went down on a ticket symbol; the map has already kept itself from panning.
 * With a drag library that wants a DOM node: keep one hidden draggable node for `ticketId` and dispatch
 * `new PointerEvent("pointerdown", { ...same coordinates, bubbles: true })` on it. A press that does not
 * become a drag ends in `onSelect` as usual.
 */
export interface MapTicketPress {
  readonly ticketId: string;
  readonly clientX: number;
  readonly clientY: number;
  readonly pointerId: number;
  readonly pointerType: "mouse" | "touch" | "pen";
}

/** Keys that were held while something was pressed: Ctrl or ⌘, and Shift. */
export interface MapKeys {
  readonly many: boolean;
  readonly range: boolean;
}

/** A ticket's row of the list twin: the page draws the button, so that it can be lifted and selected like a card. */
export interface MapRowProps {
  readonly ticketId: string;
  /** The one whose details are open. */
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** Tickets selected together. The page keeps them; the map shows them and tells what was pressed or boxed. */
export interface MapChoice {
  readonly ids: ReadonlySet<string>;
  /** Symbols were pressed; answers whether that was about selecting several, so that nothing is opened. */
  readonly onPress: (ticketIds: readonly string[], keys: MapKeys) => boolean;
  /** A box was drawn round tickets; `add`: to what is selected. */
  readonly onBox: (ticketIds: readonly string[], add: boolean) => void;
  readonly Row: ComponentType<MapRowProps>;
}

/** An area somebody works in. */
export interface MapTerritory {
  readonly id: string;
  readonly name: string;
  /** Outer ring in WGS84 degrees, open or closed. */
  readonly ring: readonly MapPoint[];
  /** `own`: a city somebody works in; `part`: a district of it. */
  readonly kind: "own" | "part";
}

/** Where the map looks. */
export interface MapCamera {
  readonly center: MapPoint;
  readonly zoom: number;
}

/** A colleague whose view is followed, pointing at something. */
export interface MapColleague {
  readonly name: string;
  readonly userId: string;
  readonly at: MapSelection;
}

/** Where the camera starts; changing `key` (for instance the branch id) flies there. */
export interface MapView {
  readonly key: string;
  readonly center: MapPoint;
  readonly zoom: number;
}

export interface DispatchMapProps {
  readonly view: MapView;
  readonly tickets: readonly MapTicket[];
  readonly technicians: readonly MapTechnician[];
  readonly selection: MapSelection | null;
  readonly drag: MapDrag | null;
  readonly theme: "light" | "dark";
  readonly language: "ar" | "en";
  readonly direction: "rtl" | "ltr";
  /** 48 px buttons, for pages used with a thumb. */
  readonly largeControls?: boolean;
  /** What matters more is on its way: the frame stands, its engine is neither loaded nor started yet. */
  readonly waits?: boolean;
  /** Much is still coming in: nothing glides meanwhile, and the machine is left to that. */
  readonly calm?: boolean;
  /** Summary and quick actions of the selection; the map keeps it beside the selected symbol, the list under its row. */
  readonly popup?: ReactNode;
  /** Where the selected technician was lately, oldest first. */
  readonly trail?: readonly MapPoint[];
  /** Codes of the cities somebody works in (the branch, or the selected technician); drawn where we have an outline. */
  readonly areas?: readonly string[];
  /** Technician the camera stays with until the map is moved by hand, which `onFollowEnd` tells. */
  readonly followId?: string | null;
  readonly onFollowEnd?: () => void;
  readonly onSelect: (selection: MapSelection | null) => void;
  /** Absent where tickets are looked at one by one. */
  readonly choice?: MapChoice;
  readonly onTicketPointerDown?: (press: MapTicketPress) => void;
  /** The moment that is shown, where it is not now: ages are told from there. */
  readonly atMs?: number;
  /** What the followed colleague points at. */
  readonly colleague?: MapColleague | null;
  /** Called with every move of the camera, and once when it is drawn. */
  readonly onLook?: (camera: MapCamera) => void;
  /** Called when something else, or nothing, comes under the pointer. */
  readonly onPoint?: (pointed: MapSelection | null) => void;
}

/** What a page may ask the drawn map; every answer is about what is on screen now. */
export interface DispatchMapHandle {
  /** Technician drawn under a window coordinate (generous hit area), nearest first. */
  technicianAt(clientX: number, clientY: number): string | null;
  /** Ticket drawn under a window coordinate; a cluster answers null. */
  ticketAt(clientX: number, clientY: number): string | null;
  /** Window coordinate of a point, null while the map is not drawn. */
  project(point: MapPoint): { clientX: number; clientY: number } | null;
  flyTo(point: MapPoint, zoom?: number): void;
  /** Looks where a followed colleague looks. */
  look(camera: MapCamera): void;
}
