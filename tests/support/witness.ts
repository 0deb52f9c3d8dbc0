// A client outside: does one thing after the other in a city of its own and writes down every answer it was given, in a
// file of its own. Started by the kill test; ends when its parent does.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { plainDate } from "#core/dates.ts";
import { openCity, registerOrganisation } from "#features/organisations/index.ts";
import { readConfig } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { openVault, setVault } from "#platform/crypto.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";

const [journal = "", start = "0"] = process.argv.slice(2);
const cityId = 429_900;
const openedOn = plainDate("2025-01-01");
const config = readConfig();
const book = openSync(journal, "a");
process.on("disconnect", () => process.exit(0));

async function openedDatabase(): Promise<Database> {
  for (;;) {
    try {
      return await openDatabase(config);
    } catch {
      await sleep(100); // the server is being started over
    }
  }
}

const database = await openedDatabase();
setVault(openVault(config.dataFolder, config.keys));
await writing(database.pool, systemActor("witness", 0), (ctx) =>
  openCity(ctx, { cityId, name: "见证市", agency: { code: "W", name: "见证市总工会", openedOn } }),
).catch(() => undefined); // open since the last time

process.once("SIGTERM", () => {
  closeSync(book);
  process.exit(0);
});
for (let n = Number(start); ; n++) {
  const code = `W${n}`;
  try {
    await writing(database.pool, systemActor("witness", cityId), (ctx) =>
      registerOrganisation(ctx, {
        code,
        name: `见证单位${n}`,
        kind: "member_unit",
        parentCode: "W",
        openedOn,
      }),
    );
    // Only now is it acknowledged.
    writeSync(book, `${code}\n`);
    fsyncSync(book);
    process.send?.(n);
  } catch {
    await sleep(50);
  }
  await sleep(5);
}
