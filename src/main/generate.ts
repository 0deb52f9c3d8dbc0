// Writes what is generated and committed: docs/schema.sql, the database's types and docs/openapi.json.
// With --check it writes nothing and fails where a committed file is stale.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { programFolder, readConfig } from "#platform/config.ts";
import { type Catalogue, readCatalogue } from "#platform/db/catalogue.ts";
import { openDatabase } from "#platform/db/database.ts";
import { printSchema, printTypes } from "#platform/db/print-schema.ts";

/** An empty database, migrated, in a folder that is gone afterwards. */
async function migratedCatalogue(): Promise<Catalogue> {
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-generate-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const database = await openDatabase(readConfig({ TONGZHOU_DATA: join(folder, "data") }));
  try {
    return await readCatalogue(database.ownerPool);
  } finally {
    await database.close();
  }
}

async function printApi(): Promise<string | undefined> {
  const source = join(programFolder, "src", "main", "api.ts");
  if (!existsSync(source)) return undefined;
  const { describeApi } = await import(pathToFileURL(source).href);
  return `${JSON.stringify(await describeApi(), null, 2)}\n`;
}

const catalogue = await migratedCatalogue();
const outputs: Record<string, string | undefined> = {
  "docs/schema.sql": printSchema(catalogue),
  "src/platform/db/schema.ts": printTypes(catalogue),
  "docs/openapi.json": await printApi(),
};

const isCheck = process.argv.includes("--check");
for (const [path, text] of Object.entries(outputs)) {
  const file = join(programFolder, path);
  if (text === undefined || (existsSync(file) && readFileSync(file, "utf8") === text)) continue;
  if (isCheck) {
    process.stderr.write(`${path} is stale: run npm run generate and commit it.\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`Wrote ${path}.\n`);
  }
}
if (isCheck && !process.exitCode) process.stdout.write("Generated files are current.\n");
