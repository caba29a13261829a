/**
 * Draws one symbol on a canvas: a ticket mark (the same shapes as on cards), a technician, a cluster, the
 * customer's door. Shape and letter carry the meaning, colour repeats it [J-49]. Sizes are CSS pixels; the
 * bitmap is made at SYMBOL_RATIO.
 */
import { PHASE_SHAPES } from "../ui/phaseShapes";
import { MAP_FONT_FAMILY } from "./mapFontFamily";
import type { MapUrgency } from "./mapContract";
import type { MapPalette } from "./mapPalette";
import type { SymbolLook, TechnicianSymbol, TicketSymbol } from "./symbolName";

export const SYMBOL_RATIO = 2;

type Brush = CanvasRenderingContext2D;

const TURN = Math.PI * 2;

function letter(brush: Brush, text: string, x: number, y: number, sizePx: number, color: string): void {
  brush.font = `600 ${sizePx}px ${MAP_FONT_FAMILY}`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillStyle = color;
  // Optical middle: Arabic and Latin capitals both sit a little above the box's middle line.
  brush.fillText(text, x, y + sizePx * 0.06);
}

function disc(brush: Brush, x: number, y: number, radius: number): void {
  brush.beginPath();
  brush.arc(x, y, radius, 0, TURN);
}

function badge(brush: Brush, palette: MapPalette, x: number, y: number, text: string, color: string): void {
  disc(brush, x, y, 7.5);
  brush.fillStyle = palette.raised;
  brush.fill();
  brush.lineWidth = 1.5;
  brush.strokeStyle = color;
  brush.stroke();
  letter(brush, text, x, y, 10, color);
}

function shadow(brush: Brush, on: boolean): void {
  brush.shadowColor = on ? "rgb(0 0 0 / 0.35)" : "transparent";
  brush.shadowBlur = on ? 3 * SYMBOL_RATIO : 0;
  brush.shadowOffsetY = on ? 1 * SYMBOL_RATIO : 0;
}

/** Second channel: a full ring with "!" for urgent, an open ring for high, nothing for normal. */
function urgencyRing(
  brush: Brush,
  palette: MapPalette,
  middle: number,
  radius: number,
  urgency: MapUrgency,
): void {
  if (urgency === "normal") return;
  brush.lineCap = "round";
  brush.beginPath();
  if (urgency === "urgent" || urgency === "late") brush.arc(middle, middle, radius, 0, TURN);
  else brush.arc(middle, middle, radius, -TURN * 0.02, TURN * 0.52);
  brush.lineWidth = 5;
  brush.strokeStyle = palette.raised;
  brush.stroke();
  brush.lineWidth = urgency === "late" ? 4 : 2.75;
  brush.strokeStyle = palette.urgent;
  brush.stroke();
}

/** A small sign at the corner of a symbol. */
function cornerSign(
  brush: Brush,
  palette: MapPalette,
  x: number,
  y: number,
  sign: string,
  color: string,
): void {
  disc(brush, x, y, 6.5);
  brush.fillStyle = color;
  brush.fill();
  brush.lineWidth = 1.5;
  brush.strokeStyle = palette.raised;
  brush.stroke();
  letter(brush, sign, x, y, sign.length > 1 ? 8.5 : 10, palette.raised);
}

/** The dashed circle of lost signals, as the technician himself has it, at the foot of his ticket. */
function unseenSign(brush: Brush, palette: MapPalette, x: number, y: number, direction: "rtl" | "ltr"): void {
  disc(brush, x, y, 6.5);
  brush.fillStyle = palette.raised;
  brush.fill();
  brush.lineWidth = 1.5;
  brush.setLineDash([2.2, 2]);
  brush.strokeStyle = palette.inkSoft;
  brush.stroke();
  brush.setLineDash([]);
  letter(brush, direction === "rtl" ? "؟" : "?", x, y, 9.5, palette.inkSoft);
}

