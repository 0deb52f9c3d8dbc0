import type { z } from "zod";
import { StatusTag } from "#ui/Text.tsx";
import type { CaseState, ModelState } from "../contract.ts";
import { caseStateNames, modelStateNames } from "../text.ts";

export const CaseTag = ({ state }: { state: z.output<typeof CaseState> }) => (
  <StatusTag
    tone={({ submitted: "wait", returned: "bad", accepted: "wait", published: "good" } as const)[state]}
  >
    {caseStateNames[state]}
  </StatusTag>
);

export const ModelTag = ({ state }: { state: z.output<typeof ModelState> }) => (
  <StatusTag tone={({ noticed: "wait", published: "good", dropped: "plain" } as const)[state]}>
    {modelStateNames[state]}
  </StatusTag>
);

/** Hundredths of points as people say them. */
export const sayPoints = (score: number | null): string => (score === null ? "–" : (score / 100).toFixed(2));
