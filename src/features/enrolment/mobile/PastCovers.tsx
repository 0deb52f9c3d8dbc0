import { useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing } from "#ui/phone/parts.tsx";
import { type Covers, isOver, sayPeriod } from "./MyCover.tsx";

/** Covers that are over; what happened in them may still be claimed for a while. */
export function PastCovers() {
  const { today } = useMe();
  const covers = useGet<Covers>("/api/me/covers");
  return (
    <PhonePage bar="以前的保障" title="以前的保障" back="/m/">
      <Fetched from={covers}>
        {({ rows }) => {
          const past = rows.filter((cover) => isOver(cover, today));
          if (past.length === 0) return <Nothing title="没有以前的保障" />;
          return past.map((cover) => (
            <Card key={cover.id}>
              <h2>{sayPeriod(cover)}</h2>
              <p className="secondary">
                {cover.planName}
                {cover.state === "unpaid" && "，会费没有到齐，没有生效"}
                <br />
                {cover.organisationName}
              </p>
            </Card>
          ));
        }}
      </Fetched>
    </PhonePage>
  );
}
