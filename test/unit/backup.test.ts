import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedCopy } from '../../core/backup/index.ts';
import { openCopy } from '../../core/db/database.ts';
import { checkTable } from '../../core/db/store.ts';
import { backupFileName } from '../../shared/backup/name.ts';
import type { TaskStarted } from '../../shared/tasks/tasks.ts';
import { startOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof startOffice>>;

async function withItems(count = 20) {
  const office = await startOffice();
  for (let nth = 1; nth <= count; nth += 1)
    await office.call('items.create', { draft: { fondsId: office.fonds.id, title: `关于第${nth}次会议的通知`, year: 2025 } });
  return { ...office, backups: join(office.root, 'backups') };
}

/** Changes one byte in the middle of a file. */
function spoil(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

describe('making a backup', () => {
  test('[B1][B2][B3] a backup is a whole catalogue of its own, counted and hashed', async () => {
    const { run, call, root, backups, db } = await withItems();
    const backup = await run('backup.make', {});
    expect(backup).toMatchObject({ items: 20, present: true });
    expect(backup.acts).toBe(db.all('SELECT number FROM acts').length);
    expect(backup.path).toMatch(/^lantai-\d{8}-\d{6}\.db$/);
    const { createHash } = await import('node:crypto');
    expect(
      createHash('sha256')
        .update(readFileSync(join(backups, backup.path)))
        .digest('hex'),
    ).toBe(backup.sha256);
    const copy = openCopy(join(backups, backup.path));
    expect(copy.all('SELECT title FROM items ORDER BY row')).toEqual(db.all('SELECT title FROM items ORDER BY row'));
    copy.close();
    expect(await call('backup.list', {})).toEqual([backup]);
    expect(readdirSync(backups)).toEqual([backup.path]);
    expect(existsSync(join(root, 'backups', `${backup.path}.part`))).toBe(false);
  });

  test('a backup is no act: the chain is the same before and after', async () => {
    const { run } = await withItems(1);
    const { head } = await run('audit.verify', {});
    await run('backup.make', {});
    expect((await run('audit.verify', {})).head).toBe(head);
  });

  test('[B7] a copy goes to the folder named, and is found there again', async () => {
    const { run, root } = await withItems(1);
    const stick = join(root, 'U 盘');
    mkdirSync(stick);
    const backup = await run('backup.make', { folder: stick });
    expect([backup.path.startsWith(stick), backup.present, readdirSync(stick).length]).toEqual([true, true, 1]);
    expect((await run('backup.verify', { id: backup.id })).present).toBe(true);
  });

  test('[B7] the data folder’s own backups, named in full, are the same place', async () => {
    const { run, backups } = await withItems(1);
    expect((await run('backup.make', { folder: `${backups}/` })).path).toMatch(/^lantai-/);
  });

  test('[B7][B4] a folder that is not there, is a file, or is half a name is refused and nothing is noted', async () => {
    const { run, call, root } = await withItems(1);
    writeFileSync(join(root, 'file'), '');
    const refusals = [
      [join(root, 'gone'), 'missing'],
      [join(root, 'file'), 'file'],
      ['backups', 'not-absolute'],
    ] as const;
    for (const [folder, why] of refusals)
      await expect(run('backup.make', { folder })).rejects.toMatchObject({
        code: 'unsuitable-folder',
        details: { what: 'backup', why, folder },
      });
    expect(await call('backup.list', {})).toEqual([]);
  });

  test('[B4] a folder that has vanished is refused in words and nothing is noted', async () => {
    const { run, call, backups } = await withItems(1);
    rmSync(backups, { recursive: true });
    await expect(run('backup.make', {})).rejects.toMatchObject({ code: 'unsuitable-folder', details: { why: 'missing' } });
    expect(await call('backup.list', {})).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('[B4][B7] a folder that takes no files is refused in words', async () => {
    const { run, call } = await withItems(1);
    await expect(run('backup.make', { folder: '/proc/self' })).rejects.toMatchObject({
      code: 'unsuitable-folder',
      details: { what: 'backup', why: 'not-writable' },
    });
    expect(await call('backup.list', {})).toEqual([]);
  });

  test('[B4] what a cut-off copy left behind is cleared away, and nothing else', async () => {
    const { run, backups } = await withItems(1);
    for (const name of ['lantai-20250101-080000.db.part', 'lantai-20250101-080000.db', 'mine.part'])
      writeFileSync(join(backups, name), 'x');
    const backup = await run('backup.make', {});
    expect(readdirSync(backups).sort()).toEqual(['lantai-20250101-080000.db', backup.path, 'mine.part'].sort());
  });

  test('[B4] cancelled at any step, it leaves no file and no note', async () => {
    const { call, app, backups } = await withItems(5);
    for (let steps = 0; steps < 12; steps += 1) {
      const { taskId } = (await call('backup.make', {})) as TaskStarted;
      let seen = 0;
      const ended = new Promise<string>((resolve) => {
        const stop = app.onNews((news) => {
          if (news.kind !== 'task' || news.task.id !== taskId) return;
          if (news.task.state !== 'running') {
            stop();
            resolve(news.task.state);
          } else if (seen++ === steps) void call('tasks.cancel', { id: taskId });
        });
      });
      if (steps === 0) await call('tasks.cancel', { id: taskId });
      expect(await ended).toBe('cancelled');
      expect(readdirSync(backups)).toEqual([]);
    }
    expect(await call('backup.list', {})).toEqual([]);
  });

  test('two copies within one second both stand', async () => {
    const { db, root } = await withItems(2);
    expect([backupFileName(new Date(2026, 0, 5, 8, 5, 12)), backupFileName(new Date(2026, 0, 5, 8, 5, 12), 2)]).toEqual([
      'lantai-20260105-080512.db',
      'lantai-20260105-080512-2.db',
    ]);
    const facts = checkedCopy(db, join(root, 'by-hand.db'));
    expect([facts.rows.items, facts.bytes]).toEqual([2, readFileSync(join(root, 'by-hand.db')).length]);
  });

  test('what is written while the copy is being checked is not in it, and the copy still counts', async () => {
    const office: Office = await withItems(3);
    const making = office.run('backup.make', {});
    let saved = 0;
    const stop = office.app.onNews((news) => {
      if (news.kind === 'task' && news.task.step === 'checking' && saved === 0) {
        saved += 1;
        void office.call('items.create', { draft: { fondsId: office.fonds.id, title: '后来的', year: 2025 } });
      }
    });
    expect([(await making).items, saved]).toEqual([3, 1]);
    stop();
  });
});

describe('looking at a backup again', () => {
  test('[B5][B6] a changed byte is found by reading it whole, and from then on it does not count', async () => {
    const { run, call, backups } = await withItems(5);
    const backup = await run('backup.make', {});
    const path = join(backups, backup.path);
    copyFileSync(path, `${path}.kept`);
    spoil(path);
    expect((await call('backup.list', {}))[0]?.present).toBe(true);
    expect((await run('backup.verify', { id: backup.id })).present).toBe(false);
    expect((await call('backup.list', {}))[0]?.present).toBe(false);
    copyFileSync(`${path}.kept`, path);
    expect((await run('backup.verify', { id: backup.id })).present).toBe(true);
  });

  test('[B5] a changed word in a file that is otherwise sound is found by its hash', async () => {
    const { run, backups } = await withItems(2);
    const backup = await run('backup.make', {});
    const path = join(backups, backup.path);
    const bytes = readFileSync(path);
    const at = bytes.indexOf('王芳');
    bytes.write('王芬', at);
    writeFileSync(path, bytes);
    expect([at > 0, checkTable(openCopy(path), 'acts'), (await run('backup.verify', { id: backup.id })).present]).toEqual([
      true,
      [],
      false,
    ]);
  });

  test('[B6] a backup that is gone or cut short is not present', async () => {
    const { run, call, backups } = await withItems(1);
    const backup = await run('backup.make', {});
    truncateSync(join(backups, backup.path), backup.bytes - 1);
    expect((await call('backup.list', {}))[0]?.present).toBe(false);
    rmSync(join(backups, backup.path));
    expect((await run('backup.verify', { id: backup.id })).present).toBe(false);
    expect((await call('backup.list', {})).map((each) => each.present)).toEqual([false]);
  });

  test('the newest is named first; an unknown one is refused', async () => {
    const { run, call } = await withItems(1);
    const made = [await run('backup.make', {}), await run('backup.make', {})];
    expect((await call('backup.list', {})).map((each) => each.id)).toEqual([made[1]!.id, made[0]!.id]);
    await expect(run('backup.verify', { id: '01900000-0000-7000-8000-ffffffffffff' as never })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
