#!/usr/bin/env node
// The command line. Paths are relative to where it was called, also through npm and through a link. Runs on Node ≥ 20.
import { join } from "node:path";
import { callersFolder, continueOnNode24, install, root } from "./node24.mjs";

install();
process.chdir(callersFolder());
continueOnNode24([join(root, "src", "main", "cli.ts"), ...process.argv.slice(2)]);
