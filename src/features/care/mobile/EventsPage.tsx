import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing, Tag, Trouble } from "#ui/phone/parts.tsx";
import type { MyEvents } from "../contract.ts";
import { eventKindNames } from "../text.ts";

type Event = z.output<typeof MyEvents>["rows"][number];

/** What a worker may go to: one press signs up, the code for the door stands on the card. */
export function EventsPage() {
  const found = useGet<z.output<typeof MyEvents>>("/api/me/care-events");
  return (
    <PhonePage bar="活动" title="可以参加的活动" back="/m/">
      <Fetched from={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="现在没有活动">有了比赛、讲堂、体检，会在这里看到。</Nothing>
          ) : (
            rows.map((event) => <EventCard key={event.id} event={event} />)
          )
        }
      </Fetched>
    </PhonePage>
  );
}

function EventCard({ event }: { event: Event }) {
  const sign = useAction("POST", `/api/me/care-events/${event.id}/seat`);
  return (
    <Card tint={event.code !== null}>
      <h2>{event.title}</h2>
      <p>
        {sayFullDay(plainDate(event.heldOn))} {event.begins}
      </p>
      <p className="secondary">
        {event.place} · {eventKindNames[event.kind]}
      </p>
      {event.code ? (
        <>
          <p>
            <Tag tone="good">{event.hasArrived ? "已签到" : "已报名"}</Tag>
          </p>
          <p>
            到场扫码，输入签到码 <strong>{event.code}</strong>
          </p>
        </>
      ) : (
        <PhoneButton
          label={event.left > 0 ? `报名，还有${event.left}个名额` : "名额已满"}
          busy={sign.busy}
          why={(event.isOver && "报名已经截止") || (event.left === 0 && "名额已满")}
          onPress={() => sign.run({})}
        />
      )}
      <Trouble problem={sign.problem} />
    </Card>
  );
}
