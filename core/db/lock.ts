import Sqlite from 'better-sqlite3';
import { Refusal } from '../../shared/reply.ts';

/**
 * Holds a data folder for this process, for life: an exclusive transaction on a file of its own. The system drops it when the
 * process dies, however hard, and users of other accounts see it too. Answers how to let go; refuses as `already-open`.
 */
export function holdLock(path: string): () => void {
  const raw = new Sqlite(path, { timeout: 200 });
  try {
    raw.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    raw.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new Refusal('already-open', `${path} is held by another process`, {});
    throw error;
  }
  return () => raw.close();
}
