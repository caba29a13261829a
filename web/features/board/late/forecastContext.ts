/* How the parts of the board read forecasts: by technician, by ticket, or the list of all that will be late. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { VisitForecast } from "../../../../shared/forecast/dayForecast";
import { ForecastStore, type LateVisit } from "./forecastStore";

/** Outside of a board nothing is forecast. */
const EMPTY = new ForecastStore();

export const ForecastContext = createContext<ForecastStore>(EMPTY);

export function useForecastStore(): ForecastStore {
  return useContext(ForecastContext);
}

export function useTechnicianForecast(technicianId: string): readonly VisitForecast[] {
  const store = useForecastStore();
  return useSyncExternalStore(store.subscribe, () => store.ofTechnician(technicianId));
}

/** What will be late of a ticket; null while nothing will. */
export function useLateVisit(ticketId: string): LateVisit | null {
  const store = useForecastStore();
  return useSyncExternalStore(store.subscribe, () => store.ofTicket(ticketId));
}

export function useLateVisits(): readonly LateVisit[] {
  const store = useForecastStore();
  return useSyncExternalStore(store.subscribe, store.late);
}
