import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../core/app.ts';
import { openCopy } from '../../core/db/database.ts';
import { appliedMigrations, type Migration } from '../../core/db/migrate.ts';
import { migrations } from '../../core/db/migrations/index.ts';
import { cloudOf, defaultFolder, isNetworkPath, networkFileSystem, requireSuitable } from '../../core/folder.ts';
import { checkWaiting, healthOf } from '../../core/health.ts';
import { type OpenCatalogue, type OpeningRules, openCatalogue } from '../../core/opening.ts';
import { emptyFolder } from '../support/hosts.ts';

const opening = new URL('../../core/opening.ts', import.meta.url).href;

function open(folder: string, rules?: OpeningRules): OpenCatalogue {
  const catalogue = openCatalogue(folder, rules);
  onTestFinished(() => catalogue.close());
  return catalogue;
}

/** A folder with a catalogue of some weight, cleanly closed. */
function filled(rows = 200): string {
  const folder = emptyFolder();
  const { db, close } = openCatalogue(folder);
  db.transaction(() => {
    for (let row = 0; row < rows; row++)
      db.run(`INSERT INTO settings (name, value) VALUES (:name, :value)`, { name: `note-${row}`, value: `关于${row}的通知`.repeat(40) });
  });
  close();
  return folder;
}

const later: Migration = { id: '9912312359-later', up: (db) => db.exec('CREATE TABLE later (x TEXT) STRICT') };
const refusal = (code: string, details: object = {}) => expect.objectContaining({ code, details: expect.objectContaining(details) });

/** Another process that opens the folder, says so, and stays. */
async function otherProcess(folder: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    const { openCatalogue } = await import(${JSON.stringify(opening)});
    openCatalogue(${JSON.stringify(folder)});
    console.log('open');
    setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}

describe('one instance a folder', () => {
  test('a second one is refused before the catalogue is touched, also in the same process', () => {
    const folder = filled();
    const first = open(folder);
    const touched = statSync(join(folder, 'lantai.db')).mtimeMs;
    expect(() => openCatalogue(folder)).toThrow(refusal('already-open'));
    expect(statSync(join(folder, 'lantai.db')).mtimeMs).toBe(touched);
    first.close();
    open(folder);
  });

  test('another process holds it until it dies; kill -9 frees it, and what it saved is there', async () => {
    const folder = filled();
    const child = await otherProcess(folder);
    expect(() => openCatalogue(folder)).toThrow(refusal('already-open'));
    expect(existsSync(join(folder, 'in-use'))).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { db } = open(folder);
    expect(db.get(`SELECT count(*) AS count FROM settings WHERE name LIKE 'note-%'`)).toEqual({ count: 200 });
    expect(healthOf(db).state).toBe('sound');
  });

  test('a folder reached by another name is the same folder', () => {
    const folder = filled();
    open(folder);
    const alias = join(emptyFolder(), 'alias');
    symlinkSync(folder, alias);
    expect(() => openCatalogue(alias)).toThrow(refusal('already-open'));
  });

  test('a refused opening lets go again', () => {
    const folder = filled();
    openCatalogue(folder, { steps: [...migrations, later] }).close();
    for (let turn = 0; turn < 2; turn++) expect(() => openCatalogue(folder)).toThrow(refusal('newer-database'));
    open(folder, { steps: [...migrations, later] });
  });
});

describe('a catalogue of a newer version', () => {
  test('is refused, and not one byte of it changes', () => {
    const folder = filled();
    openCatalogue(folder, { steps: [...migrations, later] }).close();
    const before = readFileSync(join(folder, 'lantai.db'));
    expect(() => openCatalogue(folder)).toThrow(refusal('newer-database', { unknown: [later.id] }));
    expect(readFileSync(join(folder, 'lantai.db')).equals(before)).toBe(true);
  });
});

