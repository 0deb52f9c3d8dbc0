#!/usr/bin/env node
// `npm start`: whatever is missing (packages, pages) is brought, then the program runs on Node 24. Runs on Node ≥ 20.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { callersFolder, continueOnNode24, environment, install, node24, root } from "./node24.mjs";
import { pagesAreCurrent } from "./pages.mjs";

install();
process.chdir(callersFolder());
if (!pagesAreCurrent()) {
  const built = spawnSync(
    node24(),
    ["--disable-warning=ExperimentalWarning", join(root, "bin", "build-pages.mjs")],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: environment(),
    },
  );
  if (built.status !== 0) process.exit(1);
}
continueOnNode24([join(root, "src", "main", "cli.ts"), "serve", ...process.argv.slice(2)]);
