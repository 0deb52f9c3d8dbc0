import { Suspense } from "react";
import { ErrorPart } from "#ui/phone/ErrorPart.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Room, useAnnounced } from "#ui/phone/PhoneShell.tsx";
import { List, Row } from "#ui/phone/parts.tsx";

/** My cover, my claims, what else there is: each part is its feature's, and one that fails does not take the others down. */
export function HomePage() {
  const parts = useAnnounced("home");
  const links = useAnnounced("homeLinks");
  return (
    <PhonePage bar="同舟互助">
      <h1 className="visually-hidden">我的互助保障</h1>
      {parts.map((part) => (
        <ErrorPart key={part.order}>
          <Suspense fallback={<div className="ph-bones" />}>
            <Room page={part} />
          </Suspense>
        </ErrorPart>
      ))}
      {links.length > 0 && (
        <List label="更多">
          {links.map(({ label, note, to }) => (
            <Row key={to} label={label} note={note} to={to} />
          ))}
        </List>
      )}
    </PhonePage>
  );
}
