/** The face of surveys: what later features may import. */

export { closeSurvey, giveSlip, openSurvey } from "./commands.ts";
export { awarenessOf, planChoices, surveyFigures } from "./queries.ts";
