// Whether the built pages answer to their sources, by content, so that a clone and a copy agree.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node24.mjs";

const mark = join(root, "dist", ".sources");
// What only the server loads changes no page.
const serverOnly =
  /^(platform|main\/[^/]*(?<!x)\.ts$)|\.test\.tsx?$|\/(routes|commands|queries|store|jobs|cli)(\.ts|\/)/;

function sourcesHash() {
  const hash = createHash("sha256");
  const names = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(root.length + 5)
        .replaceAll("\\", "/"),
    )
    .filter((name) => !serverOnly.test(name))
    .sort();
  for (const name of names)
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(root, "src", name)));
  for (const name of ["vite.config.ts", "index.html", "phone.html", "package-lock.json"]) {
    if (existsSync(join(root, name))) hash.update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}

/** True, too, where there are no pages to build. */
export function pagesAreCurrent() {
  if (!existsSync(join(root, "vite.config.ts"))) return true;
  return existsSync(mark) && readFileSync(mark, "utf8") === sourcesHash();
}

export function markPages() {
  writeFileSync(mark, sourcesHash());
}
