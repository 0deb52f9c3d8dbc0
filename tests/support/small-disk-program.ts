// The whole program in its data folder, with a city and its clerk. Says where it answers; on demand it fills the disk to
// the last byte, frees it again, or counts what is stored.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { serve } from "#main/serve.ts";
import { readConfig } from "#platform/config.ts";
import { seedCity, seedProvince, seedSession } from "./city.ts";

const config = readConfig();
const program = await serve(config, { log: false });
const { pool, ownerPool } = program.database;
await seedProvince(pool);
const places = await seedCity(pool, 410_900);
const { token } = await seedSession(pool, 410_900, "city_clerk", places.C ?? "");

const filler = join(config.dataFolder, "filler");

/** Larger pieces first, then smaller ones, until not a byte fits. */
function fill(): number {
  let written = 0;
  for (let size = 16 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: "a", flush: true });
        written += size;
      } catch {
        break;
      }
    }
  }
  return written;
}

async function count() {
  const { rows } = await ownerPool.query(
    `select (select count(*)::int from bank_line) as lines, (select count(*)::int from bank_statement) as statements,
      (select count(*)::int from roster_line) as people, (select count(*)::int from roster_file) as rosters`,
  );
  const kept = readdirSync(config.dataFolder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && /(files|spool)/.test(each.parentPath))
    .map((each) => each.name);
  return { ...rows[0], kept };
}

const say = (word: unknown) => process.stdout.write(`${JSON.stringify(word)}\n`);
say({ address: program.address, token, unit: places.U11 });
for await (const order of createInterface(process.stdin)) {
  if (order === "fill") say({ written: fill() });
  else if (order === "free") {
    rmSync(filler);
    say({ freed: true });
  } else say(await count());
}
await program.stop();
process.exit(0);
