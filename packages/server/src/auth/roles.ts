import type { Role } from "../db/schema.ts";

/** Who may do what; every agent route names its action, and the server refuses the rest. */
export const PERMISSIONS = {
  see_self: ["owner", "admin", "agent", "supervisor"],
  open_desk: ["owner", "admin", "agent", "supervisor"],
  read_calls: ["owner", "admin", "agent", "supervisor"],
  write_notes: ["owner", "admin", "agent", "supervisor"],
  read_messages: ["owner", "admin", "agent", "supervisor"],
  read_team: ["owner", "admin", "agent", "supervisor"],
  invite_member: ["owner", "admin"],
  invite_admin: ["owner"],
  remove_member: ["owner"],
  edit_site: ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof PERMISSIONS;

export const may = (role: Role, action: Action): boolean =>
  (PERMISSIONS[action] as readonly Role[]).includes(role);

export const ROLES = ["owner", "admin", "agent", "supervisor"] as const satisfies readonly Role[];

export const isRole = (value: unknown): value is Role =>
  (ROLES as readonly unknown[]).includes(value);
