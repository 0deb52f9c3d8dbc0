import { faqRoutes } from "./faq.ts";
import { myQuestionRoutes } from "./mine.ts";
import { deskRoutes } from "./questions.ts";
import { stationRoutes } from "./stations.ts";

export const questionRoutes = [...deskRoutes, ...faqRoutes, ...stationRoutes, ...myQuestionRoutes];
