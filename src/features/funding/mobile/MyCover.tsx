import type { z } from "zod";
import { type PlainDate, plainDate, sayDay, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { Card, Fetched, List, Nothing, Row } from "#ui/phone/parts.tsx";
import type { MyCovers } from "../contract.ts";

export type Covers = z.output<typeof MyCovers>;
type Cover = Covers["rows"][number];

/** 保障中，还有176天: the first thing a worker wants to know. */
export function MyCover() {
  const covers = useGet<Covers>("/api/me/covers");
  return <Fetched from={covers}>{({ rows }) => <Shown rows={rows} />}</Fetched>;
}

function Shown({ rows }: { rows: readonly Cover[] }) {
  const { person } = useMe();
  const open = rows.filter(({ state }) => state !== "ended");
  const past = rows.length - open.length;
  return (
    <>
      {open.map((cover) => (
        <CoverCard key={cover.id} cover={cover} name={person.name} />
      ))}
      {open.length === 0 && (
        <Nothing title={past > 0 ? "您的保障已经到期" : "您现在没有保障"}>
          {person.organisationName}交名册、会费到齐后，这里就会显示。要参加，请找单位工会。
        </Nothing>
      )}
      {past > 0 && (
        <List>
          <Row label="以前的保障" value={`${past}段`} to="/m/covers" />
        </List>
      )}
    </>
  );
}

function CoverCard({ cover, name }: { cover: Cover; name: string }) {
  const { today } = useMe();
  const said = wordsOf(cover, today as PlainDate);
  return (
    <Card>
      <p className="secondary">{name}，您的互助保障</p>
      <h2 className="ph-answer">
        {cover.state === "running" ? (
          <>
            <span className="good">保障中</span>，还有{cover.daysLeft}天
          </>
        ) : (
          said.title
        )}
      </h2>
      <p>{sayPeriod(cover)}</p>
      {said.note && <p className="secondary">{said.note}</p>}
      <hr />
      <p className="secondary">
        {cover.planName}
        <br />
        {cover.organisationName}
      </p>
    </Card>
  );
}

function wordsOf({ state, from }: Cover, today: PlainDate): { title: string; note?: string } {
  const first = sayDay(plainDate(from), today);
  if (state === "remitted") return { title: `${first}开始保障`, note: "会费已经交齐，到那天生效。" };
  if (state === "settled" || state === "paid")
    return { title: "会费已到，等上缴", note: `上缴到省办事处后才开始保障，计划${first}开始。` };
  if (state === "unpaid")
    return {
      title: "会费还没到齐",
      note: `到齐后才有保障，计划${first}开始；晚了会顺延。可以问问单位工会。`,
    };
  return { title: "保障中" };
}

/** 2025年1月1日–12月31日: both days included, as clauses count. */
export function sayPeriod({ from, through }: Pick<Cover, "from" | "through">): string {
  const [first, last] = [plainDate(from), plainDate(through)];
  return `${sayFullDay(first)}–${sayDay(last, first)}`;
}
