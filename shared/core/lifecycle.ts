/**
 * The generic lifecycle kernel: statuses and actions as data, the questions every machine answers, and the lint that
 * proves a table is sound. Knows no ticket, no requirement, no clock; a machine declares edges and asks here.
 *
 *   status --action--> status     one edge = one line of the machine's LIFECYCLE.md
 */

/** One way from a status to the next. Roles, needs and profiles hang on the edge, not on the action. */
export interface Edge<Status extends string, Role extends string, Need extends string> {
  readonly id: string;
  readonly from: Status;
  readonly to: Status;
  readonly by: readonly Role[];
  readonly needs: readonly Need[];
  /** Profiles that have this edge; absent means all of them. */
  readonly profiles?: readonly string[];
}

/** All edges, grouped by the action that takes them. */
export type LifecycleTable<
  Status extends string,
  Action extends string,
  Role extends string,
  Need extends string,
> = Readonly<Record<Action, readonly Edge<Status, Role, Need>[]>>;

/** Whether a profile has an edge; without a profile every edge counts. */
export function edgeInProfile(edge: { readonly profiles?: readonly string[] }, profile?: string): boolean {
  return profile === undefined || edge.profiles === undefined || edge.profiles.includes(profile);
}

/**
 * The edge an action takes from a status, or none: at most one per profile by construction (see {@link lintLifecycle}).
 * Without a profile the first edge declared for that status.
 */
export function edgeFrom<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  action: A,
  from: S,
  profile?: string,
): Edge<S, R, N> | undefined {
  return table[action].find((edge) => edge.from === from && edgeInProfile(edge, profile));
}

/** Every action a role may try from a status, in table order. */
export function actionsFrom<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  actions: readonly A[],
  from: S,
  role: R,
  profile?: string,
): A[] {
  return actions.filter((action) => edgeFrom(table, action, from, profile)?.by.includes(role) ?? false);
}

/** What a machine says of itself beside its table. */
export interface LifecycleShape<S extends string, A extends string> {
  readonly actions: readonly A[];
  readonly statuses: readonly S[];
  /** Statuses something can begin in. */
  readonly starts: readonly S[];
  readonly profiles: readonly string[];
  readonly terminal: (status: S) => boolean;
}

/** Faults of a table as readable lines; an empty list means it is sound, as a whole and in every profile. */
export function lintLifecycle<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  shape: LifecycleShape<S, A>,
): string[] {
  const { actions, statuses, starts, profiles, terminal } = shape;
  const faults: string[] = [];
  const ids = new Set<string>();
  const edges = actions.flatMap((action) => table[action].map((edge) => ({ action, edge })));
  for (const { edge } of edges) {
    if (ids.has(edge.id)) faults.push(`${edge.id} is used twice`);
    ids.add(edge.id);
    if (terminal(edge.from) && edge.to !== edge.from)
      faults.push(`${edge.id} leaves the terminal status ${edge.from}`);
    if (edge.by.length === 0) faults.push(`${edge.id} can be taken by nobody`);
  }
  const unreached = new Set(statuses);
  for (const profile of profiles) {
    const own = edges.filter(({ edge }) => edgeInProfile(edge, profile));
    for (const { action, edge } of own) {
      const twins = own.filter((other) => other.action === action && other.edge.from === edge.from);
      if (twins.length > 1 && twins[0]?.edge === edge)
        faults.push(`${action} has two targets from ${edge.from} in ${profile}`);
    }
    const reached = new Set<S>(starts);
    for (let grew = true; grew; ) {
      const before = reached.size;
      for (const { edge } of own) if (reached.has(edge.from)) reached.add(edge.to);
      grew = reached.size > before;
    }
    for (const status of reached) {
      unreached.delete(status);
      const leaves = own.some(({ edge }) => edge.from === status && edge.to !== status);
      if (!terminal(status) && !leaves) faults.push(`${status} is a dead end in ${profile}`);
    }
  }
  for (const status of unreached) faults.push(`${status} cannot be reached in any profile`);
  return faults;
}
