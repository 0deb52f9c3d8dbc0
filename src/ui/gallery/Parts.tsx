import { Button } from "../Button.tsx";
import { BarCell, BarRows } from "../bars.tsx";
import { Course, Facts, NextStep, Page, PageTitle, Surface } from "../page.tsx";
import { Note } from "../States.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "../Text.tsx";

/** The small parts. */
export function Parts() {
  return (
    <Page>
      <PageTitle title="零件" subtitle="颜色只表示状态" />
      <NextStep
        alone
        title="下一步：请另一位同事复核"
        action={
          <Button kind="primary" why="您是提交的人，要由另一位复核">
            复核168,640.00元
          </Button>
        }
      >
        提交于今天09:42，名单在提交时已经封存。
      </NextStep>
      <div className="columns">
        <Surface title="按钮和标签">
          <div className="stack">
            <div className="row">
              <Button kind="primary">确认419人</Button>
              <Button>再看看</Button>
              <Button kind="danger">删除3行</Button>
              <Button kind="plain">下载空白表</Button>
              <Button small>催办</Button>
              <Button kind="primary" shortcut="A">
                通过
              </Button>
            </div>
            <div className="row">
              <StatusTag tone="good">已受理</StatusTag>
              <StatusTag tone="wait">待审核</StatusTag>
              <StatusTag tone="bad">退回</StatusTag>
              <StatusTag>处理中</StatusTag>
            </div>
            <Note tone="wait" title="已过17:00，今天的对账单还没有导入">
              下面是截至1月9日的内容。
            </Note>
          </div>
        </Surface>
        <Surface title="是什么">
          <Facts
            rows={[
              ["金额", <MoneyText key="1" yuan="-1250.00" unit />],
              ["万元", <MoneyText key="2" yuan="486320.00" unit inTenThousands />],
              ["没有的", <MoneyText key="3" yuan={null} />],
              ["表格里的日期", <DateText key="4" day="2025-01-25" />],
              ["句子里的日期", <DateText key="5" day="2025-01-25" as="sentence" />],
              ["期限", <DateText key="6" day="2025-01-25" as="deadline" />],
              ["过了的期限", <DateText key="7" day="2025-01-08" as="deadline" />],
              ["时刻", <DateText key="8" day="2025-01-09T08:20:00Z" as="instant" />],
              ["进度", <BarCell key="9" part={3} whole={1000} label="进度" />],
            ]}
          />
        </Surface>
        <Surface title="市总工会补助最多，占三分之一">
          <BarRows
            label="会费与补助"
            rows={[
              ["单位", 282900],
              ["市总工会补助", 169460],
              ["职工个人", 21050],
              ["县区补助", 12910],
            ].map(([label, size]) => ({
              key: String(label),
              label,
              size: Number(size),
              words: sayMoney(`${size}.00`),
            }))}
          />
        </Surface>
        <Surface title="经过">
          <Course
            happenings={[
              { key: "1", when: "1月8日21:14", what: "王芳提交名册，432行" },
              { key: "2", when: "1月9日09:30", what: "李敏通过2名超龄人员" },
            ]}
          />
        </Surface>
      </div>
    </Page>
  );
}
