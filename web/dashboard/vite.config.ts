import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

const server = process.env["BELFRY_URL"] ?? "http://127.0.0.1:8080";
const routes = ["/notifications", "/channels", "/jobs", "/connections", "/broadcast", "/dev", "/metrics", "/openapi.json"];
const proxied = Object.fromEntries(routes.map((route) => [route, { target: server, changeOrigin: true }]));
const proxy = { ...proxied, "/ws": { target: server, ws: true, changeOrigin: true } };

/**
 * The server's Content-Security-Policy allows files of its own only: nothing may be inlined, in the page or in a style sheet.
 * `vite` and `vite preview` hand the API on to the server at BELFRY_URL.
 */
export default defineConfig({
  plugins: [tailwindcss()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // "use client" says something to servers that render; in a bundle for browsers it is rightly dropped.
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  server: { host: "127.0.0.1", proxy },
  preview: { host: "127.0.0.1", proxy },
});
