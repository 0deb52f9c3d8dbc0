import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { Refusal } from "#core/refusal.ts";
import { programFolder } from "#platform/config.ts";
import { fontFolders, unprintable } from "./fonts.ts";

/** What a template may show: text, whole numbers, yes or no, lists and records of them. Money and days come as text. */
export type PaperData = { readonly [name: string]: PaperValue };
type PaperValue = string | number | boolean | null | readonly PaperValue[] | PaperData;

/**
 * Renders a paper: a typst template beside its feature (`new URL("./papers/receipt.typ", import.meta.url)`) and its data.
 * The same template and data give the same bytes, on every machine: no clock, no network, no fonts but ours. Some
 * milliseconds each. Refuses `paper_character_unknown` where our fonts lack a character: nothing is left out in silence.
 */
export async function renderPdf(template: URL, data: PaperData): Promise<Buffer> {
  const json = JSON.stringify(data);
  const missing = unprintable(json);
  if (missing.length > 0) throw new Refusal("invalid", "paper_character_unknown", { characters: missing });
  const source = await readFile(template, "utf8");
  return (await compiler()).pdf({ mainFileContent: source, inputs: { data: json } });
}

let made: Promise<NodeCompiler> | undefined;

/** Loaded with the first paper: most days of a small city see none, and it takes its memory. */
function compiler(): Promise<NodeCompiler> {
  made ??= import("@myriaddreamin/typst-ts-node-compiler").then((typst) =>
    // Templates import "/platform/pdf/paper.typ": their root is the folder of the sources.
    typst.NodeCompiler.create({
      workspace: join(programFolder, "src"),
      fontArgs: [{ fontPaths: fontFolders }],
    }),
  );
  return made;
}
