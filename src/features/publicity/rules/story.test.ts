import { expect, test } from "vitest";
import { storyFaults } from "./story.ts";

const hidden = { name: "苏兰桂", illnesses: ["肺炎", ""] };

test("the surname alone may stand, the whole name not", () => {
  expect(storyFaults("苏女士说，互助金三天就到了。", hidden)).toEqual([]);
  expect(storyFaults("苏兰桂说，互助金三天就到了。", hidden)).toEqual(["story_names_somebody"]);
});

test("no illness of theirs, no number: six digits are a sum, seven may be somebody's", () => {
  expect(storyFaults("因肺炎住院", hidden)).toEqual(["story_tells_the_illness"]);
  expect(storyFaults("互助金共486320元", hidden)).toEqual([]);
  expect(storyFaults("电话 139 1234 567", hidden)).toEqual(["story_tells_a_number"]);
  expect(storyFaults("短片，片长三分钟，肺炎", undefined)).toEqual([]);
});
