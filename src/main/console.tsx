import { type ComponentType, lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { SignIn, SignInForm } from "#features/identity/screens/SignIn.tsx";
import { matchPath } from "#ui/match-path.ts";
import { FrontDoor } from "#ui/shell/FrontDoor.tsx";
import { Gate } from "#ui/shell/Gate.tsx";
import { Shell } from "#ui/shell/Shell.tsx";
import "#ui/theme.css";
import { screens } from "./screens.tsx";

const SetUp = lazy(() => import("#features/identity/screens/SetUp.tsx").then((m) => ({ default: m.SetUp })));
const Needs = lazy(() => import("#features/identity/screens/Needs.tsx").then((m) => ({ default: m.Needs })));

/** Pages for people without an account. */
const frontRooms: Readonly<Record<string, ComponentType>> = {
  "/register": lazy(() =>
    import("#features/organisations/screens/RegisterUnit.tsx").then((m) => ({ default: m.RegisterUnit })),
  ),
  "/survey": lazy(() =>
    import("#features/surveys/screens/AnswerPage.tsx").then((m) => ({ default: m.AnswerPage })),
  ),
  "/course": lazy(() =>
    import("#features/training/screens/RoomPage.tsx").then((m) => ({ default: m.RoomPage })),
  ),
  "/event": lazy(() => import("#features/care/screens/DoorPage.tsx").then((m) => ({ default: m.DoorPage }))),
  "/join": lazy(() => import("#features/identity/screens/Join.tsx").then((m) => ({ default: m.Join }))),
};
const FrontRoom = frontRooms[location.pathname];

// The code of the page that the address names comes while the session is asked.
void screens.find((screen) => matchPath(screen.path, location.pathname))?.element();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const Gallery = import.meta.env.DEV ? lazy(() => import("#ui/gallery/Gallery.tsx")) : undefined;

createRoot(root).render(
  <StrictMode>
    <Suspense>
      {Gallery && location.pathname.startsWith("/gallery") ? (
        <Gallery />
      ) : FrontRoom ? (
        <FrontDoor>
          <FrontRoom />
        </FrontDoor>
      ) : (
        <Gate rooms={{ SignIn, SignInForm, SetUp, Needs }}>
          <Shell screens={screens} />
        </Gate>
      )}
    </Suspense>
  </StrictMode>,
);
