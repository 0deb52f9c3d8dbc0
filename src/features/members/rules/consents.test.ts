import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { consentPurposes, consentText, consentTexts, wordsOf } from "./consents.ts";

const hashes = () =>
  Object.fromEntries(
    consentPurposes.flatMap((purpose) =>
      consentTexts[purpose].map((text) => [
        `${purpose} ${text.version}`,
        createHash("sha256").update(wordsOf(text)).digest("hex").slice(0, 16),
      ]),
    ),
  );

test("a published text stays as it is to the letter: whoever changes words makes a new version", () => {
  expect(hashes()).toMatchInlineSnapshot(`
    {
      "hardship_match 2025.1": "44403c86310458fd",
      "health_claim 2025.1": "ebae21be7ec32016",
      "medical_data_exchange 2025.1": "8f2b803ced4a739b",
      "membership 2025.1": "c25b63015e01fc0d",
      "publicity_story 2025.1": "7fb6ffd08b90328f",
    }
  `);
});

test("a version is published once, the last one is in force", () => {
  for (const purpose of consentPurposes) {
    const versions = consentTexts[purpose].map((text) => text.version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(consentText(purpose)?.version).toBe(versions.at(-1));
    expect(consentText(purpose, "1900.1")).toBeUndefined();
  }
});
