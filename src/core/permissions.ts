import type { Permission, Reach } from "./permission-names.ts";
import { type RoleDefinition, roles } from "./roles.ts";

export { type Permission, permissions, type Reach } from "./permission-names.ts";
export { roles } from "./roles.ts";

export type Role = keyof typeof roles;

export const roleOf = (role: Role): RoleDefinition => roles[role];
export const mayDo = (role: Role, permission: Permission): boolean =>
  roleOf(role).permissions.includes(permission);

const breadth: Record<Reach, number> = { system: 4, province: 3, city: 2, part: 1, self: 0 };

/** Nobody can grant beyond their own: the role's reach is not wider, and only administrators hand out money roles. */
export function mayGrant(granter: Role, granted: Role): boolean {
  if (!mayDo(granter, "accounts.grant")) return false;
  return breadth[roleOf(granted).reach] <= breadth[roleOf(granter).reach];
}
