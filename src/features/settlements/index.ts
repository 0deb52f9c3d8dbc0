/** The face of settlements: what later features and the daily work may import. */

export { settlementsOfTheDay } from "./commands/daily.ts";
export { receiveFeed } from "./commands/receive-feed.ts";
export { takeFeed } from "./commands/take-feed.ts";
export { readFeed } from "./reading/read-feed.ts";
