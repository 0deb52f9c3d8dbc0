/**
 * What a line of a feed holds, by the names of the national medical-insurance interface (2303/2304). Names that interface
 * does not give – `init_setl_id`, the columns of hospital, days, diagnosis and receipt – are as its other messages
 * spell them, and otherwise ours: the manual lists them for the other side.
 */
export const fields = {
  setl_id: "结算ID",
  mdtrt_id: "就诊ID",
  psn_name: "姓名",
  certno: "证件号码",
  med_type: "医疗类别",
  begndate: "入院日期",
  enddate: "出院日期",
  fixmedins_name: "医疗机构名称",
  diag_code: "诊断编码",
  diag_name: "诊断名称",
  invono: "票据号码",
  refd_setl_flag: "退费结算标志",
  init_setl_id: "原结算ID",
  medfee_sumamt: "医疗费总额",
  fulamt_ownpay_amt: "全自费金额",
  overlmt_selfpay: "超限价自费费用",
  preselfpay_amt: "先行自付金额",
  inscp_scp_amt: "符合政策范围金额",
  act_pay_dedc: "实际支付起付线",
  hifp_pay: "基本医保统筹基金支出",
  cvlserv_pay: "公务员医疗补助",
  hifes_pay: "企业补充医保",
  hifmi_pay: "居民大病保险",
  hifob_pay: "职工大额医疗费用补助",
  maf_pay: "医疗救助",
  oth_pay: "其他支付",
  fund_pay_sumamt: "基金支付总额",
  hosp_part_amt: "医院负担金额",
  psn_part_amt: "个人负担总金额",
  acct_pay: "个人账户支付",
  acct_mulaid_pay: "个人账户共济支付",
  psn_cash_pay: "个人现金支出",
} as const;
export type Field = keyof typeof fields;
export const fieldNames = Object.keys(fields) as Field[];

/** Columns without which a file is no feed; sums that are left out are nothing. */
export const neededFields = [
  "setl_id",
  "mdtrt_id",
  "psn_name",
  "certno",
  "med_type",
  "begndate",
  "enddate",
  "fixmedins_name",
  "diag_code",
  "invono",
  "medfee_sumamt",
  "fulamt_ownpay_amt",
  "overlmt_selfpay",
  "preselfpay_amt",
  "inscp_scp_amt",
  "act_pay_dedc",
  "hifp_pay",
  "fund_pay_sumamt",
  "psn_part_amt",
  "psn_cash_pay",
] as const satisfies readonly Field[];

export const amountFields = [
  "medfee_sumamt",
  "fulamt_ownpay_amt",
  "overlmt_selfpay",
  "preselfpay_amt",
  "inscp_scp_amt",
  "act_pay_dedc",
  "hifp_pay",
  "cvlserv_pay",
  "hifes_pay",
  "hifmi_pay",
  "hifob_pay",
  "maf_pay",
  "oth_pay",
  "fund_pay_sumamt",
  "hosp_part_amt",
  "psn_part_amt",
  "acct_pay",
  "acct_mulaid_pay",
  "psn_cash_pay",
] as const satisfies readonly Field[];
export type AmountName = (typeof amountFields)[number];
