/*
 * A line of somebody's own words in its own direction, standing on the page's side: an Arabic name in an English
 * list starts where the others start, and is cut at its end, not at its beginning.
 */
import type { ReactNode } from "react";
import { cx } from "./classNames";

export function Bidi({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <bdi dir="auto" className={cx("page-side block", className)}>
      {children}
    </bdi>
  );
}
