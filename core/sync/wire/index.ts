/** The wire: bytes and messages between desktop and county. The one part of this room that the county server shares. */
export { wasHash } from '../../audit/index.ts';
export { chainAfter, entryText, type FeedEntry, Head, readHead, sealHead } from './feed.ts';
export { classifiedField, type Watch } from './gate.ts';
export { loadSm3, sha256, type Sm3 } from './hashes.ts';
export { isSignedBy, keyId, type KeyPair, keyPairFrom, newKeyPair, type Sign } from './keys.ts';
export { type LetterKind, openLetter, sealLetter } from './letter.ts';
export { Certificate, CountyProblem, EnrolAnswer, EnrolRequest, HelloAnswer, HelloRequest, ParcelAnswer, parcelType, protocol } from './messages.ts';
export { type Envelope, nothingBefore, ParcelHeader, type ParcelLimits, parcelLimits, readEnvelope, readOps, requireSeal, sealParcel } from './parcel.ts';
export { type WireFault, WireProblem } from './problem.ts';
export { type Note, Receipt, requireReceipt, type ResultLetter, type Sent } from './receipt.ts';
export { isRequestSignedBy, signatureBase, signatureClaim, signRequest } from './request.ts';
