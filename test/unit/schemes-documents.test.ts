import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentHash } from '../../core/schemes/index.ts';
import type { StagedId } from '../../shared/files/files.ts';
import { documentOf, SchemeDocument } from '../../shared/schemes/document.ts';
import { dutyCodes } from '../../shared/schemes/duties.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import { startOffice } from '../support/app.ts';
import { find, hands, type Office, withDraft } from '../support/drafts.ts';
import { consent, inForce } from '../support/scheme.ts';

function stage({ app, root }: Office, content: string | Uint8Array, name = '三合一.json'): StagedId {
  const path = join(root, 'given');
  writeFileSync(path, content);
  return app.stage(name, path).id;
}
const adopt = (office: Office, document: unknown) =>
  office.call('schemes.adoptDocument', { fondsId: office.fonds.id, stagedId: stage(office, JSON.stringify(document)) });

const words = (most: number) =>
  fc
    .string({ unit: fc.constantFrom('档', '案', '𠮷', '🏮', 'é', ' ', '·', '"', '1'), minLength: 1, maxLength: most })
    .map((text) => text.trim() || '条');
const anyRow = fc.record({
  deeper: fc.nat({ max: 2 }),
  no: words(8),
  text: words(60),
  disposition: fc.constantFrom('heading', 'file', 'no-file', 'hold'),
  term: fc.constantFrom(null, 'Y', 'D30', 'D10', 'D5'),
  department: words(10),
  secrecy: fc.constantFrom(0, 1),
  openness: fc.constantFrom('open', 'restricted', 'deferred', 'unreviewed'),
  duty: fc.constantFrom('', ...dutyCodes),
  remark: words(20),
  checked: fc.boolean(),
  source: fc.constantFrom('', 'L1', 'T'),
});
const anyDocument = fc
  .record({
    title: words(40),
    template: fc.constantFrom('', 'cunji'),
    categories: fc.array(fc.array(anyRow, { maxLength: 15 }), { maxLength: 4 }),
  })
  .map(({ title, template, categories }) => ({
    kind: 'lantai-scheme',
    version: 1,
    title,
    template,
    approvedBy: '',
    approvalNumber: '',
    approvalDate: '',
    categories: categories.map((rows, nth) => {
      let depth = -1;
      return {
        code: `C${nth}`,
        name: `门类 ${nth}`,
        arrangement: nth % 2 === 0 ? 'item' : 'volume',
        numberTemplate: 'dat13-item',
        startBasis: 'closed',
        clauses: rows.map(({ deeper, ...row }) => {
          depth = Math.min(deeper === 2 ? depth + 1 : deeper === 1 ? depth : 0, 12);
          if (depth < 0) depth = 0;
          return { depth, ...row };
        }),
      };
    }),
  }));

