import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../core/app.ts';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { migrations } from '../../core/db/migrations/index.ts';
import { folderAt } from '../../core/folder.ts';
import { createCall } from '../../shared/client.ts';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { SchemeId } from '../../shared/schemes/schemes.ts';
import { find, hands, outline } from '../support/drafts.ts';
import { emptyFolder } from '../support/hosts.ts';
import { inForce } from '../support/scheme.ts';

const uuid = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const [fondsId, superseded, standing, draft] = [1, 2, 3, 4].map(uuid) as [string, string, string, string];

test('tables of before versions, with their records, are all there afterwards and go on being worked with', async () => {
  const before = migrations.filter(({ id }) => id < '2611221945');
  expect(before.length).toBe(migrations.findIndex(({ id }) => id === '2611221945-scheme-versions'));
  const folder = emptyFolder();
  const db = openDatabase(':memory:');
  migrate(db, before);
  db.run(
    `INSERT INTO fonds (id, code, name, unit_type, county, contact, pattern, number_template, organs, created_at)
     VALUES (:id, 'Z1', '青石乡', 'township', '', '', '', 'dat13-item', '[]', '2026-01-01T00:00:00.000Z')`,
    { id: fondsId },
  );
  let next = 100;
  const versions = [
    [superseded, 'superseded', 1, 2016, 2025],
    [standing, 'in-force', 2, 2026, null],
    [draft, 'draft', 3, null, null],
  ] as const;
  const clauseIds: string[] = [];
  for (const [id, state, version, yearFrom, yearTo] of versions) {
    db.run(
      `INSERT INTO schemes (id, fonds_id, title, version, state, year_from, year_to, template, approved_by, approval_number, approval_date, created_at)
       VALUES (:id, :fondsId, '三合一', :version, :state, :yearFrom, :yearTo, 'cunji', '县档案局', '3号', '20160101', '2026-01-01T00:00:00.000Z')`,
      { id, fondsId, version, state, yearFrom, yearTo },
    );
    for (const [position, code] of ['WS', 'KJ·JJ', 'KU'].entries()) {
      const categoryId = uuid(++next);
      db.run(
        `INSERT INTO categories (id, scheme_id, code, name, arrangement, number_template, position)
         VALUES (:id, :schemeId, :code, :code, 'item', 'dat13-item', :position)`,
        { id: categoryId, schemeId: id, code, position },
      );
      let parentId: string | null = null;
      for (const [nth, no] of ['1', '1.1', '1.2'].entries()) {
        const clauseId: string = uuid(++next);
        db.run(
          `INSERT INTO clauses (id, scheme_id, category_id, parent_id, depth, position, no, text, disposition, term, department, remark, checked, source)
           VALUES (:id, :schemeId, :categoryId, :parentId, :depth, :position, :no, '条款🏮', :disposition, :term, '', '', 1, 'T')`,
          {
            ...{ id: clauseId, schemeId: id, categoryId, parentId, depth: nth === 0 ? 0 : 1, position: nth + 1, no },
            ...{ disposition: nth === 0 ? 'heading' : 'file', term: nth === 0 ? null : 'Y' },
          },
        );
        clauseIds.push(clauseId);
        parentId ??= clauseId;
      }
    }
  }
  const itemColumns = db.all<{ name: string; type: string; notnull: number; dflt_value: string | null }>(
    `SELECT name, type, "notnull", dflt_value FROM pragma_table_info('items')`,
  );
  const needed = itemColumns.filter(
    (column) => column.notnull === 1 && column.dflt_value === null && !['id', 'fonds_id', 'row'].includes(column.name),
  );
  const at = "'2026-01-01T00:00:00.000Z'";
  const given: { readonly [name: string]: string } = {
    ...{ level: "'item'", openness: "'unreviewed'", title: "'会议记录'", clause_no: "'1.1'", clause_text: "'条款🏮'" },
    ...{ category: "'WS'", year: '2020', created_at: at, updated_at: at },
  };
  const value = ({ name, type }: { name: string; type: string }) => given[name] ?? (type === 'INTEGER' ? '0' : "''");
  db.run(
    `INSERT INTO items (id, fonds_id, clause_id, ${needed.map(({ name }) => name).join(', ')})
     VALUES (:id, :fondsId, id_bytes(:clause), ${needed.map(value).join(', ')})`,
    { id: uuid(50), fondsId, clause: clauseIds[1]! },
  );
  migrate(db, migrations);
  expect([db.all('PRAGMA foreign_key_check'), db.all('PRAGMA integrity_check')]).toEqual([[], [{ integrity_check: 'ok' }]]);

  const app = createApp({ db, folder: folderAt(folder), newId: () => uuid(++next) });
  onTestFinished(() => app.close());
  const call = createCall(async (name, input) => app.answer(name, input));
  await call('settings.setUp', { kind: 'networked', archivist: '王芳' });
  const listed = await call('schemes.list', { fondsId: fondsId as FondsId });
  expect(
    listed.map((scheme) => [scheme.version, scheme.state, scheme.yearFrom, scheme.yearTo, scheme.approvedBy, scheme.revision]),
  ).toEqual([
    [3, 'draft', null, null, '县档案局', 0],
    [2, 'in-force', 2026, null, '县档案局', 0],
    [1, 'superseded', 2016, 2025, '县档案局', 0],
  ]);
  const old = await call('schemes.tree', { schemeId: superseded as SchemeId });
  expect(outline(old)).toEqual(['1', '  1.1', '  1.2', '1', '  1.1', '  1.2', '1', '  1.1', '  1.2']);
  // 会计 is KU; KJ is 科技, whose terms count from the 年度 as before.
  expect(old.categories.map(({ code, startBasis }) => [code, startBasis])).toEqual([
    ['WS', 'year'],
    ['KJ·JJ', 'year'],
    ['KU', 'accounting'],
  ]);
  expect(
    old.clauses.every((row) => row.lineageId === row.id && row.secrecy === 0 && row.openness === 'unreviewed' && row.text === '条款🏮'),
  ).toBe(true);
  expect((await call('items.get', { id: uuid(50) as never })).clauseId).toBe(clauseIds[1]);

  const { edit, add, undo, reread } = hands({ call } as never, await call('schemes.tree', { schemeId: draft as SchemeId }));
  await edit(find(await reread(), '1.1'), { text: '改了' });
  await add('0');
  await undo();
  const copy = await call('schemes.copy', { schemeId: standing as SchemeId });
  expect(copy.clauses.map((row) => row.lineageId)).toEqual(
    (await call('schemes.tree', { schemeId: standing as SchemeId })).clauses.map(({ id }) => id),
  );
  expect((await call('schemes.diff', { fromId: standing as SchemeId, toId: copy.scheme.id })).counts.same).toBe(9);
  // Versions of before know their past no more, and are compared by what they say.
  expect((await call('schemes.diff', { fromId: superseded as SchemeId, toId: standing as SchemeId })).counts.same).toBe(9);
  expect((await inForce(call, copy.scheme.id, 2027)).scheme.state).toBe('in-force');
});
