import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { encodeGbk } from "#core/gbk.ts";
import { formatYuan } from "#core/money.ts";
import { testFolder } from "#tests/support/nasty-files.ts";
import { bankingTexts } from "../text.ts";
import { type Reading, readStatement } from "./index.ts";

const folder = testFolder();
afterAll(() => folder.clear());

let files = 0;
const reading = (content: string | Buffer): Promise<Reading> =>
  readStatement(folder.file(`${files++}.xml`, content));
const read = async (content: string | Buffer) => {
  const found = await reading(content);
  if (found.outcome === "refused") throw new Error(JSON.stringify(found.problems));
  return found.statement;
};
const codes = async (content: string | Buffer) => {
  const found = await reading(content);
  return found.outcome === "read"
    ? []
    : found.problems.map(({ code, facts }) =>
        [code, facts.entry ?? facts.kind ?? facts.missing ?? ""].join(" ").trim(),
      );
};
const brief = async (content: string | Buffer) =>
  (await read(content)).lines.map((line) =>
    [
      line.on,
      line.direction,
      formatYuan(line.amount),
      formatYuan(line.balance ?? (0n as never)),
      line.name,
      line.account,
    ]
      .join(" ")
      .trim(),
  );

const balance = (kind: string, amount: string, on: string, side = "CRDT") =>
  `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;

type Entry = {
  amount?: string;
  side?: string;
  on?: string;
  status?: string;
  ref?: string;
  more?: string;
  extra?: string;
};
const entry = ({
  amount = "100.00",
  side = "CRDT",
  on = "2025-03-05",
  status = "BOOK",
  ref = "",
  more = "",
  extra = "",
}: Entry = {}) => `
   <Ntry>
    <Amt Ccy="CNY">${amount}</Amt>
    <CdtDbtInd>${side}</CdtDbtInd>${extra}
    <Sts>${status}</Sts>
    <BookgDt><Dt>${on}</Dt></BookgDt>
    ${ref && `<AcctSvcrRef>${ref}</AcctSvcrRef>`}
    <BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>
    ${more}
   </Ntry>`;

type Message = { version?: string; opening?: string; closing?: string; account?: string; summary?: string };
const statement = (
  entries: readonly string[],
  { opening = "1000.00", closing = "1100.00", account = "41001512345050009999", summary = "" }: Message = {},
) => `
  <Stmt>
   <Id>S1</Id><CreDtTm>2025-03-06T08:00:00+08:00</CreDtTm>
   <Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>CNY</Ccy><Ownr><Nm>濮阳市总工会</Nm></Ownr></Acct>
   ${balance("OPBD", opening, "2025-03-05")}${balance("CLBD", closing, "2025-03-05")}
   ${summary}${entries.join("")}
  </Stmt>`;
const document = (
  statements: readonly string[],
  version = "02",
  head = '<?xml version="1.0" encoding="UTF-8"?>',
) => `${head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-03-06T08:00:00+08:00</CreDtTm></GrpHdr>${statements.join("")}
 </BkToCstmrStmt>
</Document>`;
const message = (entries: readonly string[], more: Message = {}) =>
  document([statement(entries, more)], more.version);

const party = (role: string, name: string, account: string) =>
  `<${role}><Nm>${name}</Nm></${role}><${role}Acct><Id><Othr><Id>${account}</Id></Othr></Id></${role}Acct>`;
const details = (inside: string) => `<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls>`;

describe("an entry", () => {
  const paid = entry({
    ref: "2025030500110",
    more: details(
      `<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties>${party("Dbtr", "濮阳龙宇化工", "7565916325941780135")}${party("Cdtr", "濮阳市总工会", "41001512345050009999")}</RltdPties><RmtInf><Ustrd>12人互助</Ustrd><Ustrd>保障会费</Ustrd></RmtInf>`,
    ),
  });

  test("is a line: day, sum, who, what was said, with the balance worked out", async () => {
    const { lines, account, holder, opening, closing } = await read(message([paid]));
    expect(lines).toMatchObject([
      {
        serial: "2025030500110",
        on: "2025-03-05",
        direction: "credit",
        amount: 10_000n,
        balance: 110_000n,
        name: "濮阳龙宇化工",
        account: "7565916325941780135",
        memo: "12人互助 保障会费",
      },
    ]);
    expect([account, holder, opening, closing]).toEqual([
      "41001512345050009999",
      "濮阳市总工会",
      100_000n,
      110_000n,
    ]);
  });

  test("of money out names the creditor; what is pending or only told moves nothing", async () => {
    const out = entry({
      amount: "300",
      side: "DBIT",
      more: details(
        `<Refs><EndToEndId>FK-2025-000012</EndToEndId></Refs><RltdPties>${party("Cdtr", "苏晓梅", "6222020000000000011")}</RltdPties>`,
      ),
    });
    const still = [entry({ amount: "9", status: "PDNG" }), entry({ amount: "8", status: "INFO" })];
    const { lines } = await read(message([out, ...still], { closing: "700.00" }));
    expect(lines.map(({ name, memo, balance: after }) => [name, memo, after])).toEqual([
      ["苏晓梅", "FK-2025-000012", 70_000n],
    ]);
  });

  test("that reverses another goes the way its mark says, and names who stood there before", async () => {
    const back = entry({
      extra: "<RvslInd>true</RvslInd>",
      more: details(
        `<RltdPties>${party("Dbtr", "濮阳市总工会", "41001512345050009999")}${party("Cdtr", "苏晓梅", "6222020000000000011")}</RltdPties>`,
      ),
    });
    const [line] = (await read(message([back]))).lines;
    expect(line).toMatchObject({ direction: "credit", name: "苏晓梅", memo: "冲正" });
  });

  test("that is a batch becomes one line for each part, where the parts add up; else one line", async () => {
    const part = (amount: string, name: string, more = "") =>
      `<TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">${amount}</Amt></TxAmt></AmtDtls>${more}<RltdPties>${party("Dbtr", name, "62220000000000")}</RltdPties></TxDtls>`;
    const batch = (parts: string) =>
      message([
        entry({
          ref: "B1",
          more: `<NtryDtls><Btch><PmtInfId>FF20250004</PmtInfId></Btch>${parts}</NtryDtls>`,
        }),
      ]);
    const whole = await read(batch(part("60", "甲") + part("40.00", "乙")));
    expect(
      whole.lines.map(({ serial, amount, name, balance: after }) => [serial, amount, name, after]),
    ).toEqual([
      ["B1-1", 6_000n, "甲", 106_000n],
      ["B1-2", 4_000n, "乙", 110_000n],
    ]);
    for (const parts of [
      part("60", "甲") + part("39.99", "乙"),
      part("60", "甲", "<CdtDbtInd>DBIT</CdtDbtInd>") + part("40", "乙"),
    ]) {
      const { lines } = await read(batch(parts));
      expect(lines.map(({ serial, amount, name, memo }) => [serial, amount, name, memo])).toEqual([
        ["B1", 10_000n, "", "FF20250004"],
      ]);
    }
  });

  test.each([
    ["<BookgDt><DtTm>2025-03-04T16:30:00Z</DtTm></BookgDt>", "2025-03-05"],
    ["<BookgDt><DtTm>2025-03-05T23:59:59+08:00</DtTm></BookgDt>", "2025-03-05"],
    ["<BookgDt><DtTm>2025-03-05T10:11:12</DtTm></BookgDt>", "2025-03-05"],
    ["<BookgDt><Dt>2025-03-05+08:00</Dt></BookgDt>", "2025-03-05"],
    ["<ValDt><Dt>2025-03-06</Dt></ValDt>", "2025-03-06"],
  ])("dated %s is of %s", async (dated, on) => {
    const plain = message([entry()]).replace("<BookgDt><Dt>2025-03-05</Dt></BookgDt>", dated);
    expect((await read(plain)).lines[0]?.on).toBe(on);
  });

  test("without a serial is named by its content, so that it is known again in the next statement", async () => {
    const [line] = (await read(message([entry()]))).lines;
    expect(line?.serial).toBe("20250305C10000B110000");
  });
});

