/** Shapes of the HTTP API of claims: the browser imports them for forms. */
export * from "./contract/claim.ts";
export * from "./contract/filing.ts";
export * from "./contract/lists.ts";
export * from "./contract/parts.ts";
export * from "./contract/reviewing.ts";
