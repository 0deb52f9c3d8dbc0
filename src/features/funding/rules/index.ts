export { firstRules } from "./first-rules.ts";
export {
  checkRule,
  everyCategory,
  type FundingRule,
  type Mode,
  type RulePayer,
  type RuleShare,
  ruleOn,
} from "./funding-rule.ts";
export { baseCutOff, type FundingDays, settlesIn, subsidyCutOff, usualDays } from "./settle.ts";
