import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Storyboard } from "./storyboard.js";
import "./page.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// For looking at one scheme or direction whatever the system says: ?scheme=dark&dir=rtl
const query = new URLSearchParams(location.search);
const scheme = query.get("scheme");
if (scheme === "dark" || scheme === "light") document.documentElement.classList.add(scheme);
if (query.get("dir") === "rtl") document.documentElement.dir = "rtl";
createRoot(root).render(
  <StrictMode>
    <Storyboard />
  </StrictMode>,
);
