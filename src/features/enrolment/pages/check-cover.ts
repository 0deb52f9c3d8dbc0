import { addDays, sayFullDay } from "#core/dates.ts";
import { readCheckCode } from "#features/receipts/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { type Html, html, publicPage } from "#platform/http/page.ts";
import { maskedPerson, worthOf } from "../rules/certificate.ts";
import { coverFacts, coverStanding } from "../rules/cover-standing.ts";
import { type CheckedCertificate, certificateOfCode } from "../store/certificates.ts";
import { worthNames } from "../text/certificates.ts";

/** 查验保障凭证: whether the paper is ours and its cover stands today; of the person only what whoever holds the paper knows. */
export async function checkCoverPage(ctx: ReadCtx, typed: string | undefined): Promise<string> {
  const code = readCheckCode(typed ?? "");
  const found = code ? await certificateOfCode(ctx, code) : undefined;
  const answer = typed ? answerOf(ctx, found) : undefined;
  return publicPage(
    answer?.title ?? "查验保障凭证",
    html`<h1>查验保障凭证</h1>
<form method="get" action="/public/covers" role="search">
<label for="code">输入凭证右上角的校验码，12位，或者扫凭证上的二维码。</label>
<input id="code" name="code" value="${typed ?? ""}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required>
<button>查验</button>
</form>
${answer?.body}
<p class="quiet">查验的是职工互助保障凭证，显示的是今天的情况。姓名和证件号只显示一部分，请和凭证上的核对。</p>`,
  );
}

function answerOf(ctx: ReadCtx, found: CheckedCertificate | undefined): { title: string; body: Html } {
  if (!found)
    return {
      title: "没有这份凭证",
      body: box(
        "no",
        "没有这份凭证",
        html`<p>请核对校验码有没有输错。核对无误仍然查不到，这份凭证不是我们开的。</p>`,
      ),
    };
  const { number, issuedOn, name, numberSealed, unit, planName, from, until } = found;
  const who = maskedPerson(name, numberSealed ? vault().open(numberSealed) : "");
  const standing =
    from && until ? coverStanding(coverFacts({ from, until }, found), found.demoDay ?? ctx.today) : undefined;
  const worth = worthOf(standing?.state);
  const title = worthNames[worth];
  if (!standing || worth === "cancelled")
    return {
      title,
      body: box("stale", title, html`<p>${number}，${who}，${sayFullDay(issuedOn)}开具。</p>`),
    };
  const { period } = standing;
  const days = `${sayFullDay(period.from)}–${sayFullDay(addDays(period.until, -1))}`;
  const facts = html`<p>${number}，${who}，${unit ?? ""}，${planName ?? ""}，保障期${days}，${sayFullDay(issuedOn)}开具。</p>`;
  return { title, body: box(worth === "over" ? "stale" : "yes", title, facts) };
}

const box = (tone: "yes" | "no" | "stale", title: string, facts: Html): Html =>
  html`<section class="answer ${tone}" role="status"><h2>${title}</h2>${facts}</section>`;
