import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BindPage } from "#features/members/mobile/BindPage.tsx";
import { SignInPage } from "#features/members/mobile/SignInPage.tsx";
import { startType } from "#ui/phone/large-type.ts";
import { PhoneGate } from "#ui/phone/PhoneGate.tsx";
import { PhoneShell } from "#ui/phone/PhoneShell.tsx";
import "#ui/theme.css";
import "#ui/phone/phone.css";
import { mobiles } from "./mobiles.tsx";

startType();
if (import.meta.env.PROD && "serviceWorker" in navigator)
  void navigator.serviceWorker.register("/m/sw.js", { scope: "/m/" }).catch(() => undefined);

const root = document.getElementById("root");
if (!root) throw new Error("phone.html has no #root");

createRoot(root).render(
  <StrictMode>
    <PhoneGate rooms={{ SignIn: SignInPage, Bind: BindPage }}>
      <PhoneShell mobiles={mobiles} />
    </PhoneGate>
  </StrictMode>,
);
