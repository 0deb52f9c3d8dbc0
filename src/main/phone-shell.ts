// Writes into the service worker which files of the build make up the phone pages, and a version that follows from them.
import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** Files beside the build that the shell shows. */
const still = ["/icon.svg", "/m/manifest.webmanifest", "/m/icon-192.png"];

/** Every chunk of the phone's pages with its styles, also those that are loaded when they are first wanted. */
function filesOf(bundle: Bundle, file: string, found = new Set<string>()): ReadonlySet<string> {
  const chunk = bundle[file];
  if (chunk?.type !== "chunk" || found.has(file)) return found;
  found.add(file);
  const { viteMetadata } = chunk as { viteMetadata?: { importedCss: ReadonlySet<string> } };
  for (const style of viteMetadata?.importedCss ?? []) found.add(style);
  for (const next of [...chunk.imports, ...chunk.dynamicImports]) filesOf(bundle, next, found);
  return found;
}

export function phoneShell(): Plugin {
  return {
    name: "phone-shell",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
      const [phone, worker] = ["phone", "service-worker"].map((name) =>
        chunks.find((chunk) => chunk.isEntry && chunk.name === name),
      );
      if (!phone || !worker) return this.error("The build has no phone pages or no service worker.");
      if (worker.imports.length > 0)
        return this.error("A service worker stands alone: it may import nothing.");
      const files = [...[...filesOf(bundle, phone.fileName)].map((file) => `/${file}`), ...still].sort();
      const version = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      worker.code = worker.code
        .replaceAll("SHELL_FILES", JSON.stringify(files))
        .replaceAll("SHELL_VERSION", JSON.stringify(version));
    },
  };
}
