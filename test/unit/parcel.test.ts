import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasHash as auditHash } from '../../core/audit/index.ts';
import {
  Certificate,
  chainAfter,
  isSignedBy,
  keyPairFrom,
  loadSm3,
  newKeyPair,
  nothingBefore,
  openLetter,
  parcelLimits,
  readEnvelope,
  readHead,
  readOps,
  requireReceipt,
  requireSeal,
  sealParcel,
  sha256,
  signatureBase,
  WireProblem,
  wasHash,
} from '../../core/sync/wire/index.ts';
import { canonical, type Op } from '../../shared/audit/op.ts';
import { carriesMark } from '../../shared/sync/marks.ts';

const golden = (name: string) => readFileSync(new URL(`../fixtures/parcels/${name}`, import.meta.url));
const keys = JSON.parse(golden('keys.json').toString()) as { device: string; county: string };
const deviceKey = Buffer.from(keys.device, 'base64');
const countyKey = Buffer.from(keys.county, 'base64');
const sm3 = await loadSm3();
const uuid = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const pair = newKeyPair();

const someOp = (n: number, more: Partial<Op> = {}): Op => ({
  id: uuid(n),
  schema: 'item@1',
  kind: 'create',
  rid: uuid(1000 + n),
  fonds: uuid(1),
  set: { title: `第${n}号` },
  was: {},
  actor: '王芳',
  at: '2026-01-05T08:00:00.000Z',
  hlc: '1767600000000-0000-00000000',
  secrecy: 0,
  ...more,
});
const header = {
  dev: pair.id,
  ep: uuid(2),
  seq: 1,
  prev: nothingBefore,
  fonds: uuid(1),
  srv: 's',
  srv_ep: 'e',
  pulled: 0,
  head: [0, nothingBefore] as [number, string],
  audit: [1, nothingBefore] as [number, string],
  wall: '',
};
const seal = (ops: Op[], more = {}) => sealParcel({ ...header, ...more }, ops, sm3, pair.sign);
/** Signs again after the bytes above the signature were changed: an attacker who owns a device. */
const resigned = (above: Buffer) => Buffer.concat([above, pair.sign(sha256(above))]);
const open = (bytes: Uint8Array) => {
  const envelope = readEnvelope(bytes);
  requireSeal(envelope, pair.publicKey);
  return readOps(envelope, sm3);
};
const faultOf = (bytes: Uint8Array) => {
  try {
    open(bytes);
    return 'none';
  } catch (error) {
    if (error instanceof WireProblem) return error.fault;
    throw error;
  }
};

describe('golden corpus', () => {
  test('[S13] the bytes of the first version are what they always were', () => {
    const names = ['v1-1.lpk', 'v1-2.lpk', 'v1-1.receipt', 'v1.certificate', 'v1.head'];
    expect(names.map((name) => sha256(golden(name)).toString('hex'))).toEqual([
      '7d1ffeb86107fd855111dd884e2910a272952bde1ccc3c3e3863e324be1b32cd',
      'ec5f34604628219f67da301ea3c9cc7ce8cfbb93ee7db645819b675778de4651',
      '0df19a968ae39d688bc93833172aa11abce48347ce03c0bd70d1809828b533ee',
      'ad3bbe275196413fde252620883ed5a6d7284370caeb1e44d869a5a75e453a8d',
      'c7166483c4ae312c3ce4b5a8e8f7cee3bb7b8dd8c76339981a21b92483f780f2',
    ]);
  });

  test('[S13] a parcel of the first version opens, holds, and gives back every change, also fields of later builds', () => {
    const ops = golden('v1.ops.ndj')
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Op);
    const [first, second] = ['v1-1.lpk', 'v1-2.lpk'].map((name) => readEnvelope(golden(name))) as [
      ReturnType<typeof readEnvelope>,
      ReturnType<typeof readEnvelope>,
    ];
    for (const envelope of [first, second]) requireSeal(envelope, deviceKey);
    expect([...readOps(first, sm3), ...readOps(second, sm3)]).toEqual(ops);
    expect(second.header.prev).toBe(first.sha256);
    expect(second.header['later']).toBe('a field of a later build');
  });

  test('[S13] receipt, certificate and head of the first version hold under the county’s key', () => {
    const parcel = readEnvelope(golden('v1-1.lpk'));
    const receipt = requireReceipt(golden('v1-1.receipt'), {
      countyKey,
      srv: 'golden',
      dev: parcel.header.dev,
      ep: parcel.header.ep,
      seq: 1,
      fonds: parcel.header.fonds,
      sha256: parcel.sha256,
      sm3: sm3(golden('v1-1.lpk')),
      n: 2,
    });
    expect(receipt).toMatchObject({ no: '2026-000001', results: 'AR', feed: [1, 2] });
    const certificate = openLetter('CERTIFICATE', golden('v1.certificate'), Certificate);
    expect(isSignedBy(countyKey, certificate.digest, certificate.signature)).toBe(true);
    expect(readHead(golden('v1.head'), countyKey)).toMatchObject({ seq: 2, srv: 'golden' });
    expect(readHead(golden('v1.head'), deviceKey)).toBeUndefined();
  });
});

