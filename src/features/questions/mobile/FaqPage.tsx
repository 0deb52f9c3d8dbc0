import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing } from "#ui/phone/parts.tsx";
import type { MyFaq } from "../contract.ts";

/** What is often asked. */
export function FaqPage() {
  const found = useGet<z.output<typeof MyFaq>>("/api/me/faq");
  return (
    <PhonePage
      bar="常见问题"
      title="大家常问的"
      back="/m/questions"
      action={{ label: "都不是，我要问", onPress: () => go("/m/questions/new") }}
    >
      <Fetched from={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="还没有常见问题">可以直接提问。</Nothing>
          ) : (
            rows.map((row) => (
              <Card key={row.id}>
                <h2>{row.question}</h2>
                <p>{row.answer}</p>
              </Card>
            ))
          )
        }
      </Fetched>
    </PhonePage>
  );
}
