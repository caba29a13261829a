/* A quiet stand-in with the size of what will come, so that nothing jumps when it does. */
import { cx } from "./classNames";

export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded-sm bg-line", className)} />;
}
