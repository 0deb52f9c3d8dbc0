// Weighs what a fresh browser loads before the first table: the entry, and what the heaviest screen needs beyond it.
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

const chunkOf = (bundle: Bundle, file: string): Rolldown.OutputChunk | undefined => {
  const found = bundle[file];
  return found?.type === "chunk" ? found : undefined;
};

/** Every chunk that `file` needs at once, itself included; lazy ones are not followed. */
function needed(bundle: Bundle, file: string, found = new Set<string>()): ReadonlySet<string> {
  const chunk = chunkOf(bundle, file);
  if (!chunk || found.has(file)) return found;
  found.add(file);
  for (const next of chunk.imports) needed(bundle, next, found);
  return found;
}

function weigh(bundle: Bundle, files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(chunkOf(bundle, file)?.code ?? "").length;
  return bytes;
}

const kB = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;

type Measure = {
  /** The name of the entry: what a fresh browser begins with. */
  readonly entry: string;
  /** Modules that are pages of it. */
  readonly pages: RegExp;
  readonly budget: number;
};

/** Prints the first load (sign-in, shell, heaviest page; gzip) and fails the build above the budget. */
export function measureFirstLoad({ entry: begin, pages, budget }: Measure): Plugin {
  return {
    name: `measure-first-load-${begin}`,
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === begin);
      if (!entry) return this.error(`The build has no entry ${begin}.`);
      const first = needed(bundle, entry.fileName);
      // Which screen comes first depends on the role: take the heaviest.
      const screens = chunks
        .filter((chunk) => pages.test(chunk.facadeModuleId ?? ""))
        .map((chunk) => {
          const beyond = [...needed(bundle, chunk.fileName)].filter((file) => !first.has(file));
          return { name: chunk.name, bytes: weigh(bundle, beyond) };
        })
        .sort((a, b) => b.bytes - a.bytes);
      const heaviest = screens[0] ?? { name: "none yet", bytes: 0 };
      const shell = weigh(bundle, first);
      const total = shell + heaviest.bytes;
      this.info(
        `${begin}: first load ${kB(total)} gzip: sign-in and shell ${kB(shell)}, heaviest page (${heaviest.name}) ${kB(heaviest.bytes)}; budget ${kB(budget)}`,
      );
      if (total > budget)
        this.error(`The first load of ${begin} is ${kB(total)} gzip, over the budget of ${kB(budget)}.`);
    },
  };
}
