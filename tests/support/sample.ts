import { z } from "zod";

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
};

/** Something a shape accepts, most of the time: `id` wherever an id stands, `words` wherever somebody may write. */
export function sampleOf(shape: z.ZodType | undefined, id: string, words: string): unknown {
  if (!shape) return undefined;
  const schema = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema;
  return sample(schema, "", id, words);
}

function sample(schema: Schema, name: string, id: string, words: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) {
    const first = schema.anyOf.find((each) => each.type !== "null" && each.const !== "");
    return sample(first ?? {}, name, id, words);
  }
  switch (schema.type) {
    case "string":
      return text(schema, name, id, words);
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "array":
      return [sample(schema.items ?? {}, name, id, words)];
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, each]) => [key, sample(each, key, id, words)]),
      );
    default:
      return words;
  }
}

function text(schema: Schema, name: string, id: string, words: string): string {
  if (schema.format === "uuid") return id;
  if (/month/i.test(name)) return "2025-01";
  if (/^(from|until|on|day|date|bornOn|asOf)$|On$|From$|Until$|Date$/.test(name)) return "2025-01-10";
  if (/phone/i.test(name)) return "13912345678";
  if (/amount|yuan|cents/i.test(name)) return "1.00";
  return words;
}
