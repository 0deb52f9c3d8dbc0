import type { Command } from "commander";
import type { RefusalTexts } from "#core/text.ts";
import { statementCommand } from "#features/banking/cli.ts";
import { bankLedgerChecks } from "#features/banking/index.ts";
import { bankingJobs } from "#features/banking/jobs.ts";
import { bankingRoutes } from "#features/banking/routes.ts";
import { bankingTexts } from "#features/banking/text.ts";
import { budgetRoutes } from "#features/budgets/routes.ts";
import { budgetDuties } from "#features/budgets/rules/duties.ts";
import { budgetTexts } from "#features/budgets/text.ts";
import { bulletinRoutes } from "#features/bulletins/routes.ts";
import { bulletinTexts } from "#features/bulletins/text.ts";
import { calendarTexts } from "#features/calendar/text.ts";
import { careRoutes } from "#features/care/routes.ts";
import { careTexts } from "#features/care/text.ts";
import { barRefund } from "#features/claims/index.ts";
import { claimJobs } from "#features/claims/jobs.ts";
import { claimRoutes } from "#features/claims/routes/index.ts";
import { claimDuties } from "#features/claims/rules/duties.ts";
import { claimTexts } from "#features/claims/text/refusals.ts";
import { committeeRoutes } from "#features/committees/routes.ts";
import { committeeDuties } from "#features/committees/rules/duties.ts";
import { committeeTexts } from "#features/committees/text.ts";
import { directiveRoutes } from "#features/directives/routes.ts";
import { directiveDuties } from "#features/directives/rules/duties.ts";
import { directiveTexts } from "#features/directives/text.ts";
import { donationLedgerChecks } from "#features/donations/index.ts";
import { donationRoutes } from "#features/donations/routes.ts";
import { donationDuties } from "#features/donations/rules/duties.ts";
import { donationTexts } from "#features/donations/text.ts";
import { addDutyKinds, type DutyKind } from "#features/duties/index.ts";
import { dutyRoutes } from "#features/duties/routes.ts";
import { dutyTexts } from "#features/duties/text.ts";
import { rosterCommand } from "#features/enrolment/cli.ts";
import { batchTexts } from "#features/enrolment/commands/text.ts";
import { addCoverBar, myCovers } from "#features/enrolment/index.ts";
import { enrolmentJobs } from "#features/enrolment/jobs.ts";
import { enrolmentRoutes } from "#features/enrolment/routes/index.ts";
import { enrolmentTexts } from "#features/enrolment/text.ts";
import { exchangeRoutes } from "#features/exchange/routes.ts";
import { exchangeTexts } from "#features/exchange/text.ts";
import { fieldworkRoutes } from "#features/fieldwork/routes.ts";
import { fieldworkDuties } from "#features/fieldwork/rules/duties.ts";
import { fieldworkTexts } from "#features/fieldwork/text.ts";
import { fundingLedgerChecks } from "#features/funding/index.ts";
import { fundingJobs } from "#features/funding/jobs.ts";
import { fundingRoutes } from "#features/funding/routes/index.ts";
import { fundingDuties } from "#features/funding/rules/duties.ts";
import { fundingTexts } from "#features/funding/text.ts";
import { addScoreSource } from "#features/honours/index.ts";
import { honourRoutes } from "#features/honours/routes.ts";
import { honourDuties } from "#features/honours/rules/duties.ts";
import { honourTexts } from "#features/honours/text.ts";
import { userCommand } from "#features/identity/index.ts";
import { identityRoutes } from "#features/identity/routes/index.ts";
import { identityTexts } from "#features/identity/text.ts";
import { insightRoutes } from "#features/insight/index.ts";
import { inspectionScores } from "#features/inspections/index.ts";
import { inspectionRoutes } from "#features/inspections/routes.ts";
import { inspectionDuties } from "#features/inspections/rules/duties.ts";
import { inspectionTexts } from "#features/inspections/text.ts";
import { ledgerCommand } from "#features/ledger/cli.ts";
import { addLedgerCheck } from "#features/ledger/index.ts";
import { ledgerRoutes } from "#features/ledger/routes.ts";
import { ledgerTexts } from "#features/ledger/text.ts";
import { livelihoodRoutes } from "#features/livelihood/routes.ts";
import { livelihoodDuties } from "#features/livelihood/rules/duties.ts";
import { livelihoodTexts } from "#features/livelihood/text.ts";
import {
  addMergeFollower,
  addPersonalData,
  authenticate,
  followWithdrawal,
} from "#features/members/index.ts";
import { memberJobs } from "#features/members/jobs.ts";
import { memberRoutes } from "#features/members/routes/index.ts";
import { memberTexts } from "#features/members/text.ts";
import { standInNationalCommand } from "#features/national/cli/index.ts";
import { nationalRoutes, nationalTexts } from "#features/national/index.ts";
import { noticeJobs } from "#features/notices/jobs.ts";
import { noticeRoutes } from "#features/notices/routes/index.ts";
import { noticeTexts } from "#features/notices/text.ts";
import { cityCommand } from "#features/onboarding/cli.ts";
import { onboardingRoutes } from "#features/onboarding/routes.ts";
import { onboardingTexts } from "#features/onboarding/text.ts";
import { organisationRoutes } from "#features/organisations/routes/index.ts";
import { organisationTexts } from "#features/organisations/text.ts";
import { auditCommand, oversightRoutes } from "#features/oversight/index.ts";
import { standInBankCommand } from "#features/payments/cli/index.ts";
import { paymentLedgerChecks } from "#features/payments/index.ts";
import { paymentJobs } from "#features/payments/jobs.ts";
import { paymentRoutes } from "#features/payments/routes.ts";
import { paymentTexts } from "#features/payments/text.ts";
import { peopleRoutes } from "#features/people/routes.ts";
import { peopleTexts } from "#features/people/text.ts";
import { plansCommand, workOutCommand } from "#features/plans/cli/index.ts";
import { planRoutes } from "#features/plans/routes.ts";
import { planTexts } from "#features/plans/text.ts";
import { followMerge as followStoryMerge, withdrawStoriesOf } from "#features/publicity/index.ts";
import { publicityRoutes } from "#features/publicity/routes.ts";
import { publicityTexts } from "#features/publicity/text.ts";
import { questionRoutes } from "#features/questions/routes/index.ts";
import { questionDuties } from "#features/questions/rules/duties.ts";
import { questionTexts } from "#features/questions/text.ts";
import { receiptRoutes, receiptTexts } from "#features/receipts/index.ts";
import { followMerge as followReliefMerge } from "#features/relief/index.ts";
import { reliefJobs } from "#features/relief/jobs.ts";
import { reliefRoutes } from "#features/relief/routes.ts";
import { reliefDuties } from "#features/relief/rules/duties.ts";
import { reliefTexts } from "#features/relief/text.ts";
import { reportCommand } from "#features/reports/cli.ts";
import { reportRoutes } from "#features/reports/routes.ts";
import { reportTexts } from "#features/reports/text.ts";
import { settlementCommand, standInInsuranceCommand } from "#features/settlements/cli/index.ts";
import { settlementJobs } from "#features/settlements/jobs.ts";
import { settlementRoutes } from "#features/settlements/routes.ts";
import { settlementTexts } from "#features/settlements/text.ts";
import { awarenessOf } from "#features/surveys/index.ts";
import { surveyRoutes } from "#features/surveys/routes.ts";
import { surveyDuties } from "#features/surveys/rules/duties.ts";
import { surveyTexts } from "#features/surveys/text.ts";
import { targetRoutes } from "#features/targets/routes.ts";
import { targetDuties } from "#features/targets/rules/duties.ts";
import { targetTexts } from "#features/targets/text.ts";
import { trainingRoutes } from "#features/training/routes.ts";
import { trainingDuties } from "#features/training/rules/duties.ts";
import { trainingTexts } from "#features/training/text.ts";
import { trialRoutes } from "#features/trials/routes.ts";
import { trialTexts } from "#features/trials/text.ts";
import { workFundJobs } from "#features/workfund/jobs.ts";
import { workFundRoutes } from "#features/workfund/routes.ts";
import { workFundDuties } from "#features/workfund/rules/duties.ts";
import { workFundTexts } from "#features/workfund/text.ts";
import { standInCommand } from "#platform/channels/stand-in-command.ts";
import type { Config } from "#platform/config.ts";
import type { Route } from "#platform/http/route.ts";
import type { Job } from "#platform/jobs/job.ts";
import { jobRoutes } from "#platform/jobs/routes.ts";

