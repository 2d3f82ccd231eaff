import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { withFindings, withRows } from '../../shared/schemes/edit.ts';
import type { Scheme, SchemeEdit, SchemeId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { call } from '../transport.ts';

/** Not under the key of the room: news does not fetch a whole table again, only a version that has moved on does. */
const treeKey = (id: SchemeId) => ['scheme-tree', id] as const;

/** Edits on their way, by version: while there are some, what the list says of the revision is not news. */
const underway = new Map<SchemeId, number>();

/**
 * A version as a whole table, kept true without fetching it anew for every edit: edits made here are applied to what is held
 * (`applyEdit`), and only when `schemes.list` tells of a version the page does not hold is the table asked for again.
 */
export function useSchemeTree(scheme: Scheme | undefined) {
  const memory = useQueryClient();
  const id = scheme?.id;
  const tree = useQuery<SchemeTree, Error>({
    queryKey: treeKey(id ?? ('' as SchemeId)),
    queryFn: () => call('schemes.tree', { schemeId: id as SchemeId }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // A table is compared by its revision; to compare it row by row costs more than to draw it.
    structuralSharing: false,
  });
  const held = tree.data?.scheme;
  const heard = useRef<Scheme>(undefined);
  useEffect(() => {
    if (!scheme || held?.id !== scheme.id || heard.current === scheme || underway.get(scheme.id) || !isOlder(held, scheme)) return;
    heard.current = scheme;
    void askForTree(memory, scheme.id);
  }, [memory, held, scheme]);
  return tree;
}

/** Whether the version held is behind what the list tells: another revision, or another state of the same. */
function isOlder(held: Scheme, told: Scheme): boolean {
  return told.revision === held.revision ? JSON.stringify(told) !== JSON.stringify(held) : told.revision > held.revision;
}

/** Asks for the whole table again. */
export function askForTree(memory: QueryClient, id: SchemeId): Promise<void> {
  return memory.invalidateQueries({ queryKey: treeKey(id) }, { cancelRefetch: true });
}

/** The table as it is held now. */
export function heldTree(memory: QueryClient, id: SchemeId): SchemeTree | undefined {
  return memory.getQueryData<SchemeTree>(treeKey(id));
}

/** How long after an edit the rules look at the table, in milliseconds: when the edit has been painted, and at the last of several. */
const settling = 80;

/** Puts an answer of the core into the table held, or asks for the whole where it does not follow on it. What the rules say follows. */
export async function applyEdit(memory: QueryClient, edit: SchemeEdit): Promise<void> {
  const held = heldTree(memory, edit.scheme.id);
  const now = held && withRows(held, edit);
  if (now === held && now) return;
  if (now) {
    memory.setQueryData(treeKey(edit.scheme.id), now);
    setTimeout(() => {
      if (heldTree(memory, edit.scheme.id) === now) memory.setQueryData(treeKey(edit.scheme.id), withFindings(now));
    }, settling);
  } else if (!held || held.scheme.revision !== edit.scheme.revision) await askForTree(memory, edit.scheme.id);
}

/** Counts an edit as underway until it has come to its end. */
export async function whileUnderway<T>(id: SchemeId, work: () => Promise<T>): Promise<T> {
  underway.set(id, (underway.get(id) ?? 0) + 1);
  try {
    return await work();
  } finally {
    underway.set(id, (underway.get(id) ?? 1) - 1);
  }
}
