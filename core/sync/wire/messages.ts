import { z } from 'zod';

/** Version of the protocol: minor is additive, major is served beside the old one. */
export const protocol = '1.0';

export const parcelType = 'application/vnd.lantai.parcel';

/** POST /v1/enrol, signed with the key it brings. */
export const EnrolRequest = z.looseObject({
  proto: z.string(),
  code: z.string().max(40),
  /** Raw public key, base64. */
  key: z.string(),
  fonds: z.looseObject({ id: z.uuid(), code: z.string().min(1).max(20), name: z.string().min(1).max(120) }),
});
export type EnrolRequest = z.output<typeof EnrolRequest>;

export const EnrolAnswer = z.looseObject({
  county: z.looseObject({ id: z.string(), name: z.string(), key: z.string(), epoch: z.string() }),
  certificate: z.string(),
});

/** That a device may send for a fonds. Letter CERTIFICATE. */
export const Certificate = z.looseObject({
  dev: z.string(),
  key: z.string(),
  /** The fonds by the desktop's id, and the county's id of the same fonds (its feed). */
  fonds: z.looseObject({ id: z.string(), code: z.string(), feed: z.string() }),
  role: z.enum(['township']),
  from: z.string(),
  srv: z.string(),
  srv_name: z.string(),
});
export type Certificate = z.output<typeof Certificate>;

const Mark = z.tuple([z.int().min(0), z.string()]);

/** POST /v1/hello, signed. One row per feed. */
export const HelloRequest = z.looseObject({
  proto: z.string(),
  dev: z.string(),
  ep: z.string(),
  /** Newest parcel sealed and newest acknowledged, in this epoch. */
  sealed: z.int().min(0),
  acked: z.int().min(0),
  server_epoch: z.string(),
  feeds: z.array(z.looseObject({ fonds: z.string(), pulled: Mark, head: Mark })).max(1000),
});
export type HelloRequest = z.output<typeof HelloRequest>;

export const HelloAnswer = z.looseObject({
  server: z.string(),
  server_epoch: z.string(),
  /** Newest parcel of this device and epoch the county holds, and its SHA-256. */
  last: z.int().min(0),
  last_hash: z.string(),
  feeds: z.array(
    z.looseObject({
      fonds: z.string(),
      /** The county's chain at the two marks of the request; '' when its feed is shorter. */
      chain_at_pulled: z.string(),
      chain_at_head: z.string(),
      /** Letter HEAD, base64. */
      head: z.string(),
    }),
  ),
  /** Newest parcel in a backup the county has restored and verified. */
  durable_seq: z.int().min(0),
  time: z.string(),
  min_proto: z.string(),
  caps: z.array(z.string()),
});
export type HelloAnswer = z.output<typeof HelloAnswer>;

/** POST /v1/diff, signed: changes of one fonds by their ids, when there is doubt whether the county still holds them. */
export const DiffRequest = z.looseObject({ proto: z.string(), dev: z.string(), fonds: z.string(), ops: z.array(z.uuid()).max(5000) });

/** One letter a change: its newest result there, `-` when the county does not know it. */
export const DiffAnswer = z.looseObject({ results: z.string().regex(/^[ARCP-]*$/) });

/** POST /v1/parcels answers this. */
export const ParcelAnswer = z.looseObject({ receipt: z.string(), durable_seq: z.int().min(0) });

/** Any refusal of the county. */
export const CountyProblem = z.looseObject({
  problem: z.looseObject({ code: z.string(), expected: z.int().optional(), text: z.string().default('') }),
});
