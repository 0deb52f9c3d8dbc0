export { isAware, isWhole, type Question, quizFrom } from "./quiz.ts";
