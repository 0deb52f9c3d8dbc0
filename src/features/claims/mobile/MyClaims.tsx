import { useEffect, useState } from "react";
import { useGet } from "#ui/api.ts";
import { draftsOf } from "#ui/phone/drafts.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Nothing, Row, SumText, Tag } from "#ui/phone/parts.tsx";
import { draftKey } from "./draft.ts";
import { type MyRow, sayEventOf, sayLeft, steps } from "./words.ts";

/** Where is my money: every claim, the latest first. */
export function MyClaims() {
  const claims = useGet<{ rows: MyRow[] }>("/api/me/claims");
  const isBegun = useBegun();
  return (
    <PhonePage bar="我的申领" action={{ label: "申领互助金", to: "/m/claims/new" }}>
      <h1 className="visually-hidden">我的申领</h1>
      {isBegun && (
        <List label="没有填完的">
          <Row label="继续上次没填完的" note="保存在这部手机里" to="/m/claims/new" />
        </List>
      )}
      <Fetched from={claims}>
        {({ rows }) => {
          const filed = rows.filter(({ state }) => state !== "draft");
          return filed.length === 0 ? (
            <Nothing title="还没有申领过">
              住过院、符合保障的，医保报销以后就可以申领。要用的材料，申领时会一份一份告诉您。
            </Nothing>
          ) : (
            <List label="申领">
              {filed.map((row) => (
                <OneRow key={row.id} row={row} />
              ))}
            </List>
          );
        }}
      </Fetched>
      <Card tint>
        <h2>多久能到账？</h2>
        <p className="secondary">单位证明、初审、复审各有期限，每一步到哪里、在谁手上，都写在这里。</p>
      </Card>
    </PhonePage>
  );
}

/** What was worked out and is not paid. */
const isVoid: readonly MyRow["state"][] = ["rejected", "withdrawn", "lapsed"];

function OneRow({ row }: { row: MyRow }) {
  const { today } = useMe();
  const [tone, label] = steps[row.state];
  return (
    <Row
      label={sayEventOf(row, today)}
      note={
        <>
          {row.planName}
          <br />
          {row.number}
          {row.daysLeft !== null && `，${sayLeft(row)}`}
        </>
      }
      value={
        <>
          <Tag tone={tone}>{label}</Tag>
          <br />
          {row.benefit && row.decision === "payable" && !isVoid.includes(row.state) && (
            <SumText yuan={row.benefit} />
          )}
        </>
      }
      to={`/m/claims/${row.id}`}
    />
  );
}

/** Whether something was begun on this phone and not handed in. */
function useBegun(): boolean {
  const [isBegun, setBegun] = useState(false);
  useEffect(() => {
    draftsOf(draftKey)
      .then((keys) => setBegun(keys.length > 0))
      .catch(() => undefined);
  }, []);
  return isBegun;
}
