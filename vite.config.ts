import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { compressPages } from "./src/main/compress.ts";
import { measureFirstLoad } from "./src/main/first-load.ts";
import { phoneShell } from "./src/main/phone-shell.ts";

const port = process.env.PORT ?? "8080";

/** In development the phone's addresses show its page, as the server does with the built ones. */
const phonePages = (): Plugin => ({
  name: "phone-pages",
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      if (/^\/m(\/[^.]*)?(\?|$)/.test(request.url ?? "")) request.url = "/phone.html";
      next();
    });
  },
});

/** The console and the phone pages: hashed files in dist/console, one chunk per screen. `npm run build` fails above a first-load budget. */
export default defineConfig({
  publicDir: "src/ui/static",
  plugins: [
    react(),
    phonePages(),
    measureFirstLoad({ entry: "console", pages: /\/screens\//, budget: 400 * 1024 }),
    measureFirstLoad({ entry: "phone", pages: /\/mobile\//, budget: 150 * 1024 }),
    phoneShell(),
    compressPages(),
  ],
  server: { proxy: { "/api": `http://127.0.0.1:${port}` } },
  build: {
    outDir: "dist/console",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        console: "index.html",
        phone: "phone.html",
        "service-worker": "src/ui/phone/service-worker.ts",
      },
      // Its address and its scope are fixed.
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? "m/sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
