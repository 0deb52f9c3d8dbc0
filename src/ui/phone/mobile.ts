import type { ComponentType } from "react";

/** One page on the phone, announced by its feature in `mobile/index.tsx`. */
export type PhonePageEntry = {
  /** `/m/claims/$claimId`: parts with `$` are read by `useParam` of `#ui/router.tsx`. */
  readonly path: `/m/${string}`;
  /** Loads the page when it is first wanted. */
  readonly element: () => Promise<ComponentType>;
  /** Stands in the bar at the bottom. */
  readonly tab?: { readonly label: string; readonly order: number };
};

/** A part of the first page, one below the other by `order`; it is loaded with the page. */
export type HomePart = { readonly order: number; readonly element: () => Promise<ComponentType> };

/** A line of 我的 or of the list at the end of the first page. */
export type PhoneLink = {
  readonly label: string;
  readonly note?: string;
  readonly to: string;
  readonly order: number;
};

export type Mobile = {
  readonly pages?: readonly PhonePageEntry[];
  readonly home?: readonly HomePart[];
  readonly homeLinks?: readonly PhoneLink[];
  readonly myLinks?: readonly PhoneLink[];
};