describe('parcel', () => {
  test('what is sealed comes out as it went in, whatever the text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => JSON.stringify(value).isWellFormed() && !Object.is(value, -0));
    const set = fc.dictionary(
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).filter((name) => name !== '__proto__'),
      fc.oneof(text, json),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(fc.array(set, { minLength: 1, maxLength: 12 }), (sets) => {
        const ops = sets.map((fields, n) => someOp(n, { set: JSON.parse(JSON.stringify(fields)) as Op['set'] }));
        expect(open(seal(ops)).map((op) => canonical(op))).toEqual(ops.map((op) => canonical(op)));
      }),
      { seed: 20260105, numRuns: 150 },
    );
  });

  test('a parcel cut anywhere, or with one byte changed anywhere, is refused whole', () => {
    const bytes = seal([someOp(1), someOp(2)]);
    for (let length = 0; length < bytes.length; length++) expect(faultOf(bytes.subarray(0, length))).not.toBe('none');
    for (let at = 0; at < bytes.length; at++) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= 1 + (at % 255);
      expect(faultOf(broken)).not.toBe('none');
    }
  });

  test('random bytes, also behind a true beginning, never do more than be refused', () => {
    const start = fc.constantFrom('', 'LANTAI-PARCEL 1\n', 'LANTAI-PARCEL 1\n{}\n', 'LANTAI-PARCEL 2\n');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (begin, rest) => {
        expect(faultOf(Buffer.concat([Buffer.from(begin), rest]))).not.toBe('none');
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  const above = (bytes: Buffer) => bytes.subarray(0, -64);
  const withBody = (bytes: Buffer, body: Buffer) => resigned(Buffer.concat([bytes.subarray(0, bytes.indexOf('\n', 16) + 1), body]));
  const withHeader = (bytes: Buffer, change: object) => {
    const end = bytes.indexOf('\n', 16);
    const line = canonical({ ...(JSON.parse(bytes.subarray(16, end).toString()) as object), ...change });
    return resigned(Buffer.concat([Buffer.from(`LANTAI-PARCEL 1\n${line}`), above(bytes).subarray(end)]));
  };
  const bodyFor = (text: string | Buffer) => ({ ops_sha256: sha256(text).toString('hex'), ops_sm3: sm3(Buffer.from(text)) });
  const good = seal([someOp(1)]);

  test.each([
    ['another kind of file', Buffer.from('PK\u0003\u0004 not ours at all'), 'not-ours'],
    ['a version to come', Buffer.from('LANTAI-PARCEL 2\n{}\n'), 'unknown-version'],
    ['bytes after the signature', Buffer.concat([good, Buffer.from([0])]), 'bad-signature'],
    ['bytes after the gzip stream, signed', withBody(good, Buffer.concat([gzipSync('x\n'), Buffer.from([0, 0])])), 'trailing-bytes'],
    [
      'two gzip streams that together are not what was promised',
      withBody(good, Buffer.concat([gzipSync('a\n'), gzipSync('b\n')])),
      'hash-mismatch',
    ],
    ['a gzip stream cut short, signed', withBody(good, gzipSync('x\n'.repeat(500)).subarray(0, -9)), 'truncated'],
    ['a bomb', withBody(good, gzipSync(Buffer.alloc(parcelLimits.inflated + 1))), 'too-large'],
    ['more changes than it holds', withHeader(good, { n: 2 }), 'count-mismatch'],
    ['a lower secrecy than it holds', withHeader(seal([someOp(1, { secrecy: 1 })]), { max_secrecy: 0 }), 'secrecy-mismatch'],
    ['a header too long', resigned(Buffer.from(`LANTAI-PARCEL 1\n{"x":"${'x'.repeat(parcelLimits.header)}"}\n`)), 'too-large'],
    ['a header that is not canonical', resigned(Buffer.from(`LANTAI-PARCEL 1\n{ "seq": 1 }\n${'x'.repeat(10)}`)), 'bad-header'],
    ['more bytes than a parcel may have', Buffer.alloc(parcelLimits.bytes + 1), 'too-large'],
  ] as [string, Buffer, string][])('%s is refused by its name', (_what, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault);
  });

  test.each([
    ['an over-long change', `{"x":"${'x'.repeat(parcelLimits.line)}"}\n`, 'too-large'],
    ['a change that is not canonical', '{"id": 1}\n', 'bad-op'],
    ['a change with a name twice', '{"id":1,"id":1}\n', 'bad-op'],
    ['a change without its fields', '{"id":1}\n', 'bad-op'],
    ['a last line without end', '{"id":1}', 'bad-body'],
  ])('%s is refused by its name', (_what, text, fault) => {
    expect(faultOf(withHeader(withBody(good, gzipSync(text)), bodyFor(text)))).toBe(fault);
  });

  test('a parcel of another device is refused before it is inflated', () => {
    const envelope = readEnvelope(good);
    expect(() => requireSeal(envelope, newKeyPair().publicKey)).toThrow(expect.objectContaining({ fault: 'bad-signature' }));
  });
});

