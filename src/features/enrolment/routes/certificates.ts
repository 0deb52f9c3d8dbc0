import { files } from "#platform/files.ts";
import { download, page, read, write } from "#platform/http/route.ts";
import {
  askForCertificates,
  confirmOwnCover,
  openCertificateFile,
  takeCertificate,
  takeOwnCertificate,
} from "../commands/certify.ts";
import {
  BatchCertificates,
  CertificatesAsked,
  CheckCoverQuery,
  ConfirmCoverRequest,
  MyCertificate,
} from "../contract/certificates.ts";
import { BatchParams, CoverParams, Done } from "../contract.ts";
import { checkCoverPage } from "../pages/check-cover.ts";
import { batchCertificates, myCertificate } from "../queries/certificates.ts";

export const certificateRoutes = [
  download({
    path: "/covers/:coverId/certificate",
    summary: "One person's certificate of cover as PDF; the taking is recorded",
    permission: "enrolment.confirm",
    params: CoverParams,
    handle: (ctx, { params }) => takeCertificate(ctx, params.coverId),
  }),
  read({
    path: "/rosters/:batchId/certificates",
    summary: "The newest file of a roster's certificates, and how many of its people have confirmed",
    permission: "enrolment.read",
    params: BatchParams,
    reply: BatchCertificates,
    handle: (ctx, { params }) => batchCertificates(ctx, params.batchId),
  }),
  write({
    path: "/rosters/:batchId/certificates",
    summary: "Have the certificates of everybody on a remitted roster made, by a job",
    permission: "enrolment.confirm",
    params: BatchParams,
    reply: CertificatesAsked,
    handle: (ctx, { params }) => askForCertificates(ctx, params.batchId),
  }),
  download({
    path: "/rosters/:batchId/certificates/file",
    summary: "The certificates of a roster, as one PDF or a zip of several",
    permission: "enrolment.confirm",
    params: BatchParams,
    handle: (ctx, { params }) => openCertificateFile(ctx, params.batchId, files().read),
  }),
  read({
    path: "/me/covers/:coverId/certificate",
    summary: "My certificate of a cover: whether I can take it, and what I confirm before",
    permission: "me.read",
    params: CoverParams,
    reply: MyCertificate,
    handle: (ctx, { params }) => myCertificate(ctx, params.coverId),
  }),
  write({
    path: "/me/covers/:coverId/confirmation",
    summary: "I take part, and my data may be handled for it",
    permission: "me.manage",
    params: CoverParams,
    body: ConfirmCoverRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await confirmOwnCover(ctx, params.coverId, body.version);
      return { done: true } as const;
    },
  }),
  download({
    path: "/me/covers/:coverId/certificate/paper",
    summary: "My certificate of a cover as PDF",
    permission: "me.read",
    params: CoverParams,
    handle: (ctx, { params }) => takeOwnCertificate(ctx, params.coverId),
  }),
  page({
    path: "/public/covers",
    summary: "Whether a certificate of cover is one of ours and its cover stands today",
    perMinute: 30,
    query: CheckCoverQuery,
    handle: (ctx, { query }) => checkCoverPage(ctx, query.code),
  }),
];