function drawTicket(brush: Brush, palette: MapPalette, size: number, look: TicketSymbol): void {
  const middle = size / 2;
  const shape = PHASE_SHAPES[look.phase];
  const color = palette.phase[look.phase];
  const scale = look.mark === "selected" ? 1.3 : 1.06;
  if (look.mark === "ghost") brush.globalAlpha = 0.4;
  if (look.mark === "selected") {
    disc(brush, middle, middle, 21);
    brush.fillStyle = palette.accent;
    brush.globalAlpha = 0.22;
    brush.fill();
    brush.globalAlpha = 1;
    brush.lineWidth = 2;
    brush.strokeStyle = palette.accent;
    brush.stroke();
  }
  brush.save();
  brush.translate(middle, middle);
  brush.scale(shape.follows && look.direction === "rtl" ? -scale : scale, scale);
  brush.translate(-12, -12);
  const outline = new Path2D(shape.path);
  // An outline says that nobody has it, whatever its phase.
  const hollow = shape.hollow || look.holder === "nobody";
  brush.lineJoin = "round";
  shadow(brush, look.mark !== "ghost");
  brush.lineWidth = 4.5;
  brush.strokeStyle = palette.raised;
  brush.stroke(outline);
  shadow(brush, false);
  brush.fillStyle = hollow ? palette.raised : color;
  brush.fill(outline);
  brush.lineWidth = hollow ? 2.5 : 1;
  brush.strokeStyle = color;
  brush.stroke(outline);
  brush.restore();
  const letterSize = (shape.letterSize + 1) * scale;
  const letterMiddle = middle + (shape.letterY - 12 - shape.letterSize * 0.36) * scale;
  letter(brush, look.letter, middle, letterMiddle, letterSize, hollow ? color : palette.onMark);
  const ring = look.mark === "selected" ? 18.5 : 16.5;
  urgencyRing(brush, palette, middle, ring, look.urgency);
  const end = look.direction === "rtl" ? middle - 12 : middle + 12;
  if (look.urgency === "urgent" || look.urgency === "late")
    cornerSign(brush, palette, end, middle - 12, look.urgency === "late" ? "!!" : "!", palette.urgent);
  if (look.holder === "unseen") unseenSign(brush, palette, end, middle + 11, look.direction);
}

/** Body outline per state, so that states differ without colour and without reading the letter. */
function technicianBody(brush: Brush, look: TechnicianSymbol, middle: number, radius: number): void {
  brush.beginPath();
  if (look.state === "busy") brush.roundRect(middle - radius, middle - radius, radius * 2, radius * 2, 6);
  else brush.arc(middle, middle, radius, 0, TURN);
}

function headingBeak(brush: Brush, middle: number, radius: number, heading: number): void {
  brush.save();
  brush.translate(middle, middle);
  brush.rotate((heading * TURN) / 8);
  brush.beginPath();
  brush.moveTo(-8, -radius + 2.5);
  brush.lineTo(0, -radius - 9);
  brush.lineTo(8, -radius + 2.5);
  brush.closePath();
  brush.restore();
}

function person(brush: Brush, middle: number, color: string): void {
  brush.fillStyle = color;
  disc(brush, middle, middle - 4.6, 3.7);
  brush.fill();
  brush.beginPath();
  brush.arc(middle, middle + 8.2, 7.6, Math.PI * 1.04, Math.PI * 1.96);
  brush.closePath();
  brush.fill();
}

const FIT_SIGN = { good: "✓", possible: "≈", blocked: "×" } as const;

function drawTechnician(brush: Brush, palette: MapPalette, size: number, look: TechnicianSymbol): void {
  const middle = size / 2;
  const radius = look.mark === "over" ? 17 : 14;
  const color = {
    available: palette.phase.closed_good,
    busy: palette.phase.at_work,
    on_route: palette.phase.travelling,
    off_duty: palette.inkSoft,
    stale: palette.inkSoft,
  }[look.state];
  const hollow = look.state === "off_duty" || look.state === "stale";
  if (look.fit === "blocked" && look.mark !== "over") brush.globalAlpha = 0.55;
  if (look.mark !== "plain" || look.fit === "good" || look.fit === "possible") {
    disc(brush, middle, middle, radius + 6.5);
    brush.save();
    brush.globalAlpha *= look.mark === "over" ? 0.4 : look.fit === "possible" ? 0.1 : 0.24;
    brush.fillStyle = look.fit === "blocked" ? palette.urgent : palette.accent;
    brush.fill();
    brush.restore();
    brush.lineWidth = look.mark === "over" ? 3.5 : 2.25;
    brush.setLineDash(look.fit === "possible" ? [4, 4] : []);
    brush.strokeStyle = look.fit === "blocked" ? palette.urgent : palette.accent;
    brush.stroke();
    brush.setLineDash([]);
  }
  shadow(brush, true);
  if (look.heading !== null) {
    headingBeak(brush, middle, radius, look.heading);
    brush.lineJoin = "round";
    brush.lineWidth = 3.5;
    brush.strokeStyle = palette.raised;
    brush.stroke();
    brush.fillStyle = color;
    brush.fill();
  }
  technicianBody(brush, look, middle, radius);
  brush.lineWidth = 4;
  brush.strokeStyle = palette.raised;
  brush.stroke();
  shadow(brush, false);
  brush.fillStyle = hollow ? palette.raised : color;
  brush.fill();
  if (hollow) {
    brush.lineWidth = 2;
    brush.setLineDash(look.state === "stale" ? [3, 3] : []);
    brush.strokeStyle = color;
    brush.stroke();
    brush.setLineDash([]);
  }
  person(brush, middle, hollow ? color : palette.onMark);
  badge(
    brush,
    palette,
    middle + radius * 0.78,
    middle + radius * 0.78,
    look.letter,
    hollow ? palette.inkSoft : color,
  );
  if (look.fit) {
    const signColor = look.fit === "blocked" ? palette.urgent : palette.accent;
    const y = middle - radius - 1;
    disc(brush, middle, y, 8);
    brush.fillStyle = signColor;
    brush.fill();
    brush.lineWidth = 1.5;
    brush.strokeStyle = palette.raised;
    brush.stroke();
    letter(brush, FIT_SIGN[look.fit], middle, y, 11, palette.raised);
  }
}

