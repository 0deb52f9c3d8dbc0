import { z } from "zod";
import { read, write } from "#platform/http/route.ts";
import { openStation, placeStation, planShifts, setActive } from "../commands/stations.ts";
import {
  ActiveRequest,
  Done,
  Place,
  ShiftsRequest,
  StationList,
  StationPage,
  StationParams,
  StationRequest,
} from "../contract.ts";
import { stationList, stationPage } from "../queries/stations.ts";

export const stationRoutes = [
  read({
    path: "/stations",
    summary: "Contact stations, and who is on duty",
    permission: "questions.read",
    reply: StationList,
    handle: (ctx) => stationList(ctx),
  }),
  read({
    path: "/stations/:stationId",
    summary: "A station and its roster of duty",
    permission: "questions.read",
    params: StationParams,
    reply: StationPage,
    handle: (ctx, { params }) => stationPage(ctx, params.stationId),
  }),
  write({
    path: "/stations",
    summary: "Open a station at an organisation",
    permission: "stations.manage",
    body: StationRequest,
    reply: z.object({ id: z.uuid() }),
    handle: async (ctx, { body }) => ({ id: await openStation(ctx, body) }),
  }),
  write({
    method: "PUT",
    path: "/stations/:stationId/shifts",
    summary: "Plan who is on duty when",
    permission: "stations.manage",
    params: StationParams,
    body: ShiftsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await planShifts(ctx, params.stationId, body.shifts);
      return { done: true };
    },
  }),
  write({
    method: "PUT",
    path: "/stations/:stationId/place",
    summary: "Say where on the map a station is",
    permission: "stations.manage",
    params: StationParams,
    body: Place,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await placeStation(ctx, params.stationId, body);
      return { done: true };
    },
  }),
  write({
    method: "PUT",
    path: "/stations/:stationId/active",
    summary: "Let a station rest, or open again",
    permission: "stations.manage",
    params: StationParams,
    body: ActiveRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await setActive(ctx, params.stationId, body.active);
      return { done: true };
    },
  }),
];
