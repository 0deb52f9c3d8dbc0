import { read, write } from "#platform/http/route.ts";
import { noteActivity, noteMedia } from "./commands/activities.ts";
import { moveMaterial, printMaterial } from "./commands/materials.ts";
import { draftStory, nameAmbassador, publishStory, withdrawStory } from "./commands/stories.ts";
import {
  ActivityList,
  ActivityRequest,
  AmbassadorRequest,
  Ambassadors,
  Done,
  Made,
  Materials,
  MediaList,
  MediaRequest,
  MoveRequest,
  MyStories,
  PageQuery,
  PrintRequest,
  ReasonRequest,
  StoryList,
  StoryParams,
  StoryRequest,
} from "./contract.ts";
import { activityList, ambassadors, materials, mediaList, myStories, storyList } from "./queries/lists.ts";

const done = { done: true } as const;

export const publicityRoutes = [
  read({
    path: "/materials",
    summary: "Publicity materials: what lies where, how far each has spread",
    permission: "publicity.read",
    reply: Materials,
    handle: (ctx) => materials(ctx),
  }),
  write({
    path: "/materials",
    summary: "Note what the city had printed",
    permission: "publicity.manage",
    body: PrintRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await printMaterial(ctx, body) }),
  }),
  write({
    path: "/materials/moves",
    summary: "Issue material to somebody, or note that it was used",
    permission: "publicity.manage",
    body: MoveRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await moveMaterial(ctx, body);
      return done;
    },
  }),
  read({
    path: "/stories",
    summary: "Stories and films; withdrawn ones are gone",
    permission: "publicity.read",
    query: PageQuery,
    reply: StoryList,
    handle: (ctx, { query }) => storyList(ctx, query),
  }),
  write({
    path: "/stories",
    summary: "Write a story about somebody who agreed, or announce a film",
    permission: "publicity.manage",
    body: StoryRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await draftStory(ctx, body) }),
  }),
  write({
    path: "/stories/:storyId/publication",
    summary: "Publish what another person wrote",
    permission: "publicity.approve",
    params: StoryParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await publishStory(ctx, params.storyId);
      return done;
    },
  }),
  write({
    path: "/stories/:storyId/withdrawal",
    summary: "Take a story away, everywhere",
    permission: "publicity.manage",
    params: StoryParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawStory(ctx, params.storyId, body.reason);
      return done;
    },
  }),
  read({
    path: "/ambassadors",
    summary: "Who tells of having been helped",
    permission: "publicity.read",
    reply: Ambassadors,
    handle: (ctx) => ambassadors(ctx),
  }),
  write({
    path: "/ambassadors",
    summary: "Name somebody who was helped as ambassador",
    permission: "publicity.manage",
    body: AmbassadorRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await nameAmbassador(ctx, body.personId, body.since) }),
  }),
  read({
    path: "/me/stories",
    summary: "Published stories and films",
    permission: "me.read",
    reply: MyStories,
    handle: (ctx) => myStories(ctx),
  }),
  read({
    path: "/activities",
    summary: "Publicity activities and whom they reached",
    permission: "publicity.read",
    query: PageQuery,
    reply: ActivityList,
    handle: (ctx, { query }) => activityList(ctx, query),
  }),
  write({
    path: "/activities",
    summary: "Note an activity and the units it reached",
    permission: "publicity.manage",
    body: ActivityRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteActivity(ctx, body) }),
  }),
  read({
    path: "/media",
    summary: "Own posts and others' reports, by channel",
    permission: "publicity.read",
    query: PageQuery,
    reply: MediaList,
    handle: (ctx, { query }) => mediaList(ctx, query),
  }),
  write({
    path: "/media",
    summary: "Note a post or reports",
    permission: "publicity.manage",
    body: MediaRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteMedia(ctx, body) }),
  }),
];
