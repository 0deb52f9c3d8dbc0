export { nationalRoutes } from "./routes.ts";
export { nationalTexts } from "./text.ts";
