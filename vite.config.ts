import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressPages } from "./src/main/compress.ts";
import { measureFirstLoad } from "./src/main/first-load.ts";

const port = process.env.PORT ?? "8080";

/** The console: hashed files in dist/console, one chunk per screen. `npm run build` fails above the first-load budget. */
export default defineConfig({
  publicDir: "src/ui/static",
  plugins: [react(), measureFirstLoad({ budget: 400 * 1024 }), compressPages()],
  server: { proxy: { "/api": `http://127.0.0.1:${port}` } },
  build: {
    outDir: "dist/console",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
});
