import { read, write } from "#platform/http/route.ts";
import {
  arrive,
  closeCourse,
  noteAttendance,
  owePromoters,
  planCourse,
  takeSeat,
  takeTest,
} from "./commands.ts";
import {
  Arrived,
  ArriveRequest,
  CourseList,
  CourseParams,
  CourseRequest,
  CourseView,
  Done,
  Made,
  Owed,
  PageQuery,
  PromoterList,
  PromoterQuery,
  SeatParams,
  SeatRequest,
  Tested,
  TestRequest,
} from "./contract.ts";
import { courseList, courseView, promoterList } from "./queries.ts";

const done = { done: true } as const;

export const trainingRoutes = [
  read({
    path: "/training",
    summary: "Courses, planned last first",
    permission: "training.read",
    query: PageQuery,
    reply: CourseList,
    handle: (ctx, { query }) => courseList(ctx, query),
  }),
  read({
    path: "/training/courses/:courseId",
    summary: "A course: who comes, who came, who is certified",
    permission: "training.read",
    params: CourseParams,
    reply: CourseView,
    handle: (ctx, { params }) => courseView(ctx, params.courseId),
  }),
  read({
    path: "/training/promoters",
    summary: "Units that take part, with or without a certified promoter",
    permission: "training.read",
    query: PromoterQuery,
    reply: PromoterList,
    handle: (ctx, { query }) => promoterList(ctx, query),
  }),
  write({
    path: "/training/promoters/duties",
    summary: "Units without a certified promoter owe one",
    permission: "training.manage",
    body: Done.partial(),
    reply: Owed,
    mayRehearse: true,
    handle: async (ctx) => ({ units: await owePromoters(ctx) }),
  }),
  write({
    path: "/training",
    summary: "Plan a course with its test",
    permission: "training.manage",
    body: CourseRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await planCourse(ctx, body) }),
  }),
  write({
    path: "/training/courses/:courseId/seats",
    summary: "Sign somebody of a unit up",
    permission: "training.join",
    params: CourseParams,
    body: SeatRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({
      id: await takeSeat(ctx, params.courseId, body.organisationId, body.name),
    }),
  }),
  write({
    path: "/training/seats/:seatId/attendance",
    summary: "Note by hand that somebody came",
    permission: "training.manage",
    params: SeatParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await noteAttendance(ctx, params.seatId);
      return done;
    },
  }),
  write({
    path: "/training/courses/:courseId/closing",
    summary: "A course is over",
    permission: "training.manage",
    params: CourseParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await closeCourse(ctx, params.courseId);
      return done;
    },
  }),
  write({
    path: "/public/course/arrival",
    summary: "Sign in in the room by one's code",
    permission: "public",
    body: ArriveRequest,
    reply: Arrived,
    handle: (ctx, { body }) => arrive(ctx, body),
  }),
  write({
    path: "/public/course/test",
    summary: "Take the test of a course, once",
    permission: "public",
    body: TestRequest,
    reply: Tested,
    handle: (ctx, { body }) => takeTest(ctx, body, body.choices),
  }),
];
