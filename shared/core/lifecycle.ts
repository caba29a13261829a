/**
 * The generic lifecycle kernel: statuses and actions as data, the questions every machine answers, and the lint that
 * proves a table is sound. Knows no ticket, no requirement, no clock; a machine declares edges and asks here.
 *
 *   status --action--> status     one edge = one line of the machine's LIFECYCLE.md
 */

/** One way from a status to the next. Roles and needs hang on the edge, not on the action. */
export interface Edge<Status extends string, Role extends string, Need extends string> {
  readonly id: string;
  readonly from: Status;
  readonly to: Status;
  readonly by: readonly Role[];
  readonly needs: readonly Need[];
}

/** All edges, grouped by the action that takes them. */
export type LifecycleTable<
  Status extends string,
  Action extends string,
  Role extends string,
  Need extends string,
> = Readonly<Record<Action, readonly Edge<Status, Role, Need>[]>>;

/** The edge an action takes from a status, or none: at most one by construction (see {@link lintLifecycle}). */
export function edgeFrom<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  action: A,
  from: S,
): Edge<S, R, N> | undefined {
  return table[action].find((edge) => edge.from === from);
}

/** Every action a role may try from a status, in table order. */
export function actionsFrom<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  actions: readonly A[],
  from: S,
  role: R,
): A[] {
  return actions.filter((action) => edgeFrom(table, action, from)?.by.includes(role) ?? false);
}

/** Faults of a table as readable lines; an empty list means it is sound. */
export function lintLifecycle<S extends string, A extends string, R extends string, N extends string>(
  table: LifecycleTable<S, A, R, N>,
  actions: readonly A[],
  statuses: readonly S[],
  start: S,
  terminal: (status: S) => boolean,
): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  const edges = actions.flatMap((action) => table[action].map((edge) => ({ action, edge })));
  for (const { action, edge } of edges) {
    if (ids.has(edge.id)) faults.push(`${edge.id} is used twice`);
    ids.add(edge.id);
    if (terminal(edge.from)) faults.push(`${edge.id} leaves the terminal status ${edge.from}`);
    if (edge.by.length === 0) faults.push(`${edge.id} can be taken by nobody`);
    const twins = table[action].filter((other) => other.from === edge.from);
    if (twins.length > 1) faults.push(`${action} has two targets from ${edge.from}`);
  }
  const reached = new Set<S>([start]);
  for (let grew = true; grew; ) {
    const before = reached.size;
    for (const { edge } of edges) if (reached.has(edge.from)) reached.add(edge.to);
    grew = reached.size > before;
  }
  for (const status of statuses) {
    if (!reached.has(status)) faults.push(`${status} cannot be reached from ${start}`);
    const leaves = edges.some(({ edge }) => edge.from === status && edge.to !== status);
    if (!terminal(status) && !leaves) faults.push(`${status} is a dead end`);
  }
  return faults;
}
