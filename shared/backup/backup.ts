import { z } from 'zod';
import { id, Moment, Nothing, query, task, text } from '../operation.ts';

export const BackupId = id<'BackupId'>();
export type BackupId = z.output<typeof BackupId>;

/** A copy of the catalogue that was opened and checked after it was written; an unchecked one does not exist. */
export const Backup = z.object({
  id: BackupId,
  at: Moment,
  /** File name within the backup folder, or a full path when written elsewhere. */
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  items: z.int(),
  acts: z.int(),
  /** Still there, of the size it had, and unchanged when it was last read whole (`backup.verify`). */
  present: z.boolean(),
});
export type Backup = z.output<typeof Backup>;

export const backupOperations = {
  'backup.list': query(Nothing, z.array(Backup)),
  /**
   * Copies the catalogue (`folder` '' is the data folder's own `backups/`), opens the copy, checks it, keeps a note of it. Another folder is
   * refused as `unsuitable-folder` with `what` backup and `why` missing · file · not-absolute · not-writable.
   */
  'backup.make': task(z.strictObject({ folder: text(500).default('') }), Backup),
  /** Reads a backup whole again and opens it; `present` false tells that it is missing, changed or damaged. */
  'backup.verify': task(z.strictObject({ id: BackupId }), Backup),
};