describe("a message", () => {
  test.each(["02", "03", "04", "05", "06", "07", "08"])("of version %s is read", async (version) => {
    const isLater = Number(version) >= 7;
    const status = isLater ? "<Cd>BOOK</Cd>" : "BOOK";
    const parties = isLater ? "<Dbtr><Pty><Nm>甲</Nm></Pty></Dbtr>" : "<Dbtr><Nm>甲</Nm></Dbtr>";
    const text = message([entry({ status, more: details(`<RltdPties>${parties}</RltdPties>`) })], {
      version,
    });
    expect(await brief(text)).toEqual(["2025-03-05 credit 100.00 1100.00 甲"]);
  });

  test("is read with a prefix, in GBK, in UTF-16, on one line, with comments and CDATA", async () => {
    const plain = message([entry({ more: details("<RmtInf><Ustrd>会费</Ustrd></RmtInf>") })]);
    const prefixed = plain.replaceAll(/<(\/?)(?=[A-Z])/g, "<$1n:").replace("xmlns=", "xmlns:n=");
    const variants = [
      prefixed,
      encodeGbk(plain.replace("UTF-8", "GBK")) as Buffer,
      Buffer.from(`\ufeff${plain.replace("UTF-8", "UTF-16")}`, "utf16le"),
      plain.replaceAll(/>\s+</g, "><"),
      plain.replace("会费", "<![CDATA[会费]]>").replace("<Acct>", "<!-- & < --><Acct>"),
    ];
    for (const variant of variants) {
      const { lines, holder } = await read(Buffer.from(variant));
      expect([holder, lines[0]?.memo]).toEqual(["濮阳市总工会", "会费"]);
    }
  });

  test("of several days of one account goes on where the day before ended; newest first is turned round", async () => {
    const days = [
      statement([entry({ amount: "1.00", on: "2025-03-04" }), entry({ on: "2025-03-05", amount: "99.00" })]),
      statement([entry({ on: "2025-03-06" })], { opening: "1100.00", closing: "1200.00" }),
    ];
    expect((await brief(document(days))).map((line) => line.slice(0, 32).trim())).toEqual([
      "2025-03-04 credit 1.00 1001.00",
      "2025-03-05 credit 99.00 1100.00",
      "2025-03-06 credit 100.00 1200.00",
    ]);
    const newestFirst = message([entry({ amount: "99.00", on: "2025-03-06" }), entry({ amount: "1.00" })]);
    expect((await read(newestFirst)).lines.map(({ on }) => on)).toEqual(["2025-03-05", "2025-03-06"]);
    expect(await codes(document([...days, statement([entry({ on: "2025-03-07" })])]))).toEqual([
      "statement_ends_differ",
    ]);
    const other = statement([entry()], { account: "6222020000000000011" });
    expect(await codes(document([...days, other]))).toEqual(["statement_of_several_accounts"]);
  });

  test("may begin with the previous closing balance, and stand below nought", async () => {
    const text = message([entry()], { opening: "300.00", closing: "200.00" })
      .replace("<Cd>OPBD</Cd>", "<Cd>PRCD</Cd>")
      .replaceAll("</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>", "</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt>");
    expect(await brief(text)).toEqual(["2025-03-05 credit 100.00 -200.00"]);
  });

  test.each([
    [
      "a closing balance that does not follow",
      message([entry()], { closing: "1100.01" }),
      "statement_ends_differ",
    ],
    ["no closing balance", message([entry()]).replace("CLBD", "CLAV"), "statement_balance_missing CLBD"],
    ["no opening balance", message([entry()]).replace("OPBD", "OPAV"), "statement_balance_missing OPBD"],
    ["three decimals", message([entry({ amount: "100.001" })]), "statement_amount_unreadable 1"],
    ["a sign", message([entry(), entry({ amount: "-1.00" })]), "statement_amount_unreadable 2"],
    [
      "dollars",
      message([entry()]).replace('<Ntry>\n    <Amt Ccy="CNY">', '<Ntry>\n    <Amt Ccy="USD">'),
      "statement_other_currency 1",
    ],
    ["no direction", message([entry({ side: "" })]), "statement_direction_unreadable 1"],
    ["no day", message([entry({ on: "2025-02-30" })]), "statement_date_unreadable 1"],
    [
      "sums of its own that differ",
      message([entry()], { summary: "<TxsSummry><TtlCdtNtries><Sum>99.00</Sum></TtlCdtNtries></TxsSummry>" }),
      "statement_totals_differ",
    ],
    ["no entries", message([], { closing: "1000.00" }), "statement_no_lines"],
    [
      "the report of a day",
      message([entry()]).replace("camt.053.001.02", "camt.052.001.02"),
      "statement_other_message",
    ],
    ["a version nobody knows", message([entry()], { version: "09" }), "statement_other_message"],
    ["another kind of XML", "<invoice><a/></invoice>", "statement_file_unreadable xml"],
    [
      "a document type",
      message([entry()]).replace("<Document", '<!DOCTYPE d [<!ENTITY a "1">]><Document'),
      "statement_file_unreadable broken_xml",
    ],
    [
      "an outside entity",
      message([entry()]).replace("<Document", '<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document'),
      "statement_file_unreadable broken_xml",
    ],
    ["an entity of nobody's", message([entry({ ref: "&xxe;" })]), "statement_file_unreadable broken_xml"],
    ["an end too soon", message([entry()]).slice(0, -40), "statement_file_unreadable broken_xml"],
    [
      "elements that cross",
      message([entry()]).replace("</Ntry>", "</Ntri>"),
      "statement_file_unreadable broken_xml",
    ],
    ["no end of elements", `<Document>${"<a>".repeat(100)}`, "statement_file_unreadable broken_xml"],
    [
      "an encoding nobody knows",
      message([entry()]).replace("UTF-8", "EBCDIC-7"),
      "statement_file_unreadable broken_xml",
    ],
  ])("with %s is refused in a Chinese sentence", async (_what, text, code) => {
    expect(await codes(text)).toEqual([code]);
    const found = await reading(text);
    const [problem] = found.outcome === "refused" ? found.problems : [];
    const said = bankingTexts[problem?.code ?? ""]?.({ ...problem?.facts, row: problem?.row ?? 0 });
    expect(said?.detail).toMatch(/原有数据没有变动/);
    expect(`${said?.title}${said?.detail}`).not.toMatch(/undefined|null|passwd/);
  });

  test("all that is wrong is told at once, each with its entry", async () => {
    const text = message([entry({ amount: "x" }), entry(), entry({ side: "?", on: "?" })]);
    expect(await codes(text)).toEqual([
      "statement_amount_unreadable 1",
      "statement_direction_unreadable 3",
      "statement_date_unreadable 3",
    ]);
  });

  test("of 20,000 entries is read; whose text is endless is refused", async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => entry({ amount: "1.00", ref: `R${n}` }));
    const { lines, closing } = await read(message(many, { closing: "21000.00" }));
    expect([lines.length, closing]).toEqual([20_000, 2_100_000n]);
    const endless = message([
      entry({ more: details(`<RmtInf><Ustrd>${"长".repeat(1_500_000)}</Ustrd></RmtInf>`) }),
    ]);
    expect(await codes(endless)).toEqual(["statement_file_too_large"]);
  });

  test("broken anywhere is refused, or says nothing that its balances do not bear", async () => {
    const whole = Buffer.from(
      message([entry({ ref: "R1" }), entry({ amount: "7.00", side: "DBIT" })], { closing: "1093.00" }),
    );
    const lie = fc.record({
      at: fc.nat(whole.length - 1),
      byte: fc.integer({ min: 0, max: 255 }),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(lie, async ({ at, byte, cut }) => {
        const odd = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) odd[at] = byte;
        const found = await reading(odd);
        if (found.outcome === "refused") {
          for (const { code } of found.problems) expect(bankingTexts[code], code).toBeDefined();
          return;
        }
        const { opening, closing, lines } = found.statement;
        const moved = lines.map(({ direction, amount }) => (direction === "credit" ? amount : -amount));
        expect(moved.reduce<bigint>((sum, each) => sum + each, opening ?? 0n)).toBe(closing);
      }),
      { numRuns: 300 },
    );
  });
});
