import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from '../shared/reply.ts';

/** The data folder: one catalogue and what belongs to it. */
export interface Folder {
  readonly root: string;
  /** A place inside it; the parent folder exists. */
  path(...parts: readonly string[]): string;
}

/** Names the places of a data folder and makes the ones that must exist. */
export function folderAt(root: string): Folder {
  for (const name of ['staging', 'outputs', 'backups', 'drafts', 'logs']) mkdirSync(join(root, name), { recursive: true });
  return { root, path: (...parts) => join(root, ...parts) };
}

/** Where a person's catalogue lives when no folder is named. */
export function defaultFolder(system: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  if (env.LANTAI_DATA) return resolve(env.LANTAI_DATA);
  // Not the roaming profile: that one is copied to a server at log-off.
  if (system === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Lantai');
  if (system === 'darwin') return join(home, 'Library', 'Application Support', 'Lantai');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'lantai');
}

/** Linux magic numbers (statfs(2)) of file systems that live on another machine or in somebody's program. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x65735546, 'FUSE'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x19830326, 'FhGFS'],
  [0x47504653, 'GPFS'],
  [0x0bd00bd0, 'Lustre'],
]);

/** A part of the path that a cloud drive keeps in step. */
const cloudParts: readonly (readonly [RegExp, string])[] = [
  [/^OneDrive([ -].*)?$/i, 'OneDrive'],
  [/^Dropbox([ (-].*)?$/i, 'Dropbox'],
  [/^(Nutstore( Files)?|我的坚果云|坚果云.*)$/i, '坚果云'],
  [/^(Baidu(Syncdisk|NetdiskWorkspace|Sync|Yun.*)|百度(网盘|云|云同步盘).*)$/i, '百度网盘'],
  [/^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i, 'iCloud'],
  [/^(Google ?Drive.*|DriveFS|My Drive|我的云端硬盘)$/i, 'Google Drive'],
  [/^CloudStorage$/, 'CloudStorage'],
  [/^(WPS ?云盘|WPSDrive|WPS Cloud Files)$/i, 'WPS 云盘'],
  [/^(阿里云盘|aDrive|微云.*|Weiyun|天翼云盘.*|Nextcloud|ownCloud|pCloudDrive|Syncthing)$/i, '$&'],
];

/** Files by which a cloud drive marks the top of what it keeps in step. */
const cloudMarkers: { readonly [file: string]: string } = {
  '.dropbox': 'Dropbox',
  '.dropbox.cache': 'Dropbox',
  '.849C9593-D756-4E56-8D6E-42412F2A707B': 'OneDrive',
  '.tmp.driveupload': 'Google Drive',
  '.tmp.drivedownload': 'Google Drive',
  '.stfolder': 'Syncthing',
  '.nutstore': '坚果云',
  '.nutsync': '坚果云',
  '.baidusync': '百度网盘',
  '.owncloudsync.log': 'ownCloud',
  '.nextcloudsync.log': 'Nextcloud',
};

/** The cloud drive a path lies in, by the names in it. */
export function cloudOf(path: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const part of path.split(/[\\/]/))
    for (const [pattern, drive] of cloudParts) if (pattern.test(part)) return drive === '$&' ? part : drive;
  const tops = [env.OneDrive, env.OneDriveCommercial, env.OneDriveConsumer].filter((top) => top !== undefined && top !== '');
  const slashed = (text: string) => `${text.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase()}/`;
  return tops.some((top) => slashed(path).startsWith(slashed(top as string))) ? 'OneDrive' : undefined;
}

/** Whether a path names another machine (UNC). `\\?\C:\` and `\\.\` do not. */
export function isNetworkPath(path: string): boolean {
  return /^(\\\\|\/\/)\?[\\/]UNC[\\/]/i.test(path) || /^(\\\\|\/\/)[^\\/?.][^\\/]*[\\/]/.test(path);
}

/** The file system of another machine that a statfs type names. */
export function networkFileSystem(type: number): string | undefined {
  return networkFileSystems.get(type >>> 0);
}

/**
 * Refuses a folder where a catalogue would come to harm, before anything is written to it: `unsuitable-folder` with
 * `why` network · cloud · file · not-writable, or `read-only` · `disk-full`. Then makes it if it is not there.
 */
export function requireSuitable(root: string): void {
  const refuse = (why: string, more: { [name: string]: string } = {}) => {
    throw new Refusal('unsuitable-folder', `${root} is unsuitable: ${why} ${Object.values(more).join(' ')}`, {
      why,
      folder: root,
      ...more,
    });
  };
  if (isNetworkPath(root)) refuse('network', { system: 'UNC' });
  const standing = nearestStanding(root);
  if (!statSync(standing).isDirectory()) refuse('file', { at: standing });
  // A link or a mapped drive shows its real place.
  const real = realpathSync.native(standing);
  if (isNetworkPath(real)) refuse('network', { system: 'UNC' });
  const system = process.platform === 'linux' && !isLocalDisk(real) ? networkFileSystem(statfsSync(real).type) : undefined;
  if (system) refuse('network', { system });
  const drive = cloudOf(root) ?? cloudOf(real) ?? markedCloud(real);
  if (drive) refuse('cloud', { drive });
  try {
    makeBelow(standing, resolve(root));
    const probe = join(root, `.probe-${process.pid}-${Date.now()}`);
    writeFileSync(probe, 'lantai');
    rmSync(probe);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Refusal('disk-full', `no room in ${root}`, { folder: root });
    if (code === 'EROFS') throw new Refusal('read-only', `${root} is read-only`, { folder: root });
    if (code === 'ENOTDIR') refuse('file', { at: root });
    refuse('not-writable', { error: code });
  }
}

/** Whether a path lies on a disk of this PC that only a program can read (ntfs-3g, exfat-fuse): mounted as `fuseblk`. */
function isLocalDisk(path: string): boolean {
  try {
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    const below = mounts.filter((mount) => mount[4] !== undefined && `${path}/`.startsWith(mount[4] === '/' ? '/' : `${mount[4]}/`));
    const nearest = below.sort((a, b) => (b[4]?.length ?? 0) - (a[4]?.length ?? 0))[0];
    return nearest?.[nearest.indexOf('-') + 1] === 'fuseblk';
  } catch {
    return false;
  }
}

/** Makes the missing folders one by one: asked to make them all, Node loops for ever where the system allows none (/proc). */
function makeBelow(standing: string, root: string): void {
  if (root === standing) return;
  makeBelow(standing, dirname(root));
  if (!existsSync(root)) mkdirSync(root);
}

/** The folder itself, or the nearest one above it that is there. */
function nearestStanding(path: string): string {
  let place = resolve(path);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

function markedCloud(path: string): string | undefined {
  for (let place = path; ; place = dirname(place)) {
    const names = safeList(place);
    for (const name of names) {
      const drive = cloudMarkers[name];
      // In the home of its user `.dropbox` is a folder of settings; at the top of what it keeps in step it is a file.
      if (drive && !(name === '.dropbox' && statSync(join(place, name)).isDirectory())) return drive;
    }
    if (dirname(place) === place || place === homedir()) return undefined;
  }
}

function safeList(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}
