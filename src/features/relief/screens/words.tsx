import type { z } from "zod";
import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { GrantRow } from "../contract.ts";
import { stateNames } from "../text.ts";

export type Grant = z.output<typeof GrantRow>;

const tones: Readonly<Record<Grant["state"], Tone>> = {
  proposed: "wait",
  noticed: "wait",
  paying: "wait",
  paid: "good",
  payment_failed: "bad",
  returned: "plain",
  rejected: "plain",
  withdrawn: "plain",
};

export const GrantTag = ({ state }: { state: Grant["state"] }) => (
  <StatusTag tone={tones[state]}>{stateNames[state]}</StatusTag>
);
