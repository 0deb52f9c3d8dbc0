import type { ReactNode } from "react";
import { Button } from "../Button.tsx";
import { TextField } from "../forms/fields.tsx";
import { Form, useForm } from "../forms/form.tsx";
import { Page, PageTitle } from "../page.tsx";
import { ProblemError } from "../problem.ts";
import { Bones, Done, Empty, LongJob, ProblemState } from "../States.tsx";

const Box = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <p className="secondary" style={{ marginBottom: 8 }}>
      {title}
    </p>
    <div className="surface">{children}</div>
  </div>
);

const refusal = (status: number, title: string, detail: string, facts = {}) =>
  new ProblemError({ status, title, detail, facts });

/** i-states: the nine states every page has. */
export function NineStates() {
  return (
    <Page>
      <PageTitle title="每个页面都要画的九种状态" />
      <div className="columns" style={{ "--columns": 3 } as React.CSSProperties}>
        <Box title="空：说明为什么空，给唯一的下一步">
          <Empty
            title="还没有2月的名册"
            actions={
              <>
                <Button kind="primary">上传名册</Button>
                <Button>用上次的名册改</Button>
                <Button kind="plain">下载空白表</Button>
              </>
            }
          >
            1月31日前提交，保障从3月1日开始。可以直接用您现有的 Excel 表，列的顺序不限。
          </Empty>
        </Box>
        <Box title="加载：300毫秒后才出现骨架，不转圈，不跳动">
          <Bones rows={5} />
        </Box>
        <Box title="长任务：进度、剩余、可以离开">
          <LongJob
            title="正在读名册：第268,000行，共424,000行"
            done={268_000}
            total={424_000}
            secondsLeft={12}
            note="已受理263,118 · 待审核1,204 · 退回3,678"
            cancel={<Button>取消，不保存任何数据</Button>}
          />
        </Box>
        <Box title="部分成功：先说成的，再说没成的和怎么办">
          <Done
            title="已催办6家，1家没有发出"
            actions={
              <>
                <Button>补登记电话</Button>
                <Button kind="plain">看6家明细</Button>
              </>
            }
          >
            <p>濮阳市职业技术学院第二分部没有登记联系电话。</p>
            <p>已发出的6家24小时内不会重复催办。</p>
          </Done>
        </Box>
        <Box title="出错：发生了什么、数据在不在、怎么办">
          <ProblemState
            problem={refusal(
              400,
              "对账单缺行，没有导入",
              "第18行余额应为116,150.00，表里是116,650.00，中间少了500.00元。通常是导出时漏选了日期。原有数据没有变动。",
              { requestId: "019a7f3k-20" },
            )}
            actions={<Button kind="primary">重新选文件</Button>}
          />
        </Box>
        <Box title="没有权限：有没有都说同一句话，给出路">
          <ProblemState problem={refusal(404, "没有找到这份名册，或它不在您的管理范围", "")} />
        </Box>
        <Box title="表单校验：改哪里写在哪里，一次说全">
          <CheckedForm />
        </Box>
        <Box title="确认：只用于退不回来的事，写明后果，按钮写动作">
          <Empty
            title="上缴168,640.00元到省办事处？"
            actions={
              <>
                <Button>再看看</Button>
                <Button kind="primary">提交复核</Button>
              </>
            }
          >
            <p>29家单位2,108人，保障从2月1日开始</p>
            <p>上缴后名单不能再改，更正要走退费</p>
            <p>需要另一位同事复核后才会生成转账文件</p>
          </Empty>
        </Box>
        <Box title="两人同时操作：告诉后来的人结果">
          <ProblemState
            problem={refusal(
              409,
              "这件申领刚被另一位初审通过了",
              "7月10日10:12通过，4,071.41元，已转复审。您填写的意见没有提交，已放在下面，需要可以复制。",
            )}
            kept="卡号与名册不同，已电话核实。"
            actions={
              <Button kind="primary" shortcut="J">
                看下一件
              </Button>
            }
          />
        </Box>
      </div>
    </Page>
  );
}

const phoneProblem = new ProblemError({
  status: 400,
  title: "有几处需要改正",
  problems: [{ path: "body.phone", message: "只有10位，手机号是11位。" }],
});

function CheckedForm() {
  const form = useForm({
    initial: { code: "12410900F7UHQA6P7X", phone: "1389456410" },
    warn: () => ({ code: "校验位不对。少数真实代码也会这样，核对无误可以继续。" }),
  });
  return (
    <div style={{ padding: 20 }}>
      <Form form={form} onSubmit={() => undefined} problem={phoneProblem}>
        <TextField name="code" label="统一社会信用代码" />
        <TextField name="phone" label="联系人手机" />
      </Form>
    </div>
  );
}