/** What the features bring, collected in the order of `features.json`. A new feature adds its lines here. */
export const routes: readonly Route[] = [
  ...jobRoutes,
  ...organisationRoutes,
  ...identityRoutes,
  ...peopleRoutes,
  ...memberRoutes,
  ...noticeRoutes,
  ...dutyRoutes,
  ...planRoutes,
  ...ledgerRoutes,
  ...bankingRoutes,
  ...paymentRoutes,
  ...receiptRoutes,
  ...enrolmentRoutes,
  ...fundingRoutes,
  ...claimRoutes,
  ...settlementRoutes,
  ...nationalRoutes,
  ...trialRoutes,
  ...questionRoutes,
  ...targetRoutes,
  ...reliefRoutes,
  ...publicityRoutes,
  ...committeeRoutes,
  ...directiveRoutes,
  ...fieldworkRoutes,
  ...surveyRoutes,
  ...trainingRoutes,
  ...inspectionRoutes,
  ...bulletinRoutes,
  ...workFundRoutes,
  ...careRoutes,
  ...donationRoutes,
  ...budgetRoutes,
  ...honourRoutes,
  ...livelihoodRoutes,
  ...insightRoutes,
  ...oversightRoutes,
  ...exchangeRoutes,
  ...reportRoutes,
  ...onboardingRoutes,
];

