import type { Screen } from "#ui/screen.ts";

// Every feature announces its pages in screens/index.tsx. Found by name, so that a feature is added in one place.
const modules = import.meta.glob<{ screens: readonly Screen[] }>("../features/*/screens/index.tsx", {
  eager: true,
});

/** All pages of the console; the code of each is loaded when it is first wanted. */
export const screens: readonly Screen[] = Object.values(modules).flatMap((module) => module.screens);
