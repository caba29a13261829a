/*
 * All addresses of the application. Pages used by other people than dispatchers (phone, tracking) load their own
 * code only when opened.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import * as z from "zod";
import { PARTS_STATES } from "../../shared/records/parts";
import { isServiceDay } from "../../shared/time/zones";
import { SCENES } from "../features/board/useScenes";
import { boardSearchSchema } from "../features/board/boardFilters";
import { escalationSearchSchema } from "../features/escalations/escalationFilters";
import { outboxSearchSchema } from "../features/outbox/outboxFilters";
import { FailurePage } from "./pages/FailurePage";
import { HomeRedirect } from "./pages/HomeRedirect";
import { NotFoundPage } from "./pages/NotFoundPage";

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: FailurePage,
});

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: "/", component: HomeRedirect });
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: z.object({
    then: z
      .string()
      .regex(/^\/(?!\/)/)
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/SignInPage"), "SignInPage"),
});
const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/board",
  validateSearch: boardSearchSchema,
  component: lazyRouteComponent(() => import("./pages/BoardPage"), "BoardPage"),
});
const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  validateSearch: z.object({
    branch: z.string().optional().catch(undefined),
    scene: z.enum(SCENES).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/WallPage"), "WallPage"),
});
const daySheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/print/day/$technician",
  validateSearch: z.object({
    day: z
      .string()
      .refine((day) => isServiceDay(day))
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/DaySheetPage"), "DaySheetPage"),
});
const ticketRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/tickets/$number",
  component: lazyRouteComponent(() => import("./pages/TicketPage"), "TicketPage"),
});
const workshopRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workshop",
  component: lazyRouteComponent(() => import("./pages/WorkshopPage"), "WorkshopPage"),
});
const partsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/parts",
  validateSearch: z.object({
    branch: z.string().optional().catch(undefined),
    state: z.enum(PARTS_STATES).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/PartsPage"), "PartsPage"),
});
const requestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests/new",
  component: lazyRouteComponent(() => import("./pages/RequestPage"), "RequestPage"),
});
const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/import",
  validateSearch: z.object({ branch: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./pages/ImportPage"), "ImportPage"),
});
const myRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/my",
  component: lazyRouteComponent(() => import("./pages/MyPage"), "MyPage"),
});
const trackingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/t/$token",
  component: lazyRouteComponent(() => import("./pages/TrackPage"), "TrackPage"),
});

const findRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/t",
  component: lazyRouteComponent(() => import("./pages/TrackPage"), "FindPage"),
});
const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/join/$token",
  component: lazyRouteComponent(() => import("./pages/JoinPage"), "JoinPage"),
});
const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot",
  component: lazyRouteComponent(() => import("./pages/ForgotPage"), "ForgotPage"),
});
const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/AccountPage"), "AccountPage"),
});
const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customer",
  component: lazyRouteComponent(() => import("./pages/CustomerPage"), "CustomerPage"),
});
const guestRequestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/request",
  validateSearch: z.object({
    step: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/GuestRequestPage"), "GuestRequestPage"),
});
const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers",
  component: lazyRouteComponent(() => import("./pages/CustomersPage"), "CustomersPage"),
});
const customerDetailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers/$contactId",
  component: lazyRouteComponent(() => import("./pages/CustomersPage"), "CustomerDetailPage"),
});
const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people",
  validateSearch: z.object({ tab: z.enum(["members", "technicians"]).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./pages/PeoplePage"), "PeoplePage"),
});
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  validateSearch: z.object({
    tab: z
      .enum(["values", "branches", "promises", "catalogue", "lists", "audit"])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./pages/SettingsPage"), "SettingsPage"),
});

const escalationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/escalations",
  validateSearch: escalationSearchSchema,
  component: lazyRouteComponent(() => import("./pages/EscalationsPage"), "EscalationsPage"),
});
const outboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/outbox",
  validateSearch: outboxSearchSchema,
  component: lazyRouteComponent(() => import("./pages/OutboxPage"), "OutboxPage"),
});

/** A router over the browser's own history. */
export function makeRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      signInRoute,
      boardRoute,
      wallRoute,
      daySheetRoute,
      ticketRoute,
      workshopRoute,
      partsRoute,
      requestRoute,
      importRoute,
      myRoute,
      trackingRoute,
      findRoute,
      joinRoute,
      forgotRoute,
      accountRoute,
      customerRoute,
      guestRequestRoute,
      customersRoute,
      customerDetailRoute,
      peopleRoute,
      settingsRoute,
      escalationsRoute,
      outboxRoute,
    ]),
    defaultPreload: "intent",
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
