import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { OwedLines } from "#ui/OwedLines.tsx";
import { FigureRow, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useQueryState } from "#ui/router.tsx";
import { Loaded } from "#ui/States.tsx";
import { sayShare } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { type Dispatch, rhythms } from "../contract.ts";
import { rhythmNames } from "../text.ts";

type Reply = z.output<typeof Dispatch>;
const tones = { green: "good", yellow: "wait", red: "bad" } as const;
const colours = { green: "绿色", yellow: "黄色", red: "红色" } as const;

/** 调度: the next meeting's table lies ready – who is behind, what was promised, what to go through. */
export function DispatchPage() {
  const [rhythm] = useQueryState("rhythm", "weekly");
  const found = useGet<Reply>("/api/dispatch", { rhythm });
  const page = found.data;
  return (
    <Page>
      <PageTitle
        title={page && titleOf(page)}
        subtitle={
          page && (
            <>
              <DateText day={page.from} />到<DateText day={page.until} />
              {page.asOf && (
                <>
                  ，颜色截至
                  <DateText day={page.asOf} />
                </>
              )}
            </>
          )
        }
      >
        <ButtonLink to="/meetings">登记会议和议定事项</ButtonLink>
      </PageTitle>
      <FilterChips
        name="rhythm"
        label="多久一次"
        options={rhythms.map((value) => ({ value, label: rhythmNames[value] }))}
      />
      <Loaded from={found}>{(reply) => <View reply={reply} />}</Loaded>
    </Page>
  );
}

const titleOf = ({ counts, owed }: Reply): string => {
  const left = owed.filter(({ isDone }) => !isDone).length;
  return `红色${counts.red}家，${left > 0 ? `上次定的事还有${left}件没办完` : "上次定的事都办完了"}`;
};

function View({ reply }: { reply: Reply }) {
  const { counts } = reply;
  const all = counts.green + counts.yellow + counts.red;
  return (
    <>
      <FigureRow
        figures={[
          { label: "绿色", value: counts.green, unit: "家", tone: "good", note: `共${all}家` },
          { label: "黄色", value: counts.yellow, unit: "家", tone: "wait" },
          { label: "红色", value: counts.red, unit: "家", tone: "bad" },
          {
            label: "按时办结",
            value: reply.due === 0 ? "—" : sayShare(reply.inTime, reply.due),
            unit: "",
            note: `${reply.inTime}/${reply.due}件`,
          },
        ]}
      />
      <div className="columns">
        <Surface title="议程">
          <ol>
            {reply.agenda.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </Surface>
        <Surface title="进度落后" note="最落后的在前" flush>
          <Lines>
            {reply.behind.map((row) => (
              <Line
                key={row.organisationId}
                title={<Link to={`/progress/${row.organisationId}`}>{row.name}</Link>}
                note={`${row.union} · 序时进度${row.paceBp === null ? "—" : `${Math.floor(row.paceBp / 100)}%`}`}
                action={<StatusTag tone={tones[row.colour]}>{colours[row.colour]}</StatusTag>}
              />
            ))}
          </Lines>
        </Surface>
      </div>
      <Surface title="上次定的、答应的事">
        {reply.owed.length > 0 ? (
          <OwedLines rows={reply.owed} />
        ) : (
          <p className="secondary">没有没办完的。</p>
        )}
      </Surface>
    </>
  );
}
