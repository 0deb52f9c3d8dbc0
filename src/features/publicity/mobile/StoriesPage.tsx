import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing } from "#ui/phone/parts.tsx";
import type { MyStories } from "../contract.ts";

/** Stories of those who agreed to tell them, and films. */
export function StoriesPage() {
  const found = useGet<z.output<typeof MyStories>>("/api/me/stories");
  return (
    <PhonePage bar="身边的故事" title="互助保障帮到了谁" back="/m/">
      <Fetched from={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="还没有故事">有人同意讲述以后，会出现在这里。</Nothing>
          ) : (
            rows.map((row) => (
              <Card key={row.id}>
                <h2>{row.title}</h2>
                <p>{row.body}</p>
              </Card>
            ))
          )
        }
      </Fetched>
    </PhonePage>
  );
}
