import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { programVersion } from '../../core/version.ts';
import { startApp } from '../support/app.ts';

describe('settings 设置', () => {
  test('the installation kind is chosen once', async () => {
    const { call } = startApp();
    expect(await call('settings.get', {})).toMatchObject({ kind: null, archivist: '', language: 'zh-CN' });
    expect(await call('settings.setUp', { kind: 'networked', archivist: '王芳' })).toMatchObject({ kind: 'networked', archivist: '王芳' });
    await expect(call('settings.setUp', { kind: 'standalone', archivist: '李强' })).rejects.toMatchObject({
      code: 'already-done',
      details: { kind: 'networked' },
    });
    expect(await call('settings.get', {})).toMatchObject({ kind: 'networked', archivist: '王芳' });
  });

  test('a change of hands and of language is in the log under the name that made it', async () => {
    const { call, db } = startApp();
    await call('settings.setUp', { kind: 'standalone', archivist: '王芳' });
    await call('settings.change', { archivist: '李强' });
    await call('settings.change', { language: 'en' });
    expect(db.all('SELECT actor, set_json AS wrote FROM change_log JOIN acts ON number = act ORDER BY lsn')).toEqual([
      { actor: '', wrote: '{"kind":"standalone","archivist":"王芳"}' },
      { actor: '王芳', wrote: '{"archivist":"李强"}' },
      { actor: '李强', wrote: '{"language":"en"}' },
    ]);
  });

  test('a change that changes nothing leaves nothing in the log', async () => {
    const { call, db } = startApp();
    await call('settings.setUp', { kind: 'standalone', archivist: '王芳' });
    await call('settings.change', { archivist: '王芳', language: 'zh-CN' });
    await call('settings.change', {});
    expect(db.get('SELECT count(*) AS changes FROM change_log')).toEqual({ changes: 1 });
  });

  test.each(['坏\ud800字', '空\u0000字'])(
    'a text that cannot be kept as it is (%j) is refused as ill-filled, not as a bug',
    (archivist) => {
      const { app, logged } = startApp();
      expect(app.answer('settings.setUp', { kind: 'standalone', archivist })).toMatchObject({
        ok: false,
        problem: { code: 'invalid-input' },
      });
      expect(logged).toEqual([]);
    },
  );

  test('the version shown is the version of the package', () => {
    expect(programVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  });
});
