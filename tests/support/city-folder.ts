import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeXlsx } from "hucre";

/** A synthetic person: the numbers are made, not taken from anybody. */
export type Person = { readonly name: string; readonly idNumber: string };

const surnames = "赵钱孙李周吴郑王冯陈";
const given = ["伟", "芳", "敏", "静", "磊", "洋", "艳", "勇", "军", "杰"];

/** People of working age, each with a sound number of its own; `from` keeps lists of one city apart. */
export function people(count: number, from = 0): Person[] {
  return Array.from({ length: count }, (_, at) => {
    const n = from + at;
    const born = `${1975 + (n % 20)}${String(1 + (n % 12)).padStart(2, "0")}${String(1 + (n % 28)).padStart(2, "0")}`;
    // Men only: the sequence is odd, so that no woman nears 50 without a post.
    const sequence = String(((n * 2) % 998) + 1).padStart(3, "0");
    const name = `${surnames[n % 10]}${given[Math.floor(n / 10) % 10]}${given[Math.floor(n / 100) % 10]}`;
    return {
      name,
      idNumber: numbered(`4112${String(1 + (Math.floor(n / 500) % 90)).padStart(2, "0")}`, born, sequence),
    };
  });
}

/** An identity number with the check character of GB 11643. */
export function numbered(region: string, born: string, sequence: string): string {
  const digits = `${region}${born}${sequence}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[sum % 11];
}

export type OrganisationRow = {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent?: string;
  readonly region?: string;
  readonly category?: string;
  readonly payer?: string;
  readonly account?: string;
};

export type RosterLayout = "plain" | "turned" | "workbook" | "windows";

type BankLine = {
  readonly no: string;
  readonly on: string;
  readonly cents: number;
  readonly direction: "credit" | "debit";
  readonly name: string;
  readonly account: string;
  readonly memo: string;
};

const written: string[] = [];
process.once("exit", () => {
  for (const folder of written) rmSync(folder, { recursive: true, force: true });
});

/** Builds a city folder file by file, as a city would bring it; `write` puts it on disk. */
export class CityFolderBuilder {
  readonly organisations: OrganisationRow[] = [];
  readonly extra = new Map<string, string>();
  private readonly files = new Map<string, string>();
  private readonly batches: string[] = [];
  private readonly rosters = new Map<string, string | Uint8Array>();
  private readonly exceptions: string[] = [];
  private readonly answers: string[] = [];
  private readonly statements = new Map<string, BankLine[]>();
  private serial = 0;
  readonly cityId: number;

  constructor(cityId: number, agency: string) {
    this.cityId = cityId;
    this.organisations.push(
      {
        code: "P",
        name: "某省职工互助保障办事处",
        kind: "province_office",
        region: `${Math.floor(cityId / 10_000)}0000`,
      },
      {
        code: "C",
        name: agency,
        kind: "city_agency",
        parent: "P",
        region: String(cityId),
        account: "6200000000000000001",
      },
    );
  }

  organisation(row: OrganisationRow): this {
    this.organisations.push(row);
    return this;
  }

  unit(code: string, name: string, more: Partial<OrganisationRow> = {}): this {
    return this.organisation({
      parent: "C",
      category: "municipal",
      ...more,
      code,
      name,
      kind: "member_unit",
    });
  }

  async batch(
    unit: string,
    month: string,
    coverFrom: string,
    members: readonly Person[],
    layout: RosterLayout = "plain",
  ): Promise<this> {
    const order = this.batches.length + 1;
    const file = `${order}-${unit}.${layout === "workbook" ? "xlsx" : "csv"}`;
    this.rosters.set(file, await rosterOf(members, layout));
    this.batches.push(`${order},${unit},${file},${month},${coverFrom}`);
    return this;
  }

  roster(file: string, content: string | Uint8Array): this {
    this.rosters.set(file, content);
    return this;
  }

  /** A batch of a roster file that is brought, or not, by other means. */
  row(unit: string, file: string, month = "2025-01", coverFrom = "2025-02-01"): this {
    this.batches.push(`${this.batches.length + 1},${unit},${file},${month},${coverFrom}`);
    return this;
  }

  /** A statement as it stands. */
  statement(file: string, content: string): this {
    this.files.set(`bank/${file}`, content);
    return this;
  }

  exception(unit: string, line: number, idNumber: string, decision: "approve" | "deny", file = ""): this {
    this.exceptions.push(`${unit},${line},${idNumber},over_age,${decision},单位证明,${file}`);
    return this;
  }

  /** Money in. Answers its serial. */
  pay(on: string, yuan: number, payer: { name?: string; account?: string; memo?: string }): string {
    return this.line(on, yuan, "credit", payer);
  }

  debit(on: string, yuan: number, payee: { name?: string; account?: string; memo?: string }): string {
    return this.line(on, yuan, "debit", payee);
  }

  remit(on: string, yuan: number): string {
    return this.debit(on, yuan, { name: "某省职工互助保障办事处", memo: "会费上缴" });
  }

  answer(no: string, kind: string, units = "", payer = "", month = ""): this {
    this.answers.push(`${no},${kind},${units},${payer},${month}`);
    return this;
  }

  private line(
    on: string,
    yuan: number,
    direction: BankLine["direction"],
    { name = "", account = "", memo = "转账" }: { name?: string; account?: string; memo?: string },
  ): string {
    const month = on.slice(0, 7);
    const lines = this.statements.get(month) ?? [];
    this.statements.set(month, lines);
    this.serial += 1;
    const no = `S${String(this.serial).padStart(6, "0")}`;
    lines.push({ no, on, cents: Math.round(yuan * 100), direction, name, account, memo });
    return no;
  }

  /** Writes the folder below the system's temporary folder; `crlf` as Windows spreadsheets write tables. */
  write(options: { readonly crlf?: boolean } = {}): string {
    const folder = mkdtempSync(join(tmpdir(), "tongzhou-folder-"));
    written.push(folder);
    mkdirSync(join(folder, "rosters"));
    mkdirSync(join(folder, "bank"));
    const put = (name: string, text: string) =>
      writeFileSync(join(folder, name), options.crlf ? `\uFEFF${text.replaceAll("\n", "\r\n")}` : text);
    put("organisations.csv", this.organisationsTable());
    put("batches.csv", table("order,unit,file,settlement_month,cover_from", this.batches));
    put("exceptions.csv", table("unit,line,id_number,reason,decision,evidence,file", this.exceptions));
    put("bank-decisions.csv", table("no,kind,unit,payer,month", this.answers));
    for (const [name, text] of this.extra) put(name, text);
    for (const [name, content] of this.rosters) writeFileSync(join(folder, "rosters", name), content);
    for (const [name, content] of this.files) writeFileSync(join(folder, name), content);
    let balance = 1_000_000;
    for (const [month, lines] of [...this.statements].sort()) {
      const byDay = lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
      const rows = byDay.map((line) => {
        balance += line.direction === "credit" ? line.cents : -line.cents;
        return statementRow(line, balance);
      });
      writeFileSync(join(folder, "bank", `${month}.csv`), table(statementHeader, rows));
    }
    return folder;
  }

  private organisationsTable(): string {
    const rows = this.organisations.map(
      ({ code, name, kind, parent = "", region = "", category = "", payer = "", account = "" }) =>
        [payer, code, account, kind, name, parent, category, region, account === "" ? "" : name].join(","),
    );
    return table("payer,code,account_no,kind,name,parent,category,region,account_name", rows);
  }
}

const table = (header: string, rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

const statementHeader = "交易日期,流水号,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要";

function statementRow(line: BankLine, balance: number): string {
  const amount = (line.cents / 100).toFixed(2);
  const sides = line.direction === "debit" ? `${amount},` : `,${amount}`;
  return `${line.on},${line.no},${sides},${(balance / 100).toFixed(2)},${line.name},${line.account},${line.memo}`;
}

async function rosterOf(members: readonly Person[], layout: RosterLayout): Promise<string | Uint8Array> {
  const plain = members.map(({ name, idNumber }) => `${name},${idNumber}`);
  switch (layout) {
    case "plain":
      return table("姓名,身份证号", plain);
    case "turned": {
      const rows = members.map(({ name, idNumber }, at) => `${at + 1},${idNumber},,工人,${name}`);
      return `某单位职工互助保障名册,,,,\n${table("序号,公民身份号码,备注,岗位,职工姓名", rows)}合计,,,,${members.length}人\n`;
    }
    case "windows":
      return `\uFEFF${table("姓 名,证件号码", plain).replaceAll("\n", "\r\n")}`;
    case "workbook":
      return writeXlsx({
        sheets: [
          {
            name: "名册",
            rows: [["姓名", "身份证号码"], ...members.map(({ name, idNumber }) => [name, idNumber])],
          },
        ],
      });
  }
}
