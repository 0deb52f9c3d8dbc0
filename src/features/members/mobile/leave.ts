import { queryClient, request } from "#ui/api.ts";
import { dropAllDrafts } from "#ui/phone/drafts.ts";
import { rememberMe } from "#ui/phone/me.tsx";

/** Signs out on this phone: nothing of the person stays on it. */
export async function leave(then: () => void): Promise<void> {
  await request("DELETE", "/api/me/session").catch(() => undefined);
  await dropAllDrafts();
  rememberMe(undefined);
  queryClient.clear();
  then();
}
