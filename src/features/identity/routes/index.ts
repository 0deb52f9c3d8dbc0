import { administrationRoutes } from "./administration.ts";
import { invitationRoutes } from "./invitation.ts";
import { frontDeskRoutes } from "./session.ts";

export const identityRoutes = [...frontDeskRoutes, ...administrationRoutes, ...invitationRoutes];