export const jobs: readonly Job[] = [
  ...bankingJobs,
  ...memberJobs,
  ...paymentJobs,
  ...noticeJobs,
  ...enrolmentJobs,
  ...fundingJobs,
  ...claimJobs,
  ...settlementJobs,
  ...reliefJobs,
  ...workFundJobs,
];

export const texts: RefusalTexts = {
  ...calendarTexts,
  ...organisationTexts,
  ...identityTexts,
  ...peopleTexts,
  ...memberTexts,
  ...noticeTexts,
  ...dutyTexts,
  ...planTexts,
  ...ledgerTexts,
  ...bankingTexts,
  ...paymentTexts,
  ...receiptTexts,
  ...enrolmentTexts,
  ...batchTexts,
  ...fundingTexts,
  ...claimTexts,
  ...settlementTexts,
  ...nationalTexts,
  ...trialTexts,
  ...questionTexts,
  ...targetTexts,
  ...reliefTexts,
  ...publicityTexts,
  ...committeeTexts,
  ...directiveTexts,
  ...fieldworkTexts,
  ...surveyTexts,
  ...trainingTexts,
  ...inspectionTexts,
  ...bulletinTexts,
  ...workFundTexts,
  ...careTexts,
  ...donationTexts,
  ...budgetTexts,
  ...honourTexts,
  ...livelihoodTexts,
  ...onboardingTexts,
  ...exchangeTexts,
  ...reportTexts,
};

/** Sub-commands of the command line; those that need the database open it themselves. */
export const commands: readonly ((config: () => Config) => Command)[] = [
  userCommand,
  ledgerCommand,
  statementCommand,
  () => standInBankCommand(),
  () => standInInsuranceCommand(),
  () => standInNationalCommand(),
  settlementCommand,
  () => rosterCommand(),
  () => workOutCommand(),
  () => plansCommand(),
  auditCommand,
  cityCommand,
  reportCommand,
  standInCommand,
];

/** Who a session token stands for. */
export { authenticate };

// What a worker's own export holds beside their record.
addPersonalData({ title: "保障", of: async (ctx, personId) => (await myCovers(ctx, personId)).rows });

/** What people may owe by a time, named by the features that open it. */
const dutyKinds: readonly DutyKind[] = [
  ...fundingDuties,
  ...Object.values(claimDuties),
  ...questionDuties,
  ...targetDuties,
  ...workFundDuties,
  ...reliefDuties,
  ...donationDuties,
  ...livelihoodDuties,
  ...budgetDuties,
  ...inspectionDuties,
  ...honourDuties,
  ...trainingDuties,
  ...surveyDuties,
  ...fieldworkDuties,
  ...directiveDuties,
  ...committeeDuties,
];
addDutyKinds(dutyKinds);

// Whose story is told agrees, to the minute.
followWithdrawal("publicity_story", withdrawStoriesOf);

// What was told of, or done for, a record that turned out to be another.
for (const follow of [followReliefMerge, followStoryMerge]) addMergeFollower(follow);

// What score sheets take from beside them.
addScoreSource("awareness", awarenessOf);
addScoreSource("inspection", inspectionScores);

// On what a cover is not cancelled.
addCoverBar(barRefund);

// What `ledger verify` looks at beside the books themselves.
for (const check of [
  ...bankLedgerChecks,
  ...paymentLedgerChecks,
  ...fundingLedgerChecks,
  ...donationLedgerChecks,
])
  addLedgerCheck(check);
