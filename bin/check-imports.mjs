// The import walls. A wall that can pass while looking at nothing is no wall, so the modules are counted.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { root } from "./node24.mjs";

const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const tsConfig = extractTSConfig(join(root, "tsconfig.json"));
const { output } = await cruise(
  ["src"],
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true, baseDir: root },
  {},
  { tsConfig },
);

const sources = readdirSync(join(root, "src"), { recursive: true }).filter((path) =>
  /\.tsx?$/.test(path),
).length;
const seen = output.modules.filter((module) => /^src\/.*\.tsx?$/.test(module.source)).length;
for (const { rule, from, to } of output.summary.violations)
  process.stderr.write(`${rule.name}: ${from} → ${to}\n`);
process.stdout.write(
  `Import walls: ${seen} of ${sources} modules read, ${output.summary.violations.length} violations.\n`,
);
if (seen < sources || seen === 0) process.stderr.write("Not every module was read: the check is void.\n");
process.exit(output.summary.violations.length > 0 || seen < sources || seen === 0 ? 1 : 0);
