import { type Cents, cents, sum } from "#core/money.ts";

/** What Zhengzhou paid at one hundredth of its scale: 130 claims, 287,400.00 yuan. */
export const zhengzhouClaims = { count: 130, benefit: cents(28_740_000) };

/** As far as the plan's first tier of 50 % reaches. */
const firstTier = 250_000;

/** 130 benefits, large and small, that add up to the whole; what is above the first tier can be worked back to the cent. */
export function benefits(): Cents[] {
  const drawn = Array.from({ length: zhengzhouClaims.count }, (_, at) => {
    const place = (at * 47) % zhengzhouClaims.count;
    const size = Math.round(40_000 * 1.022 ** place);
    return size <= firstTier ? size : firstTier + Math.round((size - firstTier) / 3) * 3;
  });
  const wanted = Number(zhengzhouClaims.benefit);
  let left = wanted - drawn.reduce((total, each) => total + each, 0);
  // What is missing or over is spread over those of the first tier, none below 200 yuan.
  for (let at = 0; left !== 0; at = (at + 1) % drawn.length) {
    const each = drawn[at] ?? 0;
    if (each > firstTier) continue;
    const change =
      left > 0 ? Math.min(left, 7_919, firstTier - each) : -Math.min(-left, 7_919, each - 20_000);
    drawn[at] = each + change;
    left -= change;
  }
  return drawn.map((each) => cents(each));
}

/** The settlement of a stay that comes to such a benefit under the 80-yuan plan: 50 % to 5,000 yuan, 60 % above. */
export function amountsFor(benefit: Cents) {
  const due = Number(benefit);
  const basis = due <= firstTier ? due * 2 : firstTier * 2 + ((due - firstTier) * 5) / 3;
  const deductible = 60_000;
  const fundPay = Math.round(basis * 2.3);
  const inScope = basis + deductible + fundPay;
  const outOfScope = Math.round(inScope * 0.06);
  const preSelfPay = Math.round(inScope * 0.04);
  const parts = { inScope, outOfScope, preSelfPay };
  return {
    total: sum(Object.values(parts).map((part) => cents(part))),
    outOfScope: cents(outOfScope),
    preSelfPay: cents(preSelfPay),
    inScope: cents(inScope),
    fundPay: cents(fundPay),
    deductiblePaid: cents(deductible),
    otherPay: cents(0),
  };
}
