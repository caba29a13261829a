/* Keeps a ticket number, phone, plate or code left-to-right and apart from the text around it. */
import type { ReactNode } from "react";

export function Ltr({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <bdi dir="ltr" className={className}>
      {children}
    </bdi>
  );
}
