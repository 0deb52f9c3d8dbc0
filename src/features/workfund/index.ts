/** The face of work funds: what later features may import. */

export { decideWorkGrant, proposeWorkGrant, settleWorkGrant } from "./commands.ts";
export { workFundFigures } from "./queries.ts";
