/* The frame of a second window: one pane and nothing around it but the state of the connection. */
import type { ReactNode } from "react";
import { ConnectionState } from "./ConnectionState";
import { StaffPalette } from "./StaffPalette";

export interface BareFrameProps {
  readonly showTimeDirection?: boolean;
  readonly children: ReactNode;
}

export function BareFrame({ children }: BareFrameProps) {
  return (
    <div className="flex h-dvh flex-col">
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {children}
      </main>
      <StaffPalette button="none" />
      <div className="pointer-events-none absolute inset-x-0 bottom-2 z-50 flex justify-center">
        <ConnectionState />
      </div>
    </div>
  );
}