describe('hashes and signatures', () => {
  test('SM3 gives the values of GB/T 32905', () => {
    expect(sm3(Buffer.from('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3(Buffer.from('abcd'.repeat(16)))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  test('the signature base and Ed25519 give the signature of RFC 9421 B.2.6', () => {
    const key = keyPairFrom(
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
    );
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    expect(Buffer.from(key.sign(Buffer.from(base))).toString('base64')).toBe(
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    );
  });

  test('the county hashes old values as the log does', () => {
    expect(wasHash).toBe(auditHash);
    expect(wasHash('')).toBe('12ae32cb1ec02d01');
  });

  test('the chain of a feed hangs on every entry and on their order', () => {
    const chain = (entries: string[]) => entries.reduce(chainAfter, nothingBefore);
    expect(chain(['a', 'b'])).toBe('abccbe9b24d2bbd3aa1360d605147a841dd051130131c6929d6004e1ae4796e8');
    expect(new Set([chain(['a', 'b']), chain(['b', 'a']), chain(['ab']), chain(['a'])]).size).toBe(4);
  });
});

test('[S4] a mark is seen in its spellings; a bare word is none', () => {
  expect(['机密★10年', '秘密 ★', '绝密☆长期', '见附件（★5年）'].map(carriesMark)).toEqual([true, true, true, true]);
  expect(['关于加强保密工作的通知', '商业秘密保护条例', '★优秀乡镇', '5年规划'].map(carriesMark)).toEqual([false, false, false, false]);
});
