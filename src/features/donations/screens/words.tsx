import type { z } from "zod";
import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { DonationPage, DonationRow, FiscalPage, FiscalRow, GrantPage, GrantRow } from "../contract.ts";
import { uses } from "../rules/donation.ts";
import { donationStateNames, grantStateNames, useNames } from "../text.ts";

export type Donation = z.output<typeof DonationRow>;
export type DonationDetail = z.output<typeof DonationPage>;
export type Fiscal = z.output<typeof FiscalRow>;
export type FiscalDetail = z.output<typeof FiscalPage>;
export type Grant = z.output<typeof GrantRow>;
export type GrantDetail = z.output<typeof GrantPage>;

const donationTones: Readonly<Record<Donation["state"], Tone>> = {
  pledged: "wait",
  received: "wait",
  receipted: "wait",
  allocated: "wait",
  reported: "good",
  withdrawn: "plain",
};
const grantTones: Readonly<Record<Grant["state"], Tone>> = {
  proposed: "wait",
  granted: "good",
  refused: "plain",
  withdrawn: "plain",
  taken_back: "plain",
};

export const DonationTag = ({ state }: Pick<Donation, "state">) => (
  <StatusTag tone={donationTones[state]}>{donationStateNames[state]}</StatusTag>
);
export const GrantTag = ({ state }: Pick<Grant, "state">) => (
  <StatusTag tone={grantTones[state]}>{grantStateNames[state]}</StatusTag>
);

export const useOptions = uses.map((value) => ({ value, label: useNames[value] }));
