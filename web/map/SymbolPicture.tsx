/* One map symbol outside the map: in the legend and the list, drawn by the same code. */
import { useEffect, useRef } from "react";
import { drawSymbol, SYMBOL_RATIO } from "./drawSymbol";
import type { MapPalette } from "./mapPalette";
import type { SymbolLook } from "./symbolName";

export interface SymbolPictureProps {
  readonly look: SymbolLook;
  readonly palette: MapPalette;
  /** Edge of the room it stands in, CSS pixels; larger drawings are scaled down to it. */
  readonly size: number;
}

export function SymbolPicture({ look, palette, size }: SymbolPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = drawSymbol(look, palette);
    const brush = canvas.current?.getContext("2d");
    if (!canvas.current || !brush || !image) return;
    const scale = Math.min(1, (size * SYMBOL_RATIO) / image.width);
    canvas.current.style.width = `${(image.width / SYMBOL_RATIO) * scale}px`;
    canvas.current.width = image.width;
    canvas.current.height = image.height;
    brush.putImageData(image, 0, 0);
  }, [look, palette, size]);
  return (
    <span aria-hidden className="grid shrink-0 place-items-center" style={{ width: size, height: size }}>
      <canvas ref={canvas} />
    </span>
  );
}
