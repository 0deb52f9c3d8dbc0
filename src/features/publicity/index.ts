/** The face of publicity: what later features may import. */

export { noteActivity, noteMedia } from "./commands/activities.ts";
export { moveMaterial, printMaterial } from "./commands/materials.ts";
export {
  draftStory,
  followMerge,
  nameAmbassador,
  publishStory,
  withdrawStoriesOf,
  withdrawStory,
} from "./commands/stories.ts";
export { publicityFigures } from "./queries/figures.ts";
