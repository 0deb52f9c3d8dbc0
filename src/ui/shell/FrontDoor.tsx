import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AntRoom } from "../AntRoom.tsx";
import { queryClient } from "../api.ts";
import { ConfirmHost } from "../Dialog.tsx";
import { PlaceProvider } from "../router.tsx";
import { Mark } from "./Logo.tsx";

/** A page for people without an account: by link, or from the sign-in page. One column, nothing around it. */
export const FrontDoor = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <AntRoom>
      <PlaceProvider>
        <main className="page" style={{ maxWidth: 720 }}>
          <a className="row" href="/" style={{ color: "var(--brand)", fontSize: 20, fontWeight: 600 }}>
            <Mark size={30} />
            同舟
          </a>
          {children}
        </main>
        <ConfirmHost />
      </PlaceProvider>
    </AntRoom>
  </QueryClientProvider>
);
