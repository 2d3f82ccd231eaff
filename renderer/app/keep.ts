import { Dexie, type Table } from 'dexie';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What the page must not lose: half-typed drafts, and where the person was. Nothing that is true about the archives. */
interface Kept {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly at: number;
}

class Keep extends Dexie {
  readonly drafts: Table<Kept, string>;
  readonly remembered: Table<Kept, string>;
  constructor() {
    super('lantai');
    this.version(1).stores({ drafts: 'key, at', remembered: 'key' });
    this.drafts = this.table('drafts');
    this.remembered = this.table('remembered');
  }
}

const keep = new Keep();

/** Half-typed forms by key, newest first. A page that may not store keeps none. */
export async function keptDrafts<T>(prefix: string): Promise<{ key: string; value: T; at: number }[]> {
  const found = await keep.drafts
    .where('key')
    .startsWith(prefix)
    .toArray()
    .catch(() => []);
  return found.sort((a, b) => b.at - a.at) as { key: string; value: T; at: number }[];
}

export async function keepDraft(key: string, value: unknown): Promise<void> {
  await keep.drafts.put({ key, value, at: Date.now() }).catch(() => undefined);
}

export async function dropDraft(key: string): Promise<void> {
  await keep.drafts.delete(key).catch(() => undefined);
}

export async function remembered<T>(key: string): Promise<T | undefined> {
  const found = await keep.remembered.get(key).catch(() => undefined);
  return found?.value as T | undefined;
}

export async function remember(key: string, value: unknown): Promise<void> {
  await keep.remembered.put({ key, value, at: Date.now() }).catch(() => undefined);
}

/** A value that is there again after a restart. `ready` is false until it has been looked up. */
export function useRemembered<T>(key: string, initial: T): { value: T; set(value: T): void; ready: boolean } {
  const [state, setState] = useState<{ value: T; ready: boolean }>({ value: initial, ready: false });
  const touched = useRef(false);
  useEffect(() => {
    let current = true;
    void remembered<T>(key).then((found) => {
      if (current && !touched.current) setState((before) => ({ value: found ?? before.value, ready: true }));
    });
    return () => {
      current = false;
    };
  }, [key]);
  const set = useCallback(
    (value: T) => {
      touched.current = true;
      setState({ value, ready: true });
      void remember(key, value);
    },
    [key],
  );
  return { ...state, set };
}
