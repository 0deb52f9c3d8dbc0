import { plainDate } from "#core/dates.ts";
import { read, write } from "#platform/http/route.ts";
import { endTerm, establishCommittee, noteMeeting, seatSomebody } from "./commands.ts";
import {
  CommitteeList,
  CommitteeParams,
  CommitteeRequest,
  Done,
  LeaveRequest,
  Made,
  MeetingList,
  MeetingRequest,
  PageQuery,
  SeatParams,
  SeatRequest,
} from "./contract.ts";
import { committeeList, meetingList } from "./queries.ts";

export const committeeRoutes = [
  read({
    path: "/committees",
    summary: "Committees, leading group and work groups, with who sits there",
    permission: "committees.read",
    reply: CommitteeList,
    handle: (ctx) => committeeList(ctx),
  }),
  write({
    path: "/committees",
    summary: "Set up a committee or work group",
    permission: "committees.manage",
    body: CommitteeRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await establishCommittee(ctx, body) }),
  }),
  write({
    path: "/committees/:committeeId/seats",
    summary: "Seat somebody for a term",
    permission: "committees.manage",
    params: CommitteeParams,
    body: SeatRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({ id: await seatSomebody(ctx, params.committeeId, body) }),
  }),
  write({
    path: "/committee-seats/:seatId/end",
    summary: "End a term",
    permission: "committees.manage",
    params: SeatParams,
    body: LeaveRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await endTerm(ctx, params.seatId, plainDate(body.untilOn));
      return { done: true };
    },
  }),
  read({
    path: "/meetings",
    summary: "Meetings and what they decided",
    permission: "committees.read",
    query: PageQuery,
    reply: MeetingList,
    handle: (ctx, { query }) => meetingList(ctx, query),
  }),
  write({
    path: "/meetings",
    summary: "Note a meeting; each decision becomes a duty",
    permission: "committees.manage",
    body: MeetingRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteMeeting(ctx, body) }),
  }),
];
