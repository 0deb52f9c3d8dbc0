import { type RefusalTexts, unreadableFiles } from "#core/text.ts";

/** Words for what the platform itself refuses. */
export const platformTexts: RefusalTexts = {
  not_found: () => ({
    title: "没有找到，或它不在您的管理范围",
    detail: "请核对地址；如果您另有身份，可以在右上角切换后再看。",
  }),
  not_permitted: () => ({
    title: "没有找到，或它不在您的管理范围",
    detail: "您现在的身份不能办这件事。如果您另有身份，可以在右上角切换；需要开通的，请联系本级管理员。",
  }),
  signed_out: () => ({
    title: "请先登录",
    detail: "登录已过期或尚未登录。登录后会回到这一页，填写的内容不会丢。",
  }),
  key_rotation_running: () => ({
    title: "正在换数据密钥",
    detail: "另一个命令正在换。请等它换完；它中断了，再运行一次就接着换。没有改动任何数据。",
  }),
  key_ring_full: () => ({
    title: "密钥编号已经用完",
    detail: "编号只有255个。请联系开发者。没有改动任何数据。",
  }),
  key_in_environment: () => ({
    title: "密钥在 TONGZHOU_KEYS 里，不能自动换",
    detail:
      "请在 TONGZHOU_KEYS 的 sealing 里加一把新密钥（32字节，base64），current 改成它的编号，重新启动每一台的程序，再运行 tongzhou key rotate。没有改动任何数据。",
  }),
  invalid_input: () => ({ title: "有几处需要改正", detail: "下面逐项说明。没有保存任何数据。" }),
  malformed_request: () => ({
    title: "请求的内容读不出来",
    detail: "请刷新页面后再试一次。没有保存任何数据。",
  }),
  idempotency_key_reused: () => ({
    title: "这次提交和上一次的编号相同，内容却不同",
    detail: "请刷新页面后重新提交。上一次的结果没有改变。",
  }),
  foreign_origin: () => ({
    title: "请求不是从本系统的页面发出的",
    detail: "请从系统页面重新操作。没有保存任何数据。",
  }),
  no_file: () => ({ title: "没有收到文件", detail: "请选择一个文件后再提交。没有保存任何数据。" }),
  file_encrypted: () => ({
    title: "这个文件设了打开密码",
    detail: "请在 Excel 或 WPS 里取消密码，另存后再上传。没有保存任何数据。",
  }),
  file_unreadable: ({ kind }) => ({
    title: unreadableFiles[String(kind)] ?? "这个文件不是表格",
    detail: "请上传 Excel 表（.xlsx、.xls）或 CSV，最大50MB。没有保存任何数据。",
  }),
  formula_without_value: ({ line, column }) => ({
    title: `第${line}行${column}列是公式，没有算出的值`,
    detail: "请在 Excel 或 WPS 里打开这个文件，保存一次，或把公式粘贴成数值，再上传。没有保存任何数据。",
  }),
  file_too_large: ({ why, limit }) => ({
    title: why === "unpacked" || why === "memory" || why === "time" ? "这个文件里面的内容太大" : "文件太大",
    detail:
      why === "unpacked"
        ? `解开后超过${limit}。请只留这张表，清除空白的格式和图片，或拆成几份。没有保存任何数据。`
        : why === "memory" || why === "time"
          ? "没能读完。请只留这张表，清除空白的格式和图片，或拆成几份。没有保存任何数据。"
          : `最大${limit ?? "50MB"}。可以拆成几份分别提交。没有保存任何数据。`,
  }),
  upload_cancelled: () => ({ title: "上传没有完成", detail: "已取消，没有保存任何数据。" }),
  too_many_requests: ({ seconds }) => ({
    title: "操作太频繁",
    detail: `请过${seconds ?? 60}秒再试。没有保存任何数据。`,
  }),
  city_unknown: ({ code }) => ({
    title: `没有开通编号为${code}的城市`,
    detail: "请核对六位行政区划代码，例如濮阳市是410900。",
  }),
  paper_character_unknown: ({ characters }) => ({
    title: `字库里没有“${[characters ?? []].flat().join("、")}”，这份文件印不出来`,
    detail: "请核对这个字有没有写错；没有写错的，请联系系统管理员补充字库。没有保存任何数据。",
  }),
  storage_full: () => ({
    title: "服务器的存储空间已满",
    detail: "这次没有保存任何数据。请联系系统管理员清理空间，然后重新提交。",
  }),
  storage_away: () => ({
    title: "存放文件的地方暂时连接不上",
    detail: "这次没有保存任何数据。请过一会儿重新提交；一直这样，请联系系统管理员。",
  }),
  database_away: () => ({
    title: "数据库暂时连接不上",
    detail: "没有保存任何数据。请过一会儿重新提交；一直这样，请联系系统管理员。",
  }),
  busy: () => ({
    title: "正好有人在办同一件事",
    detail: "您这次没有保存任何数据。请再提交一次。",
  }),
  server_fault: ({ requestId }) => ({
    title: "系统没能完成这一步",
    detail: `没有保存任何数据，可以再试一次。仍不对，请把编号${requestId ?? ""}告诉系统管理员。`,
  }),
};