describe('a copy before the schema changes', () => {
  test('is made, whole and readable, with the steps and rows of before', () => {
    const folder = filled();
    const { db } = open(folder, { steps: [...migrations, later], now: () => new Date('2026-03-04T05:06:07Z') });
    expect(appliedMigrations(db)).toContain(later.id);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['before-upgrade-20260304T050607.db']);
    const copy = openCopy(join(folder, 'backups', 'before-upgrade-20260304T050607.db'));
    onTestFinished(() => copy.close());
    expect(appliedMigrations(copy)).toEqual(migrations.map(({ id }) => id));
    expect(copy.get(`SELECT count(*) AS count FROM settings WHERE name LIKE 'note-%'`)).toEqual({ count: 200 });
  });

  test('is not made for a new catalogue, nor when nothing changes', () => {
    const folder = filled();
    open(folder);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });

  test('comes first: when a step fails, copy and catalogue both stand as before', () => {
    const folder = filled();
    const broken: Migration = {
      id: '9912312359-broken',
      up: () => {
        throw new Error('broken step');
      },
    };
    expect(() => openCatalogue(folder, { steps: [...migrations, broken] })).toThrow('broken step');
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
    expect(open(folder).db.get(`SELECT count(*) AS count FROM settings WHERE name LIKE 'note-%'`)).toEqual({ count: 200 });
  });

  test('that cannot be made stops the upgrade', () => {
    const folder = filled();
    const moment = '2026-03-04T05:06:07Z';
    mkdirSync(join(folder, 'backups', 'before-upgrade-20260304T050607.db')); // something is in the way
    expect(() => openCatalogue(folder, { steps: [...migrations, later], now: () => new Date(moment) })).toThrow();
    expect(appliedMigrations(open(folder).db)).not.toContain(later.id);
  });
});

