import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { serverUrl } from "./http/server-url.js";
import { openAccount } from "./session/account.js";
import { devLogin } from "./session/dev-login.js";
import { SessionStore } from "./session/session-store.js";
import { applyTheme, storedTheme } from "./theme/theme.js";
import { ErrorBoundary } from "./ui/error-boundary.js";

applyTheme(document.documentElement, storedTheme(() => localStorage));

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the application");

const server = serverUrl(import.meta.env["VITE_WEBSOCKET_URL"], window.location.origin);
const session = new SessionStore({
  shelf: () => sessionStorage,
  login: (identity) => devLogin(server, identity),
  open: (options) => openAccount({ ...options, server }),
  now: Date.now,
});

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App session={session} server={server} />
    </ErrorBoundary>
  </StrictMode>,
);
