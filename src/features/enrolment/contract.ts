/** The HTTP API of enrolment, shape by shape; the browser imports them for forms. */

export * from "./contract/covers.ts";
export * from "./contract/lines.ts";
export * from "./contract/reviews.ts";
export * from "./contract/rosters.ts";
export * from "./contract/shapes.ts";
