/** The face of directives: what later features may import. */

export { confirmReceipt, registerDirective } from "./commands.ts";
export { directiveFigures } from "./queries.ts";
