import { refresh } from "#ui/api.ts";

/** Reads anew whatever a change of this roster may have changed. */
export const rosterChanged = (batchId: string): Promise<void> =>
  refresh(`/api/rosters/${batchId}`, "/api/rosters", "/api/reviews", "/api/counts");
