import { z } from 'zod';
import { id, Moment, Nothing, query, task, text } from '../operation.ts';

export const BackupId = id<'BackupId'>();

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
  /** Still there and unchanged when last looked at. */
  present: z.boolean(),
});
export type Backup = z.output<typeof Backup>;

export const backupOperations = {
  'backup.list': query(Nothing, z.array(Backup)),
  /** Copies the catalogue (`folder` '' is the data folder's own `backups/`), opens the copy, checks it, keeps a note of it. */
  'backup.make': task(z.strictObject({ folder: text(500).default('') }), Backup),
  /** Opens a backup again and checks it whole. */
  'backup.verify': task(z.strictObject({ id: BackupId }), Backup),
};
