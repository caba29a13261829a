/* Tabs of a page as links: each has an address of its own, the present one is marked for eyes and screen readers. */
import type { ReactNode } from "react";

export interface TabLinksProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function TabLinks({ title, children }: TabLinksProps) {
  return (
    <header className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2">
      <h1 className="text-xl font-semibold">{title}</h1>
      <nav aria-label={title} className="flex gap-1">
        {children}
      </nav>
    </header>
  );
}
