import { plainDate, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { useNames } from "../text.ts";
import "./report.css";
import type { DonationDetail } from "./words.tsx";

const day = (text: string): string => sayFullDay(plainDate(text));

/** 给捐赠人的反馈, as it is printed and handed over. */
export function ReportPage() {
  const page = useGet<DonationDetail>(`/api/donations/${useParam("donationId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(donation) => (
        <Page>
          <PageTitle title="给捐赠人的反馈" subtitle={donation.number} crumb={`${donation.number}的反馈`}>
            {donation.reports.length > 0 && (
              <Button kind="primary" onClick={() => print()}>
                打印
              </Button>
            )}
          </PageTitle>
          <Surface>
            {donation.reports.length > 0 ? (
              <Paper donation={donation} />
            ) : (
              <Empty title="还没有写反馈">在这笔捐赠里写了反馈，才能打印。</Empty>
            )}
          </Surface>
        </Page>
      )}
    </Loaded>
  );
}

function Paper({ donation }: { donation: DonationDetail }) {
  const today = useToday();
  const what = donation.goods ?? `人民币${sayMoney(donation.amount)}元`;
  const numbers = donation.arrivals.flatMap(({ receipt }) => receipt?.number ?? []);
  return (
    <article className="donor-report">
      <h2>捐赠使用情况反馈</h2>
      <p>{donation.donor}：</p>
      <p>
        感谢您为职工捐赠{what}，用于{donation.purpose}。
        {numbers.length > 0 && `捐赠收据号码：${numbers.join("、")}。`}使用情况如下。
      </p>
      {donation.uses.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>日期</th>
              <th>用来做什么</th>
              <th>依据</th>
              <th className="right">金额（元）</th>
            </tr>
          </thead>
          <tbody>
            {donation.uses.map((use) => (
              <tr key={use.grantId}>
                <td>{use.on}</td>
                <td>
                  {use.purpose}（{useNames[use.useFor]}）
                </td>
                <td>{use.resolution}</td>
                <td className="right">{sayMoney(use.amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>合计已使用，还有{sayMoney(donation.left)}元没有使用</td>
              <td className="right">{sayMoney(donation.allocated)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {donation.reports.map((report) => (
        <p key={report.id}>
          {day(report.on)}：{report.words}
        </p>
      ))}
      <p className="signed">
        {donation.agency}
        <br />
        {day(today)}
      </p>
    </article>
  );
}
