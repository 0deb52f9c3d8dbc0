import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { firstOf, plainDate } from "#core/dates.ts";
import { idSeries, newId } from "#core/ids.ts";
import { codeOf, type DecidedLine } from "#features/enrolment/index.ts";
import { decideRoster } from "#features/enrolment/reading/decide-roster.ts";
import { isTimeToPlan } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { cityId, month, planCode } from "./city.ts";

const coverFrom = plainDate("2025-01-05");
const coverUntil = plainDate("2026-01-05");
const today = plainDate("2025-01-03");
const chunk = 20_000;

/**
 * The lower bound of a roster: the same file read and decided by the same reader, sealed, indexed and sent by COPY into
 * the same four tables as their owner – no child process, no wall, no questions. Lines are read while others are sent.
 * Answers when the last line had been sent.
 */
export async function bareRoster(client: pg.Client, path: string, organisationId: string): Promise<number> {
  const batchId = newId();
  const fileId = newId();
  // Else the checks of foreign keys would go on by plans made for tables that were empty (see `planAnew`).
  if (isTimeToPlan(client)) await client.query("discard plans");
  await client.query("begin");
  await client.query(
    `insert into enrolment_batch (city_id, id, organisation_id, number, plan_code, plan_version, settlement_month,
      cover_from, cover_until, state, file_id, opened_at, opened_by, read_at)
     select $1, $2, $3, coalesce(max(number), 0) + 1, $4, '2025.1', $5, $6, $7, 'read', $8, now(), 'bare', now()
     from enrolment_batch where city_id = $1 and organisation_id = $3`,
    [cityId, batchId, organisationId, planCode, firstOf(month), coverFrom, coverUntil, fileId],
  );
  await client.query(
    `insert into roster_file (city_id, id, organisation_id, batch_id, name, bytes, sha256, state, arrived_at, arrived_by)
     values ($1, $2, $3, $4, 'bare', 0, '', 'read', now(), 'bare')`,
    [cityId, fileId, organisationId, batchId],
  );
  const nextId = idSeries();
  const place = { organisationId, batchId };
  let waiting: DecidedLine[] = [];
  let sending = Promise.resolve();
  const send = async () => {
    const lines = waiting;
    waiting = [];
    await sending;
    sending = sendLines(client, place, lines, nextId);
    sending.catch(() => undefined); // awaited at the next call
  };
  const counts = await decideRoster(
    path,
    { today, coverFrom },
    {
      head: () => undefined,
      lines: async (lines) => {
        waiting.push(...lines);
        if (waiting.length >= chunk) await send();
      },
    },
  );
  await send();
  await sending;
  await client.query(
    `update enrolment_batch set state = 'confirmed', rows = $3, accepted = $4, review = $5, rejected = $6, confirmed = $4,
      confirmed_at = now(), confirmed_by = 'bare' where city_id = $1 and id = $2`,
    [cityId, batchId, counts.rows, counts.accepted, counts.review, counts.rejected],
  );
  const taken = performance.now();
  await client.query("commit");
  return taken;
}

type Place = { readonly organisationId: string; readonly batchId: string };

async function sendLines(
  client: pg.Client,
  { organisationId, batchId }: Place,
  lines: readonly DecidedLine[],
  nextId: () => string,
): Promise<void> {
  const { seal, blindIndex } = vault();
  const sealed = (text: string) => (text === "" ? "\\N" : `\\\\x${seal(text).toString("hex")}`);
  const text = (value: string | undefined) => value?.replace(/[\\\t\n\r]/g, " ") || "\\N";
  let [rows, people, numbers, covers] = ["", "", "", ""];
  for (const line of lines) {
    const id = nextId();
    const number = sealed(line.idNumber);
    const index = line.idNumber === "" ? "\\N" : `\\\\x${blindIndex(line.idNumber).toString("hex")}`;
    const [phone, card, name] = [sealed(line.phone), sealed(line.card), text(line.name)];
    const { sex = "\\N", bornOn = "\\N", outcome } = line;
    const found = line.findings.length > 0 ? text(JSON.stringify(line.findings)) : "\\N";
    rows += `${cityId}\t${id}\t${organisationId}\t${batchId}\t${line.line}\t${outcome}\t${codeOf(line) ?? "\\N"}\t${found}\t${name}\t${number}\t${index}\t${outcome !== "rejected"}\t${sex}\t${bornOn}\t${line.post ?? "\\N"}\t${phone}\t${card}\n`;
    if (outcome !== "accepted") continue;
    people += `${cityId}\t${id}\t${name}\t${sex}\t${bornOn}\t${organisationId}\t${coverFrom}\t${phone}\t${card}\n`;
    numbers += `${cityId}\t${id}\t${id}\t${organisationId}\tresident_id\t${number}\t${index}\n`;
    covers += `${cityId}\t${id}\t${organisationId}\t${id}\t${batchId}\t${planCode}\t${coverFrom}\t${coverUntil}\n`;
  }
  const copy = (into: string, data: string) =>
    pipeline(Readable.from([data]), client.query(copyFrom(`copy ${into} from stdin`)));
  await copy(
    "roster_line (city_id, id, organisation_id, batch_id, line, outcome, code, findings, name, number_sealed, number_index, is_sound, sex, born_on, post, phone_sealed, card_sealed)",
    rows,
  );
  await copy(
    "person (city_id, id, name, sex, born_on, organisation_id, employed_from, phone_sealed, card_sealed)",
    people,
  );
  await copy(
    "person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed, number_index)",
    numbers,
  );
  await copy(
    "cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on)",
    covers,
  );
}
