/** The wire: bytes and messages between desktop and county. The one part of this room that the county server shares. */
export { wasHash } from '../../audit/index.ts';
export {
  CountyFeedAnswer,
  CountyFeedRequest,
  chainWith,
  countyFeed,
  DocumentAnswer,
  DocumentRequest,
  longestDocument,
  longestPacked,
  packDocument,
  requireCountyEntry,
  SchemeEntry,
  sealCountyEntry,
  unpackDocument,
} from './county.ts';
export { chainAfter, entryText, type Head, readHead, sealHead } from './feed.ts';
export { classifiedField, type Watch } from './gate.ts';
export { loadSm3, type Sm3, sha256 } from './hashes.ts';
export { isSignedBy, type KeyPair, keyId, keyPairFrom, newKeyPair, type Random } from './keys.ts';
export { openLetter, sealLetter } from './letter.ts';
export {
  Certificate,
  CountyProblem,
  DiffAnswer,
  DiffRequest,
  EnrolAnswer,
  EnrolRequest,
  HelloAnswer,
  HelloRequest,
  ParcelAnswer,
  parcelType,
  protocol,
} from './messages.ts';
export {
  type Envelope,
  nothingBefore,
  parcelLimits,
  readEnvelope,
  readOps,
  requireSeal,
  sealParcel,
} from './parcel.ts';
export { WireProblem } from './problem.ts';
export { type Note, Receipt, type ResultLetter, requireReceipt } from './receipt.ts';
export { isRequestSignedBy, signatureBase, signatureClaim, signRequest } from './request.ts';
