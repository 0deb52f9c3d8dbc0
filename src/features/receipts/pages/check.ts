import { sayFullDay } from "#core/dates.ts";
import { showYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import { type Html, html, publicPage } from "#platform/http/page.ts";
import { readCheckCode } from "../rules/check-code.ts";
import { type Checked, receiptOfCode } from "../store/receipts.ts";
import { paperNames } from "../text.ts";

/** 收据查验: is this paper one of ours, and does it still stand? One field, a plain yes or no. */
export async function checkPage(ctx: ReadCtx, typed: string | undefined): Promise<string> {
  const code = readCheckCode(typed ?? "");
  const found = code ? await receiptOfCode(ctx, code) : undefined;
  const answer = typed ? answerOf(found) : undefined;
  return publicPage(
    answer?.title ?? "查验收据",
    html`<h1>查验收据</h1>
<form method="get" action="/public/receipts" role="search">
<label for="code">输入收据右上角的校验码，12位，或者扫收据上的二维码。</label>
<input id="code" name="code" value="${typed ?? ""}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required>
<button>查验</button>
</form>
${answer?.body}
<p class="quiet">查验的是职工互助保障的收据和资金往来结算单。金额或抬头和上面说的不一样，请联系收据上的收款单位。</p>`,
  );
}

function answerOf(found: Checked | undefined): { title: string; body: Html } {
  if (!found)
    return {
      title: "没有这张收据",
      body: box(
        "no",
        "没有这张收据",
        html`<p>请核对校验码有没有输错。核对无误仍然查不到，这张收据不是我们开的。</p>`,
      ),
    };
  const { number, item, heads, cents, issuedOn, issuerName, paper, kind } = found;
  const facts = html`<p>${number}，${payerOf(found)}，${item}，${heads > 0 ? `${heads}人，` : ""}${showYuan(cents)}元，${issuerName}${sayFullDay(issuedOn)}开具。</p>`;
  if (kind === "reversal")
    return {
      title: "这是一张红冲",
      body: box(
        "stale",
        "这是一张红冲，不能作为收款凭据",
        html`${facts}<p>它冲回了${found.reversedNumber ?? ""}。</p>`,
      ),
    };
  if (found.reversalNumber)
    return {
      title: "这张已经冲回",
      body: box(
        "stale",
        `这张${paperNames[paper]}是真的，但已经冲回，不再有效`,
        html`${facts}<p>冲回它的是${found.reversalNumber}。请向交款单位要重开的一张。</p>`,
      ),
    };
  return {
    title: `这张${paperNames[paper]}是真的`,
    body: box("yes", `这张${paperNames[paper]}是真的，没有冲回`, facts),
  };
}

const box = (tone: "yes" | "no" | "stale", title: string, facts: Html): Html =>
  html`<section class="answer ${tone}" role="status"><h2>${title}</h2>${facts}</section>`;

/** An organisation's name may be read by everybody; a person's stands on the paper and nowhere else. */
const payerOf = ({ title, isPrivate }: Checked): string => (isPrivate ? "抬头见收据" : title);
