export { type IdentifierKind, normalNumber } from "./identity-number.ts";
