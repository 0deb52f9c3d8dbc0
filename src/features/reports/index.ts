/** The face of reports: what later features may import. */

export { addFact } from "./commands/facts.ts";
