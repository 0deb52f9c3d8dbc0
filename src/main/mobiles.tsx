import type { Mobile } from "#ui/phone/mobile.ts";

// Every feature announces its phone pages in mobile/index.tsx, as its console pages in screens/index.tsx.
const modules = import.meta.glob<{ mobile: Mobile }>("../features/*/mobile/index.tsx", { eager: true });

/** All pages of the phone; the code of each is loaded when it is first wanted. */
export const mobiles: readonly Mobile[] = Object.values(modules).map((module) => module.mobile);
