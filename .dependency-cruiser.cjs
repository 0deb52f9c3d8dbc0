// The import rules of ARCHITECTURE.md, as code. `npm run check:imports` enforces them.
const { features } = require("./src/main/features.json"); // foundations first

const forbid = (name, from, to) => ({ name, severity: "error", from, to });
const test = "[.]test[.]ts$";

module.exports = {
  forbidden: [
    forbid("no-cycles", {}, { circular: true }),

    // core ← rules: no I/O of any kind. Tests may use the test runner.
    forbid("core-is-closed", { path: "^src/core/", pathNot: test }, { pathNot: "^src/core/" }),
    forbid(
      "rules-are-pure",
      { path: "^src/features/[^/]+/rules/", pathNot: test },
      { pathNot: ["^src/core/", "^src/features/[^/]+/rules/", "node_modules/zod/"] },
    ),
    forbid(
      "formats-do-no-io", // they may use a parser, never a file or a socket
      { path: "^src/features/[^/]+/(formats|payment-files|payment-results)/", pathNot: test },
      { path: ["^src/platform/(db|http|auth|jobs|audit)/", "/(routes|commands|queries|store|jobs)[.]ts$"] },
    ),
    forbid(
      "formats-use-no-node-module",
      { path: "^src/features/[^/]+/(formats|payment-files|payment-results)/", pathNot: test },
      { dependencyTypes: ["core"] },
    ),

    // platform serves features; it knows none of them.
    forbid(
      "platform-knows-no-feature",
      { path: "^src/platform/", pathNot: test },
      { path: "^src/(features|main|ui)/" },
    ),

    // One feature enters another by its face, and only downwards in the list.
    forbid(
      "enter-by-the-face",
      { path: "^src/features/([^/]+)/" },
      { path: "^src/features/", pathNot: ["^src/features/$1/", "/index[.]ts$", "/contract[.]ts$"] },
    ),
    ...features
      .slice(0, -1)
      .map((name, i) =>
        forbid(
          `${name}-imports-no-later-feature`,
          { path: `^src/features/${name}/` },
          { path: `^src/features/(${features.slice(i + 1).join("|")})/` },
        ),
      ),

    // What a browser loads never reaches the server's code, not even through a face.
    forbid(
      "browser-code-stays-in-the-browser",
      { path: ["^src/ui/", "^src/features/[^/]+/((screens|mobile)/|(contract|text)([.]ts$|/))"] },
      { path: ["^src/platform/", "^src/features/[^/]+/(index|routes|commands|queries|store|jobs)[.]ts$"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