describe('a damaged catalogue', () => {
  /** Overwrites the middle of some pages, as a dying disk does. */
  function flipPages(file: string, from = 8 / 1000): void {
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    for (let page = 4096 * Math.ceil((size / 4096) * from); page < size; page += 4096 * 3)
      writeSync(handle, Buffer.alloc(600, 0xa5), 0, 600, page);
    closeSync(handle);
  }

  test('is not opened; the refusal names the file and the copies, and nothing is changed', () => {
    const folder = filled(2000);
    writeFileSync(join(folder, 'backups', '2026-01-01.db'), 'copy');
    const file = join(folder, 'lantai.db');
    flipPages(file);
    const before = readFileSync(file);
    expect(() => openCatalogue(folder)).toThrow(
      refusal('damaged-database', { folder, file, copies: [join(folder, 'backups', '2026-01-01.db')] }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.each<[string, (file: string) => void]>([
    [
      'with a broken header',
      (file) => {
        const handle = openSync(file, 'r+');
        writeSync(handle, 'not a catalogue ', 0);
        closeSync(handle);
      },
    ],
    ['cut short', (file) => truncateSync(file, 4096 * 5 + 100)],
    ['that is another file', (file) => writeFileSync(file, '关于印发《办法》的通知'.repeat(500))],
  ])('%s is refused', (_why, damage) => {
    const folder = filled(2000);
    damage(join(folder, 'lantai.db'));
    expect(() => openCatalogue(folder)).toThrow(refusal('damaged-database'));
  });

  test('that has gone missing is not replaced by an empty one while copies are there', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', '2026-01-01.db'), 'copy');
    expect(() => openCatalogue(folder)).toThrow(refusal('damaged-database', { findings: ['the catalogue file is missing'] }));
    expect(existsSync(join(folder, 'lantai.db'))).toBe(false);
  });

  test('too large to check at once is found by the check in idle moments, table by table', () => {
    const folder = filled(2000);
    flipPages(join(folder, 'lantai.db'), 0.9); // rows only, nothing the opening reads
    const { db } = open(folder, { checkedAtOnce: 0 });
    expect(healthOf(db)).toEqual({ state: 'checking', checkedAt: null });
    while (checkWaiting(db));
    expect(healthOf(db).state).toBe('damaged');
  });

  test('and a sound one is found sound in idle moments', async () => {
    const catalogue = open(filled(), { checkedAtOnce: 0 });
    const app = createApp({ db: catalogue.db, folder: catalogue.folder, log: catalogue.log });
    expect(healthOf(catalogue.db).state).toBe('checking');
    await expect.poll(() => healthOf(catalogue.db).state).toBe('sound');
    await app.close();
  });

  test('is looked for, however large the file, when the last stop was not clean', async () => {
    const folder = filled(2000);
    const child = await otherProcess(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    flipPages(join(folder, 'lantai.db'));
    expect(() => openCatalogue(folder, { checkedAtOnce: 0 })).toThrow(refusal('damaged-database'));
  });
});

describe('the clean stop', () => {
  test('leaves no mark and no journal; an unclean one is written down', async () => {
    const folder = filled();
    expect(readdirSync(folder).sort()).toEqual(['backups', 'drafts', 'lantai.db', 'lock.db', 'logs', 'outputs', 'staging']);
    writeFileSync(join(folder, 'in-use'), '');
    openCatalogue(folder).close();
    const [log] = readdirSync(join(folder, 'logs'));
    expect(log).toMatch(/^lantai-\d{6}\.log$/);
    expect(readFileSync(join(folder, 'logs', log!), 'utf8')).toContain('the last stop was not clean');
    expect(existsSync(join(folder, 'in-use'))).toBe(false);
  });

  test('the log holds bugs, and no record content', () => {
    const folder = emptyFolder();
    const { log } = open(folder);
    log('unexpected', new Error('row 12 of 关于密码工作的报告（机密★10年）'));
    const [name] = readdirSync(join(folder, 'logs'));
    const text = readFileSync(join(folder, 'logs', name!), 'utf8');
    expect(text).toContain('unexpected: Error: row 12 of ');
    expect(text).not.toMatch(/[^\n\t\x20-\x7e]/);
  });

  test('files left in staging for more than a week are forgotten, younger ones stay', async () => {
    const folder = emptyFolder();
    const first = openCatalogue(folder);
    const app = createApp({ db: first.db, folder: first.folder });
    writeFileSync(join(folder, 'given'), 'x');
    const { id } = app.stage('目录.csv', join(folder, 'given'));
    await app.close();
    first.close();
    writeFileSync(join(folder, 'staging', 'upload-1.part'), 'broken off');
    writeFileSync(join(folder, 'outputs', '1.part'), 'broken off');
    const in6Days = new Date(Date.now() + 6 * 86_400_000);
    openCatalogue(folder, { now: () => in6Days }).close();
    expect(readdirSync(join(folder, 'staging'))).toEqual([id]);
    expect(readdirSync(join(folder, 'outputs'))).toEqual([]);
    const in8Days = new Date(Date.now() + 8 * 86_400_000);
    const { db } = open(folder, { now: () => in8Days });
    expect(readdirSync(join(folder, 'staging'))).toEqual([]);
    expect(db.all('SELECT id FROM staged_files')).toEqual([]);
  });
});

describe('a data folder', () => {
  test.each([
    ['OneDrive', 'C:\\Users\\王芳\\OneDrive\\兰台'],
    ['OneDrive', 'C:\\Users\\w\\OneDrive - 青石乡\\x'],
    ['Dropbox', '/home/w/Dropbox/x'],
    ['Dropbox', 'C:\\Users\\w\\Dropbox (Personal)\\x'],
    ['坚果云', 'D:\\我的坚果云\\兰台'],
    ['坚果云', '/home/w/Nutstore Files/x'],
    ['百度网盘', 'D:\\BaiduSyncdisk\\x'],
    ['百度网盘', 'D:\\BaiduNetdiskWorkspace\\x'],
    ['百度网盘', '/home/w/百度网盘同步/x'],
    ['iCloud', '/Users/w/Library/Mobile Documents/com~apple~CloudDocs/x'],
    ['iCloud', 'C:\\Users\\w\\iCloudDrive\\x'],
    ['Google Drive', 'G:\\我的云端硬盘\\x'],
    ['Google Drive', '/Users/w/Google Drive/x'],
    ['CloudStorage', '/Users/w/Library/CloudStorage/Box-Box/x'],
    ['WPS 云盘', 'D:\\WPS云盘\\x'],
  ])('in %s is known by its path (%s)', (drive, path) => expect(cloudOf(path, {})).toBe(drive));

  test.each(['/home/w/兰台', 'D:\\档案\\Onedriver', '/home/dropboxes/x', 'C:\\Users\\w\\AppData\\Local\\Lantai', '/srv/Box/lantai'])(
    'is not taken for a cloud drive (%s)',
    (path) => {
      expect(cloudOf(path, {})).toBeUndefined();
    },
  );

  test('in a OneDrive that was given another name is known by what Windows says of it', () => {
    expect(cloudOf('D:\\云\\兰台', { OneDrive: 'D:\\云\\' })).toBe('OneDrive');
    expect(cloudOf('D:\\云端\\兰台', { OneDrive: 'D:\\云' })).toBeUndefined();
  });

  test.each<[boolean, string]>([
    [true, '\\\\server\\share\\x'],
    [true, '\\\\?\\UNC\\server\\share'],
    [true, '//server/share/x'],
    [false, 'C:\\x'],
    [false, '\\\\?\\C:\\x'],
    [false, '\\\\.\\C:\\x'],
    [false, '/srv/x'],
  ])('names another machine: %s (%s)', (network, path) => expect(isNetworkPath(path)).toBe(network));

  test('on a file system of another machine or of a program is known by its number, also a negative one', () => {
    expect([0x6969, 0xff534d42, -11317950, 0x65735546, 0xef53, 0x9123683e, 0x01021994].map(networkFileSystem)).toEqual([
      'NFS',
      'CIFS',
      'CIFS',
      'FUSE',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test.each<[string, object, (place: string) => string]>([
    ['in a cloud drive by name', { why: 'cloud', drive: 'OneDrive' }, (place) => join(place, 'OneDrive', '兰台')],
    [
      'in a cloud drive by its mark',
      { why: 'cloud', drive: 'Dropbox' },
      (place) => {
        writeFileSync(join(place, '.dropbox'), '');
        return join(place, 'a', 'b');
      },
    ],
    [
      'behind a link into a cloud drive',
      { why: 'cloud', drive: '坚果云' },
      (place) => {
        mkdirSync(join(place, '坚果云'));
        symlinkSync(join(place, '坚果云'), join(place, 'link'));
        return join(place, 'link', 'x');
      },
    ],
    [
      'that is a file',
      { why: 'file' },
      (place) => {
        writeFileSync(join(place, 'x'), '');
        return join(place, 'x');
      },
    ],
    [
      'below a file',
      { why: 'file' },
      (place) => {
        writeFileSync(join(place, 'x'), '');
        return join(place, 'x', 'y');
      },
    ],
    ['by UNC path', { why: 'network' }, () => '//server/share/lantai'],
    ['that cannot be written', { why: 'not-writable' }, () => '/proc/lantai/data'],
  ])('%s is refused, and nothing is made there', (_why, details, prepare) => {
    const place = emptyFolder();
    const folder = prepare(place);
    const before = readdirSync(place, { recursive: true });
    expect(() => openCatalogue(folder)).toThrow(refusal('unsuitable-folder', details));
    expect(readdirSync(place, { recursive: true })).toEqual(before);
  });

  test('of its own is proposed on every system, never one that roams or is synced', () => {
    expect(defaultFolder('linux', {}, '/home/w')).toBe('/home/w/.local/share/lantai');
    expect(defaultFolder('linux', { XDG_DATA_HOME: '/x' }, '/home/w')).toBe('/x/lantai');
    expect(defaultFolder('darwin', {}, '/Users/w')).toBe('/Users/w/Library/Application Support/Lantai');
    expect(defaultFolder('win32', { LOCALAPPDATA: '/l' }, '/u')).toBe('/l/Lantai');
    expect(defaultFolder('linux', { LANTAI_DATA: '/d' }, '/home/w')).toBe('/d');
  });

  test('with Chinese characters, spaces and quotes in its name works', () => {
    const folder = join(emptyFolder(), `兰台 数据's "100%"`);
    requireSuitable(folder);
    open(folder).close();
    expect(existsSync(join(folder, 'lantai.db'))).toBe(true);
  });
});
