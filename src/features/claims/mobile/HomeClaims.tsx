import { useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { Card, Fetched, SumText, Tag } from "#ui/phone/parts.tsx";
import { Link } from "#ui/router.tsx";
import { isDecided } from "../rules/claim.ts";
import { type MyRow, sayEventOf, sayLeft, steps } from "./words.ts";

/** On the first page: the way to file, and what is under way. */
export function HomeClaims() {
  const claims = useGet<{ rows: MyRow[] }>("/api/me/claims");
  const over = ["paid", "rejected", "withdrawn", "lapsed", "draft"];
  return (
    <>
      <PhoneButton solid label="申领互助金" to="/m/claims/new" />
      <p className="secondary" style={{ textAlign: "center" }}>
        住过院？医保报销后还可以再申领
      </p>
      <Fetched from={claims}>
        {({ rows }) => {
          const open = rows.filter(({ state }) => !over.includes(state));
          return open.slice(0, 2).map((row) => <OpenClaim key={row.id} row={row} count={open.length} />);
        }}
      </Fetched>
    </>
  );
}

function OpenClaim({ row, count }: { row: MyRow; count: number }) {
  const { today } = useMe();
  const [tone, label, what] = steps[row.state];
  return (
    <Link to={`/m/claims/${row.id}`} style={{ color: "inherit" }}>
      <Card>
        <div className="ph-apart">
          <h2>您有{count}件申领在办</h2>
          <Tag tone={tone}>{label}</Tag>
        </div>
        <p>
          {sayEventOf(row, today)}
          {row.benefit && row.decision === "payable" && (
            <>
              ，{isDecided(row.state) ? "互助金" : "预计"}
              <SumText yuan={row.benefit} />
            </>
          )}
        </p>
        <p className="secondary">
          {what}
          {row.daysLeft !== null && `，${sayLeft(row)}`}
        </p>
      </Card>
    </Link>
  );
}
