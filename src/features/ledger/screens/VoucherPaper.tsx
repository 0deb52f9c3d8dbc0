import type { z } from "zod";
import { MoneyText } from "#ui/Text.tsx";
import type { VoucherSheets } from "../contract.ts";
import "./voucher.css";

type Sheet = z.output<typeof VoucherSheets>["rows"][number];

/** 记账凭证 as it is printed: 借 above 贷, the sum in figures and in capitals. */
export const VoucherPaper = ({ voucher }: { voucher: Sheet }) => (
  <article className="voucher">
    <h2>记账凭证</h2>
    <div className="voucher-head">
      <span>{voucher.cityName}职工互助保障专用账簿</span>
      <span>{voucher.on}</span>
      <span>{voucher.voucher}</span>
    </div>
    <table>
      <thead>
        <tr>
          <th scope="col">摘要</th>
          <th scope="col">科目</th>
          <th scope="col">借方金额</th>
          <th scope="col">贷方金额</th>
        </tr>
      </thead>
      <tbody>
        {voucher.lines.map((line, i) => (
          <tr key={`${line.account}${line.organisation}${line.debit === null}`}>
            <td>{i === 0 ? voucher.summary : ""}</td>
            <td>
              {line.account}
              {line.organisation && <span className="quiet">（{line.organisation}）</span>}
            </td>
            <td className="right">{line.debit && <MoneyText yuan={line.debit} />}</td>
            <td className="right">{line.credit && <MoneyText yuan={line.credit} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>合计　{voucher.totalInWords}</td>
          <td className="right">
            <MoneyText yuan={voucher.total} />
          </td>
          <td className="right">
            <MoneyText yuan={voucher.total} />
          </td>
        </tr>
      </tfoot>
    </table>
    <div className="voucher-foot">
      <span>会计主管</span>
      <span>记账</span>
      <span>复核</span>
      <span>制单　{voucher.recordedBy}</span>
    </div>
  </article>
);
