import { useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { Card, SumText, Tag } from "#ui/phone/parts.tsx";
import { Link } from "#ui/router.tsx";
import { type Settled, sayEvent } from "./words.ts";

/** On the first page: money that only waits for a yes. Nothing where there is none. */
export function SettledOnHome() {
  const { today } = useMe();
  const settled = useGet<Settled>("/api/me/settled-claims");
  const rows = settled.data?.rows ?? [];
  return rows.map((row) => (
    <Link key={row.claimId} to={`/m/settled/${row.claimId}`} style={{ color: "inherit" }}>
      <Card>
        <div className="ph-apart">
          <h2>有一笔可以领的互助金</h2>
          <Tag tone="wait">等您确认</Tag>
        </div>
        <p>
          {sayEvent(row, today)}，预计
          <SumText yuan={row.benefit} />
        </p>
        <p className="secondary">按医保结算算好了，不用交材料，核对账户就开始办</p>
      </Card>
    </Link>
  ));
}
