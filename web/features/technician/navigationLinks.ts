/** Addresses that open a navigation app or the dialler [F-03]. Pure; nothing is sent to anybody before a tap. */

export interface NavigationTarget {
  readonly point: { readonly lat: number; readonly lng: number } | null;
  readonly address: string;
  readonly city: string;
}

export interface NavigationLinks {
  readonly google: string;
  readonly waze: string;
}

/** By point when there is one, else by a search for the address. */
export function navigationLinks({ point, address, city }: NavigationTarget): NavigationLinks {
  const place = point
    ? `${point.lat},${point.lng}`
    : [address, city].filter((part) => part !== "").join(", ");
  const google = new URL("https://www.google.com/maps/dir/?api=1");
  google.searchParams.set("destination", place);
  google.searchParams.set("travelmode", "driving");
  const waze = new URL("https://waze.com/ul");
  waze.searchParams.set(point ? "ll" : "q", place);
  waze.searchParams.set("navigate", "yes");
  return { google: google.href, waze: waze.href };
}

/** A `tel:` address with nothing but the digits and a leading plus. */
export function telLink(phone: string): string {
  return `tel:${phone.replace(/(?!^\+)[^\d]/g, "")}`;
}