describe('a table as a document', () => {
  test('[C1] a document read in is the same document: same rows, same bytes, same name', async () => {
    const office = await startOffice();
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        const tree = await adopt(office, document);
        const again = documentOf(tree);
        expect(again).toEqual(document);
        expect(canonicalize(again)).toBe(canonicalize(document));
        expect(documentHash(again)).toBe(documentHash(SchemeDocument.parse(document)));
        await office.call('schemes.discard', { schemeId: tree.scheme.id });
      }),
      { seed: 41, numRuns: 40 },
    );
  });

  test('[C1] every shipped template goes out to a file and comes back the same', async () => {
    const office = await startOffice();
    for (const template of templates) {
      const tree = await office.call('schemes.adopt', { fondsId: office.fonds.id, template: template.id });
      const { file, hash } = await office.run('schemes.export', { schemeId: tree.scheme.id });
      expect([file.mediaType, file.name]).toEqual(['application/json', `三合一 第${tree.scheme.version}版.json`]);
      const bytes = readFileSync(office.app.output(file.id).path);
      const back = await office.call('schemes.adoptDocument', { fondsId: office.fonds.id, stagedId: stage(office, bytes) });
      expect(documentOf(back)).toEqual(documentOf(tree));
      expect([documentHash(documentOf(back)), back.scheme.state, back.scheme.template]).toEqual([hash, 'draft', template.id]);
      expect(back.findings.map(({ rule, no }) => `${rule} ${no}`)).toEqual(tree.findings.map(({ rule, no }) => `${rule} ${no}`));
    }
  });

  test('[C1] the name of a document does not hang on the order of its keys or on spaces', () => {
    const keysTurned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(keysTurned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, keysTurned(part)]),
            )
          : value;
    fc.assert(
      fc.property(anyDocument, (document) => {
        const plain = SchemeDocument.parse(document);
        expect(documentHash(keysTurned(plain) as SchemeDocument)).toBe(documentHash(plain));
        expect(documentHash({ ...plain, title: `${plain.title}。` })).not.toBe(documentHash(plain));
      }),
      { seed: 43, numRuns: 60 },
    );
  });

  test('[C3] a draft from the document of a consented table says what the document says until it is edited, and is a draft', async () => {
    const office = await startOffice();
    const draft = await office.call('schemes.adopt', { fondsId: office.fonds.id, template: 'cunji' });
    const force = await inForce(office.call, draft.scheme.id, 2026);
    const document = documentOf(force);
    expect(document).toMatchObject(consent);
    const back = await adopt(office, document);
    expect([documentOf(back), back.scheme.state, back.scheme.yearFrom]).toEqual([document, 'draft', null]);
    const { scheme } = await hands(office, back).edit(find(back, '1.1'), { remark: '注' });
    expect([scheme.approvedBy, scheme.approvalNumber, scheme.approvalDate]).toEqual(['', '', '']);
  });

  test('[C2] what is no whole document is refused with the place of the first fault, and nothing is begun', async () => {
    const office = await startOffice();
    const { call, fonds, db } = office;
    const good = documentOf(await call('schemes.adopt', { fondsId: fonds.id, template: 'cunji' }));
    const before = db.get('SELECT count(*) AS acts FROM acts');
    const row = good.categories[0]!.clauses[1]!;
    const withRow = (change: object) => ({
      ...good,
      categories: [{ ...good.categories[0], clauses: [good.categories[0]!.clauses[0], { ...row, ...change }] }],
    });
    const cases: [unknown, string][] = [
      [{ ...good, kind: 'other' }, 'kind'],
      [{ ...good, version: 2 }, 'version'],
      [{ ...good, extra: 1 }, ''],
      [withRow({ text: '档'.repeat(4001) }), 'categories.0.clauses.1.text'],
      [withRow({ term: '30年' }), 'categories.0.clauses.1.term'],
      [withRow({ depth: 13 }), 'categories.0.clauses.1.depth'],
      [withRow({ depth: 5 }), 'WS 1.1'],
      [withRow({ duty: 'other' }), 'WS 1.1'],
      [{ ...good, categories: [{ ...good.categories[0], numberTemplate: 'newer-form' }] }, 'WS'],
      [[], ''],
      [null, ''],
    ];
    for (const [document, place] of cases)
      await expect(adopt(office, document), place).rejects.toMatchObject({
        code: 'unreadable-file',
        details: { name: '三合一.json', what: 'scheme-document', place },
      });
    const bytes = (text: Uint8Array) => call('schemes.adoptDocument', { fondsId: fonds.id, stagedId: stage(office, text) });
    const unreadable = { code: 'unreadable-file', details: { what: 'scheme-document', place: '' } };
    await expect(bytes(Buffer.from(JSON.stringify(good)).subarray(0, 900))).rejects.toMatchObject(unreadable);
    await expect(bytes(Buffer.concat([Buffer.from('{"kind":"'), Buffer.from([0xb5, 0xb5]), Buffer.from('"}')]))).rejects.toMatchObject(
      unreadable,
    );
    await expect(bytes(Buffer.alloc(0))).rejects.toMatchObject(unreadable);
    await expect(adopt(office, withRow({ term: 'long' }))).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(adopt(office, withRow({ secrecy: 2 }))).rejects.toMatchObject({ code: 'classified' });
    await expect(adopt(office, { ...good, categories: [good.categories[0], good.categories[0]] })).rejects.toMatchObject({
      code: 'duplicate',
      details: { what: 'category', value: 'WS' },
    });
    expect([db.get('SELECT count(*) AS acts FROM acts'), (await call('schemes.list', { fondsId: fonds.id })).length]).toEqual([before, 1]);
  });

  test('[C2] rows that bear one number are read in and reported, not refused', async () => {
    const office = await startOffice();
    const good = documentOf(await office.call('schemes.adopt', { fondsId: office.fonds.id, template: 'kuaiji' }));
    const [first, ...others] = good.categories[0]!.clauses;
    const tree = await adopt(office, { ...good, categories: [{ ...good.categories[0], clauses: [first, others[0], others[0]] }] });
    expect(tree.findings.map(({ rule, no }) => `${rule} ${no}`)).toEqual(['S4 1.1']);
    await expect(office.call('schemes.submit', { schemeId: tree.scheme.id, submittedTo: '县档案局' })).rejects.toMatchObject({
      code: 'scheme-incomplete',
    });
  });

  test('[C1] a table of a fonds with the longest name there may be goes out and comes back', async () => {
    const office = await startOffice();
    const fonds = await office.call('fonds.create', { code: 'Z9', name: '乡'.repeat(120), unitType: 'township' });
    const tree = await office.call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
    expect(documentOf(await adopt(office, documentOf(tree)))).toEqual(documentOf(tree));
  });
});

