export { auditCommand } from "./cli.ts";
export { oversightRoutes } from "./routes.ts";
