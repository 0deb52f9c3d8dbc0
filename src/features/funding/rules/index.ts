export { firstRules } from "./first-rules.ts";
export { checkRule, type FundingRule, type RuleShare, ruleOn } from "./funding-rule.ts";
export { baseCutOff, type FundingDays, settlesIn, usualDays } from "./settle.ts";
