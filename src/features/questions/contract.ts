import { z } from "zod";

export const topics = ["enrol", "age", "change", "fee", "claim", "account", "other"] as const;
const Topic = z.enum(topics);
const Kind = z.enum(["question", "suggestion"]);
const State = z.enum(["open", "answered", "closed"]);
const Text = z.string().trim().min(4).max(2_000);

export const QuestionRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  channel: z.enum(["phone_page", "clerk", "telephone", "group"]),
  topic: Topic,
  body: z.string(),
  unit: z.string(),
  state: State,
  askedAt: z.string(),
  firstDueAt: z.string(),
  tookMinutes: z.int().nullable(),
  isInTime: z.boolean().nullable(),
});

export const questionFilters = ["open", "answered", "suggestions", "all"] as const;
export const QuestionListQuery = z.object({
  show: z.enum(questionFilters).default("open"),
  topic: Topic.optional(),
  q: z.string().trim().max(200).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const QuestionList = z.object({
  rows: z.array(QuestionRow),
  total: z.int(),
  next: z.uuid().nullable(),
  counts: z.object({ open: z.int(), answered: z.int(), suggestions: z.int(), all: z.int() }),
});

const Clock = z.object({
  title: z.string(),
  organisationName: z.string(),
  state: z.enum(["open", "paused", "done", "cancelled"]),
  unit: z.enum(["working_minutes", "working_days", "days", "day"]),
  dueAt: z.string(),
  isLate: z.boolean(),
  left: z.int(),
  level: z.int(),
});

export const QuestionPage = QuestionRow.extend({
  askedBy: z.string(),
  station: z.string().nullable(),
  outcome: z.string().nullable(),
  clock: Clock.nullable(),
  entries: z.array(
    z.object({
      event: z.enum(["asked", "answered", "sent_up", "asked_again", "closed", "outcome"]),
      at: z.string(),
      byName: z.string(),
      byPlace: z.string(),
      body: z.string(),
    }),
  ),
  allowed: z.array(z.enum(["answer", "send_up", "ask_again", "outcome", "draft_faq"])),
});

export const QuestionParams = z.object({ questionId: z.uuid() });
export const AskRequest = z.object({
  organisationId: z.uuid(),
  kind: Kind.default("question"),
  channel: z.enum(["clerk", "telephone", "group"]).default("clerk"),
  topic: Topic.default("other"),
  body: Text,
});
export const MyAskRequest = z.object({
  kind: Kind.default("question"),
  topic: Topic.default("other"),
  body: Text,
});
export const PasteRequest = z.object({
  organisationId: z.uuid(),
  topic: Topic.default("other"),
  text: z.string().max(20_000),
});
export const AskReply = z.object({ id: z.uuid(), number: z.string() });
export const PasteReply = z.object({
  questions: z.array(z.object({ body: z.string(), number: z.string().nullable() })),
});
export const AnswerRequest = z.object({
  body: z.string().trim().min(2).max(4_000),
  faqId: z.uuid().optional(),
});
export const ReasonRequest = z.object({ reason: z.string().trim().min(2).max(500) });
export const Done = z.object({ done: z.boolean() });

export const SimilarQuery = z.object({ text: z.string().trim().min(2).max(500) });
export const Similar = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["faq", "ruling", "question"]),
      question: z.string(),
      answer: z.string(),
      clause: z.string().nullable(),
    }),
  ),
});

export const FaqRow = z.object({
  id: z.uuid(),
  kind: z.enum(["faq", "ruling"]),
  topic: Topic,
  question: z.string(),
  answer: z.string(),
  clause: z.string().nullable(),
  state: z.enum(["drafted", "approved", "retired"]),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  draftedBy: z.string(),
  approvedBy: z.string().nullable(),
  allowed: z.array(z.enum(["approve", "retire"])),
});
export const FaqListQuery = z.object({
  state: z.enum(["approved", "drafted", "retired"]).default("approved"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const FaqList = z.object({ rows: z.array(FaqRow), total: z.int(), next: z.uuid().nullable() });
export const FaqParams = z.object({ faqId: z.uuid() });
export const FaqRequest = z.object({
  kind: z.enum(["faq", "ruling"]),
  topic: Topic,
  question: Text,
  answer: Text,
  clause: z.string().trim().max(100).optional(),
  validUntil: z.iso.date().optional(),
  sourceQuestionId: z.uuid().optional(),
});

/** Degrees, within China. */
export const Place = z.object({
  longitude: z.number().min(73, "经度应在73到136之间。").max(136, "经度应在73到136之间。"),
  latitude: z.number().min(3, "纬度应在3到54之间。").max(54, "纬度应在3到54之间。"),
});
export const StationRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  region: z.string().nullable(),
  address: z.string(),
  place: Place.nullable(),
  phone: z.string(),
  isActive: z.boolean(),
  /** Who is on duty now. */
  onDuty: z.string().nullable(),
  /** Whether the organisation takes part: a station need not be at one that does. */
  isEnrolled: z.boolean(),
});
export const StationList = z.object({ rows: z.array(StationRow), total: z.int(), next: z.null() });
export const StationParams = z.object({ stationId: z.uuid() });
export const StationPage = StationRow.extend({
  shifts: z.array(
    z.object({
      onDay: z.string(),
      half: z.enum(["morning", "afternoon"]),
      dutyName: z.string(),
      dutyPhone: z.string(),
    }),
  ),
  allowed: z.array(z.enum(["plan", "place", "set_active"])),
});
export const StationRequest = z.object({
  organisationId: z.uuid(),
  name: z.string().trim().min(2).max(60),
  address: z.string().trim().min(2).max(120),
  phone: z.string().trim().min(5).max(20),
});
export const ShiftsRequest = z.object({
  shifts: z
    .array(
      z.object({
        onDay: z.iso.date(),
        half: z.enum(["morning", "afternoon"]),
        dutyName: z.string().trim().min(1).max(20),
        dutyPhone: z.string().trim().min(5).max(20),
        accountId: z.uuid().optional(),
      }),
    )
    .min(1)
    .max(200),
});
export const ActiveRequest = z.object({ active: z.boolean() });

export const StatisticsQuery = z.object({ from: z.iso.date().optional(), until: z.iso.date().optional() });
const Statistic = z.object({
  key: z.string(),
  name: z.string(),
  n: z.int(),
  due: z.int(),
  inTime: z.int(),
  median: z.int().nullable(),
  p90: z.int().nullable(),
});
export const Statistics = z.object({
  from: z.string(),
  until: z.string(),
  whole: Statistic,
  byUnion: z.array(Statistic),
  byTopic: z.array(Statistic),
  byMonth: z.array(Statistic),
});

export const MyQuestion = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  body: z.string(),
  state: State,
  askedAt: z.string(),
  minutesLeft: z.int().nullable(),
  isLate: z.boolean(),
  holder: z.string().nullable(),
  entries: z.array(z.object({ event: z.string(), at: z.string(), byPlace: z.string(), body: z.string() })),
});
export const MyQuestions = z.object({
  rows: z.array(MyQuestion),
  station: z.object({ name: z.string(), phone: z.string(), address: z.string() }).nullable(),
});
export const MyFaq = z.object({
  rows: z.array(z.object({ id: z.uuid(), question: z.string(), answer: z.string() })),
});
