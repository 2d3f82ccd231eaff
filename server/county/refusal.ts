/** What the county refuses, in the protocol's codes. */
export class CountyRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429;
  readonly code: string;
  readonly expected: number | undefined;
  constructor(status: CountyRefusal['status'], code: string, expected?: number) {
    super(code);
    this.status = status;
    this.code = code;
    this.expected = expected;
  }
}
