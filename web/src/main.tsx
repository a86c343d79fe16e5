import "@fontsource-variable/inter";
import "./app/mantine";
import "./app/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { takeToken } from "./app/session";
import { keepApplication } from "./offline/register";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
// What locks the page behind a dialog reads its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce });

keepApplication();
const element = document.getElementById("app");
if (!element) throw new Error("index.html has no #app");
createRoot(element).render(
  <StrictMode>
    <App nonce={nonce} token={takeToken()} />
  </StrictMode>,
);
