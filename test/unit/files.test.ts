import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startOffice } from '../support/app.ts';

describe('files: on their way in and out', () => {
  test('a file is staged under an id of its own; its name and bytes stay as they were', async () => {
    const { app, call, root } = await startOffice();
    const path = join(root, '旧目录（2011）.csv');
    writeFileSync(path, '题名\r\n关于水库的报告\r\n');
    const staged = app.stage('旧目录（2011）.csv', path);
    expect(await call('files.staged', {})).toEqual([staged]);
    expect(staged).toMatchObject({ name: '旧目录（2011）.csv', bytes: readFileSync(path).length });
    expect(readFileSync(join(root, 'staging', staged.id))).toEqual(readFileSync(path));
    expect(await call('files.forget', { id: staged.id })).toEqual({ removed: true });
    expect(await call('files.staged', {})).toEqual([]);
    expect(readdirSync(join(root, 'staging'))).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  test('what cannot be read is refused by name, and nothing is staged', async () => {
    const { app, call, root } = await startOffice();
    expect(() => app.stage('没有.csv', join(root, '没有.csv'))).toThrow(
      expect.objectContaining({ code: 'unreadable-file', details: expect.objectContaining({ name: '没有.csv' }) }),
    );
    expect(await call('files.staged', {})).toEqual([]);
  });

  test('an output is whole: its bytes have the size and hash that were noted', async () => {
    const { app, call, run, root } = await startOffice();
    const written = await run('audit.export', {});
    const bytes = readFileSync(app.output(written.id).path);
    expect(written).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(await call('files.outputs', {})).toEqual([written]);
    expect(await call('files.output', { id: written.id })).toEqual(written);
    await call('files.forget', { id: written.id });
    await expect(call('files.output', { id: written.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(join(root, 'outputs'))).toEqual([]);
  });
});
