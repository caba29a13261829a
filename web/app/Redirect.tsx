/* Sends the reader to another page, once. */
import { useNavigate } from "@tanstack/react-router";
import { useLayoutEffect, useState } from "react";

export interface RedirectProps {
  /** A path, with or without a query of its own. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/**
 * Where to is what was asked for first: a target that is made of the present address changes with it while the other
 * page is still being fetched, and would be followed again and again.
 */
export function Redirect(target: RedirectProps) {
  const navigate = useNavigate();
  const [first] = useState(target);
  useLayoutEffect(() => void navigate({ ...first, replace: true }), [navigate, first]);
  return null;
}
