/** The face of training: what later features may import. */

export { arrive, closeCourse, owePromoters, planCourse, takeSeat, takeTest } from "./commands.ts";
export { trainingFigures } from "./queries.ts";
