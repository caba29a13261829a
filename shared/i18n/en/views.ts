/* English: panes, filters and saved views of the board. */
export const views = {
  bar: "The board's tools",
  panes: {
    label: "Panes",
    queue: "Queue",
    map: "Map",
    lanes: "Hours",
    detail: "Details",
    show: "Show: {{pane}}",
    popOut: "{{pane}} in a window of its own",
    bringBack: "Bring back",
    hint: "Day, filters and selection are the same in every window.",
  },
  centre: { map: "Map", grid: "Grid", toMap: "Show the map", toGrid: "Show cards instead of the map" },
} as const;
