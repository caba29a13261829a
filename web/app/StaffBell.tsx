/* The bell of the frame: a notification about a ticket leads to where this role works on it. */
import { Link } from "@tanstack/react-router";
import { roleHas } from "../../shared/access/permissions";
import { Bell } from "../features/notifications/Bell";
import { useMe } from "../lib/session";

const LINK = "block w-full text-start hover:underline";

export function StaffBell({ size = "medium" }: { readonly size?: "medium" | "phone" }) {
  const me = useMe();
  return (
    <Bell
      size={size}
      ticketLink={({ ticketId, number }, onFollow, children) =>
        roleHas(me.role, "board.view") ? (
          <Link to="/board" search={{ ticket: ticketId }} onClick={onFollow} className={LINK}>
            {children}
          </Link>
        ) : number !== null ? (
          <Link to="/tickets/$number" params={{ number }} onClick={onFollow} className={LINK}>
            {children}
          </Link>
        ) : (
          <Link to="/" onClick={onFollow} className={LINK}>
            {children}
          </Link>
        )
      }
    />
  );
}