function drawCluster(brush: Brush, palette: MapPalette, size: number, urgency: MapUrgency): void {
  const middle = size / 2;
  shadow(brush, true);
  disc(brush, middle, middle, 15);
  brush.fillStyle = palette.raised;
  brush.fill();
  shadow(brush, false);
  brush.lineWidth = 1.75;
  brush.strokeStyle = palette.ink;
  brush.stroke();
  // Two small corners behind say "several" without a word.
  brush.lineWidth = 1.25;
  disc(brush, middle, middle, 12);
  brush.globalAlpha = 0.25;
  brush.stroke();
  brush.globalAlpha = 1;
  urgencyRing(brush, palette, middle, 18.5, urgency);
  if (urgency === "late") cornerSign(brush, palette, middle + 14, middle - 14, "!!", palette.urgent);
}

function drawDestination(brush: Brush, palette: MapPalette, size: number): void {
  const middle = size / 2;
  shadow(brush, true);
  brush.beginPath();
  brush.moveTo(middle, middle + 15);
  brush.lineTo(middle - 6, middle + 7);
  brush.lineTo(middle + 6, middle + 7);
  brush.closePath();
  brush.fillStyle = palette.ink;
  brush.fill();
  brush.beginPath();
  brush.roundRect(middle - 13, middle - 15, 26, 24, 6);
  brush.fill();
  shadow(brush, false);
  brush.beginPath();
  brush.moveTo(middle - 7.5, middle - 3);
  brush.lineTo(middle, middle - 10);
  brush.lineTo(middle + 7.5, middle - 3);
  brush.lineTo(middle + 5, middle - 3);
  brush.lineTo(middle + 5, middle + 4.5);
  brush.lineTo(middle - 5, middle + 4.5);
  brush.lineTo(middle - 5, middle - 3);
  brush.closePath();
  brush.fillStyle = palette.raised;
  brush.fill();
}

/**
 * Edge of the square a look is drawn in, in CSS pixels: the mark, its rings and room for the shadow. Kept tight,
 * because names on the ground are laid out around it.
 */
function symbolSize(look: SymbolLook): number {
  switch (look.kind) {
    case "ticket":
      if (look.mark === "selected") return 50;
      return look.urgency === "normal" && look.holder !== "unseen" ? 34 : 44;
    case "technician":
      return look.fit !== null || look.mark !== "plain" ? 62 : look.heading === null ? 44 : 54;
    case "cluster":
      return look.urgency === "normal" ? 38 : look.urgency === "late" ? 52 : 46;
    case "destination":
      return 44;
  }
}

/** Bitmap of a symbol, to be registered with `pixelRatio: SYMBOL_RATIO`; null where no canvas can be made. */
export function drawSymbol(look: SymbolLook, palette: MapPalette): ImageData | null {
  const size = symbolSize(look);
  const canvas = document.createElement("canvas");
  canvas.width = size * SYMBOL_RATIO;
  canvas.height = size * SYMBOL_RATIO;
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.scale(SYMBOL_RATIO, SYMBOL_RATIO);
  switch (look.kind) {
    case "ticket":
      drawTicket(brush, palette, size, look);
      break;
    case "technician":
      drawTechnician(brush, palette, size, look);
      break;
    case "cluster":
      drawCluster(brush, palette, size, look.urgency);
      break;
    case "destination":
      drawDestination(brush, palette, size);
      break;
  }
  return brush.getImageData(0, 0, canvas.width, canvas.height);
}
