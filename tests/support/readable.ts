import { inflateRawSync } from "node:zlib";

/** What a person could read in a reply: text as it is, a workbook's parts unpacked. */
export async function readableText(raw: Buffer): Promise<string> {
  if (raw.subarray(0, 4).toString("latin1") !== "PK\x03\x04") return raw.toString("utf8");
  let text = "";
  // The central directory names each part, where it begins and how long it is.
  for (
    let at = raw.indexOf("PK\x01\x02", 0, "latin1");
    at >= 0;
    at = raw.indexOf("PK\x01\x02", at + 4, "latin1")
  ) {
    const method = raw.readUInt16LE(at + 10);
    const size = raw.readUInt32LE(at + 20);
    const head = raw.readUInt32LE(at + 42);
    const from = head + 30 + raw.readUInt16LE(head + 26) + raw.readUInt16LE(head + 28);
    const body = raw.subarray(from, from + size);
    text += (method === 8 ? inflateRawSync(body) : body).toString("utf8");
  }
  return text;
}
