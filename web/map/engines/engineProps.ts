/** What DispatchMap hands to either engine file and what it expects to hear back. No engine types here. */
import type { MapView } from "../mapContract";
import type { MapSurface } from "../mapSurface";

/**
 * Why an engine cannot draw. `token`: the operator's Mapbox token was refused; `unreachable`: its style cannot be
 * fetched from here; `webgl`: this browser cannot draw maps at all.
 */
export type EngineFailure = "token" | "unreachable" | "webgl";

export interface EngineProps<Style> {
  readonly style: Style;
  readonly view: MapView;
  readonly language: "ar" | "en";
  readonly direction: "rtl" | "ltr";
  /** Name of the canvas for screen readers. */
  readonly label: string;
  /** Called once per drawn map; with null when it is taken down. */
  readonly onSurface: (surface: MapSurface | null) => void;
  readonly onFailure: (failure: EngineFailure) => void;
}
