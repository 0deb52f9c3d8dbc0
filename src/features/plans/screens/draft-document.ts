import { createContext, use } from "react";
import type { Document, Place, Plain } from "./document.ts";

/** The draft that fields of the form stand in. */
export type DraftDocument = {
  readonly document: Document;
  /** The names of its clauses, to choose from. */
  readonly clauses: readonly string[];
  readonly change: (place: Place, value: Plain | undefined) => void;
  /** How many things are wrong at a place or below it. */
  readonly faultsIn: (name: string) => number;
};

export const DraftContext = createContext<DraftDocument | undefined>(undefined);

export function useDraftDocument(): DraftDocument {
  const draft = use(DraftContext);
  if (!draft) throw new Error("A field of the plan form stands in a draft.");
  return draft;
}
