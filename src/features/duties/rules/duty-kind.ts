import type { Permission } from "#core/permissions.ts";

/** A kind of duty, named by the feature that opens it. */
export type DutyKind = {
  /** `inspections.rectification`: the feature first. */
  readonly code: string;
  /** What people call it: 整改. */
  readonly name: string;
  /** Whoever holds it at the organisation may do it. */
  readonly permission: Permission;
  /** Past its time it goes to the organisation above, with the same time again. */
  readonly escalates?: true;
  /** A job that is queued when its time is over: payload `{ kind, sourceIds }`. */
  readonly dueJob?: string;
  /** Whoever owes it may close it by hand with a word of evidence; others are closed by what is done. */
  readonly byHand?: true;
  /** The home page tells of these in words of its own. */
  readonly hasOwnWords?: true;
};
