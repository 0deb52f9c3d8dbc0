export type { NoticeFacts, NoticeTemplate } from "./template.ts";
