import { randomUUID } from 'node:crypto';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Core } from '../core/host.ts';
import { OutputId, type StagedFile } from '../shared/files/files.ts';
import { Refusal, type Reply } from '../shared/reply.ts';

/** What a page may hand over at once; a larger file is chosen by its path. */
const largestDrop = 500 * 1024 * 1024;

/** The desktop's side of shared/desktop.ts. What comes from a page is unknown until looked at. */
export function createDesktop(window: BrowserWindow, core: Core, staging: string) {
  return {
    async pickFile(endings: unknown): Promise<Reply<StagedFile | null>> {
      const extensions = Array.isArray(endings)
        ? endings.filter((ending): ending is string => typeof ending === 'string' && /^[a-z0-9]{1,8}$/i.test(ending))
        : [];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: extensions.length > 0 ? [{ name: extensions.join(' · '), extensions }] : [],
      });
      const [path] = filePaths;
      return canceled || path === undefined ? { ok: true, value: null } : core.stage(basename(path), path);
    },

    async stage(name: unknown, bytes: unknown): Promise<Reply<StagedFile>> {
      if (typeof name !== 'string' || name === '' || !(bytes instanceof ArrayBuffer))
        throw new Refusal('invalid-input', 'a name and bytes are wanted');
      if (bytes.byteLength > largestDrop) throw new Refusal('too-large', `${bytes.byteLength} bytes`, { name });
      const path = join(staging, `upload-${randomUUID()}.part`);
      try {
        await writeFile(path, new Uint8Array(bytes));
        return await core.stage(basename(name.replaceAll('\\', '/')).slice(0, 255), path);
      } finally {
        await rm(path, { force: true });
      }
    },

    async saveOutput(id: unknown, name: unknown): Promise<Reply<boolean>> {
      const output = await core.output(OutputId.parse(id));
      if (!output.ok) return output;
      const proposed = typeof name === 'string' && name !== '' ? basename(name.replaceAll('\\', '/')) : output.value.name;
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('documents'), proposed) });
      if (canceled || !filePath) return { ok: true, value: false };
      await copyTo(output.value.path, filePath);
      return { ok: true, value: true };
    },
  };
}

async function copyTo(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Refusal('disk-full', message);
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') throw new Refusal('read-only', message);
    throw error;
  }
}
