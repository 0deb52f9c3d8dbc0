import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "#core/refusal.ts";
import { readPlanFile } from "../formats/plan-file.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { sayFileProblem } from "../text.ts";

/** A file the user named, as text. Refuses `claim_file_missing`. */
export const textOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (!["ENOENT", "ENOTDIR", "EISDIR", "EACCES"].includes(error.code ?? "")) throw error;
    throw new Refusal("not_found", "claim_file_missing", { file });
  });

/** All plan files below a folder, by name. Refuses `claim_file_missing`. */
export async function planFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    throw new Refusal("not_found", "claim_file_missing", { file: folder });
  });
  return names
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The plan versions in those files; what is wrong with any of them is added to `problems`. */
export async function readPlans(files: readonly string[], problems: string[]): Promise<PlanDocument[]> {
  const plans: PlanDocument[] = [];
  const fileOf = new Map<string, string>();
  for (const file of files) {
    const read = readPlanFile(await textOf(file));
    for (const problem of read.problems) problems.push(sayFileProblem({ file, ...problem }));
    if (!read.plan) continue;
    const name = `${read.plan.code} ${read.plan.version}`;
    const other = fileOf.get(name);
    if (other) problems.push(sayFileProblem({ file, line: 1, key: "version", code: "version_twice" }));
    fileOf.set(name, file);
    plans.push(read.plan);
  }
  return plans;
}
