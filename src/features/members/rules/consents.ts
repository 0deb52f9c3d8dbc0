/** Why personal data is handled; each is asked, given and withdrawn by itself. */
export const consentPurposes = [
  "membership",
  "health_claim",
  "medical_data_exchange",
  "publicity_story",
  "hardship_match",
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** One version of what a person agrees to, word for word. A published one never changes: a change is a new version. */
export type ConsentText = {
  readonly version: string;
  readonly title: string;
  /** One sentence under the title of the list. */
  readonly summary: string;
  readonly paragraphs: readonly string[];
  /** What happens when it is withdrawn. */
  readonly withdrawal: string;
};

const membership: ConsentText = {
  version: "2025.1",
  title: "参加互助保障的个人信息处理",
  summary: "登记、出账单、查看保障要用到的姓名、证件号码和电话。",
  paragraphs: [
    "为您办理职工互助保障的参加和查询，我们处理您的姓名、证件号码、性别、出生日期、工作单位、手机号码和保障记录。",
    "处理人是您所在市的总工会和省职工互助保障办事处。您的单位经办人可以看到本单位的名册和保障，看不到病情。",
    "证件号码、手机号码和银行卡号加密保存，页面上只显示一部分；有人查看完整号码时，系统记下是谁、什么时候、为什么。",
    "资料保存到最后一次保障结束后，会计账簿和凭证按国家规定保存三十年。您可以随时查看、导出、要求更正；不再参加时可以申请删除，依法要保存的除外。",
  ],
  withdrawal: "撤回后，不再用您的资料为您续办保障；已经交费的保障照常到期，依法要保存的账目不能删。",
};

const healthClaim: ConsentText = {
  version: "2025.1",
  title: "申领互助金时处理医疗健康信息",
  summary: "申领要看诊断、费用和住院材料，这些是敏感个人信息，要您单独同意。",
  paragraphs: [
    "您申领互助金时，我们要处理医疗健康信息：医保结算单、发票、出院记录、诊断和费用，以及收款的银行卡号。这些是敏感个人信息，没有它们就无法核定。",
    "只有办理您这一件申领的市总工会审核人员、省办事处复核人员能看到。您的单位经办人只证明您在职，看不到诊断。短信和通知里不写病情。",
    "材料加密保存。查看材料的人、时间都有记录，您可以要求我们告诉您。",
    "核定结果和付款凭证按会计规定保存三十年，申领材料按档案规定保存，到期删除。",
  ],
  withdrawal: "撤回后，没有办完的申领会停下来；已经付款的，凭证依法保存。",
};

const medicalDataExchange: ConsentText = {
  version: "2025.1",
  title: "向医保部门核对结算信息",
  summary: "同意后，医保报销完我们可以自动替您算好互助金，不用交结算单。",
  paragraphs: [
    "您同意后，我们向当地医疗保障部门提供您的姓名和证件号码，取得您在保障期内的医保结算信息：医院、住院日期、费用合计、医保支付和自付金额、诊断编码。",
    "这些信息只用来核定您的互助金，不作别的用途，不给您的单位，不给任何商业机构。",
    "不同意也可以申领，自己提交结算单就行，金额一样。",
  ],
  withdrawal: "撤回后，我们不再取得您的结算信息；以后申领请自己提交结算单。",
};

const publicityStory: ConsentText = {
  version: "2025.1",
  title: "用您的经历做宣传",
  summary: "只有您同意，工会才会在宣传里讲您得到帮助的经过。",
  paragraphs: [
    "您同意后，工会可以在宣传栏、公众号和会议材料里介绍您参加互助保障、得到互助金的经过。",
    "发布前会给您看稿。姓名只留姓氏，不写病名，不放没有经您同意的照片。",
    "不同意不影响您的任何保障和申领。",
  ],
  withdrawal: "撤回后，已经发布在网上的会撤下，不再用于新的宣传；已经印发的无法收回。",
};

const hardshipMatch: ConsentText = {
  version: "2025.1",
  title: "和民政部门的困难名单核对",
  summary: "同意后，您在困难名单上时，工会能主动找到您，不用您来申请。",
  paragraphs: [
    "您同意后，我们用您的姓名和证件号码，与民政部门提供的困难群众名单核对。核对到了，只记下您属于哪一类困难，用来安排救助和慰问。",
    "只有市总工会办理救助的人能看到，您的单位看不到。没有同意的人，名单上有也不留任何记录。",
    "不同意不影响您的任何保障、申领和救助申请。",
  ],
  withdrawal: "撤回后，不再用您的资料核对名单；已经发放的救助照常。",
};

/** All versions that were ever published, the one in force last. */
export const consentTexts: Readonly<Record<ConsentPurpose, readonly ConsentText[]>> = {
  membership: [membership],
  health_claim: [healthClaim],
  medical_data_exchange: [medicalDataExchange],
  publicity_story: [publicityStory],
  hardship_match: [hardshipMatch],
};

/** The text in force, or the one of a version; undefined where there never was such a version. */
export const consentText = (purpose: ConsentPurpose, version?: string): ConsentText | undefined =>
  version === undefined
    ? consentTexts[purpose].at(-1)
    : consentTexts[purpose].find((text) => text.version === version);

/** What is hashed: every word a person saw, in their order. */
export const wordsOf = (text: ConsentText): string =>
  [text.version, text.title, text.summary, ...text.paragraphs, text.withdrawal].join("\n");
