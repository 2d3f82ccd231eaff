/** Why bytes are not a letter or parcel of ours. */
export type WireFault =
  | 'not-ours'
  | 'unknown-version'
  | 'too-large'
  | 'truncated'
  | 'trailing-bytes'
  | 'bad-header'
  | 'bad-body'
  | 'bad-op'
  | 'hash-mismatch'
  | 'count-mismatch'
  | 'secrecy-mismatch'
  | 'bad-signature';

/** Bytes from outside that are refused whole; nothing of them may be stored. */
export class WireProblem extends Error {
  readonly fault: WireFault;
  constructor(fault: WireFault, message: string) {
    super(message);
    this.name = 'WireProblem';
    this.fault = fault;
  }
}
