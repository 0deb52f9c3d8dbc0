import { memberDeskRoutes } from "./desk.ts";
import { mineRoutes } from "./mine.ts";
import { requestRoutes } from "./requests.ts";

export const memberRoutes = [...memberDeskRoutes, ...mineRoutes, ...requestRoutes];
