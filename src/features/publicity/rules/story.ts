/** What of a person's must not stand in a story. */
export type Hidden = { readonly name: string; readonly illnesses: readonly string[] };

export type StoryFault = "story_names_somebody" | "story_tells_a_number" | "story_tells_the_illness";

/** All that is wrong with a story's words: a full name, a run of digits that may be a number of theirs, what they fell ill with. */
export function storyFaults(words: string, hidden: Hidden | undefined): StoryFault[] {
  const faults: StoryFault[] = [];
  if (hidden && words.includes(hidden.name)) faults.push("story_names_somebody");
  if (/\d{7,}[\dXx]?/.test(words.replace(/[\s-]/g, ""))) faults.push("story_tells_a_number");
  if (hidden?.illnesses.some((illness) => illness.length > 1 && words.includes(illness)))
    faults.push("story_tells_the_illness");
  return faults;
}
