/* The frame of a member's page, filled with who is signed in and which pages that role has. */
import type { ReactNode } from "react";
import { roleHas } from "../../shared/access/permissions";
import { type Me, useMe } from "../lib/session";
import { useSignOut } from "../lib/foreignSession";
import { useWords } from "../lib/useWords";
import { AppFrame, type StaffPageName } from "./AppFrame";
import { StaffBell } from "./StaffBell";
import { StaffPalette } from "./StaffPalette";

export interface PageFrameProps {
  readonly toolbar?: ReactNode;
  readonly showTimeDirection?: boolean;
  readonly children: ReactNode;
}

function pagesFor(me: Me): StaffPageName[] {
  return [
    ...(roleHas(me.role, "board.view") ? (["board"] as const) : []),
    ...(roleHas(me.role, "workshop.view") ? (["workshop"] as const) : []),
    ...(roleHas(me.role, "parts.view") ? (["parts"] as const) : []),
    ...(roleHas(me.role, "escalations.view") ? (["escalations"] as const) : []),
    ...(roleHas(me.role, "tickets.create") ? (["request"] as const) : []),
    ...(roleHas(me.role, "imports.run") ? (["import"] as const) : []),
    ...(roleHas(me.role, "field.work") ? (["my"] as const) : []),
    ...(roleHas(me.role, "contacts.view") ? (["customers"] as const) : []),
    ...(roleHas(me.role, "people.view") ? (["people"] as const) : []),
    ...(roleHas(me.role, "outbox.view") ? (["outbox"] as const) : []),
    ...(roleHas(me.role, "settings.view") ? (["settings"] as const) : []),
  ];
}

export function PageFrame({ toolbar, showTimeDirection = false, children }: PageFrameProps) {
  const me = useMe();
  const words = useWords();
  const signOut = useSignOut();
  return (
    <AppFrame
      pages={pagesFor(me)}
      toolbar={toolbar}
      palette={<StaffPalette />}
      bell={<StaffBell />}
      account={{ name: words.name(me.name), role: words.role(me.role) }}
      onSignOut={() => void signOut()}
      showTimeDirection={showTimeDirection}
    >
      {children}
    </AppFrame>
  );
}
