import type { z } from "zod";
import { daysBetween, plainDate, sayDay, sayFullDay } from "#core/dates.ts";
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
  const { person, today } = useMe();
  const open = rows.filter((cover) => !isOver(cover, today));
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

/** Ended, or never paid for and its days are gone. */
export const isOver = ({ state, through }: Pick<Cover, "state" | "through">, today: string): boolean =>
  state === "ended" || (state === "unpaid" && through < today);

function CoverCard({ cover, name }: { cover: Cover; name: string }) {
  const { today } = useMe();
  return (
    <>
      <Card>
        <p className="secondary">{name}，您的互助保障</p>
        <h2 className="ph-answer">
          {cover.state === "running" ? (
            <>
              <span className="good">保障中</span>，还有{daysLeft(cover, today)}天
            </>
          ) : (
            titleOf(cover, today)
          )}
        </h2>
        <p>{sayPeriod(cover)}</p>
        {cover.why && <p className="secondary">{cover.why}</p>}
        <hr />
        <p className="secondary">
          {cover.planName}
          <br />
          {cover.organisationName}
        </p>
      </Card>
      <List>
        <Row label="电子凭证" to={`/m/covers/${cover.id}/certificate`} />
      </List>
    </>
  );
}

/** Covered days, today and the last one counted. */
const daysLeft = ({ through }: Cover, today: string) => daysBetween(plainDate(today), plainDate(through)) + 1;

function titleOf({ state, from }: Cover, today: string): string {
  if (state === "remitted") return `${sayDay(plainDate(from), plainDate(today))}开始保障`;
  return state === "unpaid" ? "会费还没到齐" : "会费已到，等上缴";
}

/** 2025年1月1日–12月31日: both days included, as clauses count. */
export function sayPeriod({ from, through }: Pick<Cover, "from" | "through">): string {
  const [first, last] = [plainDate(from), plainDate(through)];
  return `${sayFullDay(first)}–${sayDay(last, first)}`;
}
