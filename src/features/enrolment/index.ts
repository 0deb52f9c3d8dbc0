/** The face of enrolment: what later features may import. */
export * from "./rules/index.ts";
