/*
 * The order of a list that draws only what is in sight: ranges and "all" need the rest of it too. Lists that draw
 * everything need none, theirs is read off the page.
 */
import { createContext } from "react";

export const ChoiceOrderContext = createContext<(() => readonly string[]) | null>(null);