describe('[V8] scans of the consent', () => {
  const pdf = Buffer.from('%PDF-1.7\n同意');

  test('a scan is kept byte for byte with a version consented to, once, and written out as it came', async () => {
    const office = await withDraft();
    const { call, tree, run, app, db } = office;
    const schemeId = tree.scheme.id;
    const attach = (content: Uint8Array, name: string) => call('schemes.attachScan', { schemeId, stagedId: stage(office, content, name) });
    const notYet = { code: 'not-yet', details: { what: 'consent' } };
    await expect(attach(pdf, '批复.pdf')).rejects.toMatchObject(notYet);
    await call('schemes.submit', { schemeId, submittedTo: '县档案局' });
    await expect(attach(pdf, '批复.pdf')).rejects.toMatchObject(notYet);
    await call('schemes.consent', { schemeId, ...consent });
    const scan = await attach(pdf, '批复.pdf');
    expect(scan).toMatchObject({ schemeId, name: '批复.pdf', mediaType: 'application/pdf', bytes: pdf.length });
    expect(await attach(pdf, '同一份.pdf')).toEqual(scan);
    const types = [
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a.jpg', 'image/jpeg'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'a.png', 'image/png'],
      [Buffer.from([0x49, 0x49, 0x2a, 0x00]), 'a.tif', 'image/tiff'],
      [Buffer.from([0x50, 0x4b, 0x03, 0x04]), 'a.OFD', 'application/ofd'],
    ] as const;
    for (const [content, name, mediaType] of types) expect((await attach(content, name)).mediaType).toBe(mediaType);
    for (const [content, name] of [
      [Buffer.from('同意'), '批复.pdf'],
      [Buffer.from([0x50, 0x4b, 0x03, 0x04]), '表.xlsx'],
      [Buffer.alloc(0), '空.pdf'],
    ] as const)
      await expect(attach(content, name)).rejects.toMatchObject({ code: 'unreadable-file', details: { what: 'scan', name } });
    await expect(attach(Buffer.concat([pdf, Buffer.alloc(30 * 1024 * 1024)]), '大.pdf')).rejects.toMatchObject({
      code: 'unreadable-file',
      details: { what: 'scan-too-large', name: '大.pdf' },
    });
    const written = await run('schemes.saveScan', { scanId: scan.id });
    expect(readFileSync(app.output(written.id).path).equals(pdf)).toBe(true);
    const [, second] = await call('schemes.scans', { schemeId });
    expect(await call('schemes.removeScan', { scanId: second!.id })).toEqual({ removed: true });
    await expect(call('schemes.removeScan', { scanId: second!.id })).rejects.toMatchObject({
      code: 'not-found',
      details: { what: 'scan' },
    });
    await call('schemes.putInForce', { schemeId, yearFrom: 2026 });
    await expect(call('schemes.removeScan', { scanId: scan.id })).rejects.toMatchObject({ code: 'locked', details: { what: 'scheme' } });
    expect((await attach(Buffer.concat([pdf, pdf]), '补.pdf')).name).toBe('补.pdf');
    const ops = db.all<{ kind: string }>(`SELECT kind FROM change_log WHERE schema = 'scheme-scan@1' ORDER BY lsn`);
    expect(ops.map(({ kind }) => kind)).toEqual(['create', 'create', 'create', 'create', 'create', 'delete', 'create']);
  });

  test('a version taken back keeps its scans until they are removed or it is thrown away, which is in the log', async () => {
    const office = await withDraft();
    const { call, tree, db } = office;
    const schemeId = tree.scheme.id;
    await call('schemes.submit', { schemeId, submittedTo: '县档案局' });
    await call('schemes.consent', { schemeId, ...consent });
    const scan = await call('schemes.attachScan', { schemeId, stagedId: stage(office, pdf, '批复.pdf') });
    await call('schemes.withdraw', { schemeId });
    expect(await call('schemes.scans', { schemeId })).toEqual([scan]);
    await call('schemes.discard', { schemeId });
    expect(
      db.all<{ kind: string }>(`SELECT kind FROM change_log WHERE record_id = id_bytes(:text) ORDER BY lsn`, { text: scan.id }),
    ).toEqual([{ kind: 'create' }, { kind: 'delete' }]);
    expect(db.get('SELECT count(*) AS left FROM scheme_scans')).toEqual({ left: 0 });
    expect(find(tree, '1.1').no).toBe('1.1');
  });
});
