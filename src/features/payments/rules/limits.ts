import { type Cents, yuan } from "#core/money.ts";

export type Limits = { readonly payment: Cents; readonly batch: Cents };

/** Until a city sets its own. */
export const usualLimits: Limits = { payment: yuan(200_000), batch: yuan(2_000_000) };
