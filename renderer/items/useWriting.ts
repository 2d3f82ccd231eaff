import { useCallback, useEffect, useRef, useState } from 'react';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Item } from '../../shared/items/items.ts';
import type { Problem } from '../../shared/reply.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { dropDraft, keepDraft } from '../app/keep.ts';
import { changesOf, type FieldName, type ItemFields, isTouched, type KeptWriting, mayBeKept, newWriting, type Writing } from './fields.ts';

/** A draft is written this soon after a change, in milliseconds. */
const draftDelay = 250;

export const draftsOf = (fondsId: FondsId) => `item ${fondsId} `;
const draftKey = (fondsId: FondsId, writing: Writing) => `${draftsOf(fondsId)}${writing.key}`;

export interface SaveOptions {
  readonly numbered?: boolean;
  readonly renumber?: boolean;
  readonly confirmedOpen?: boolean;
}

/** The form being written: its fields, its draft, and saving it. */
export function useWriting(fondsId: FondsId, year: number, kind: InstallationKind | null) {
  const [writing, setWriting] = useState<Writing | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [draft, setDraft] = useState<'none' | 'typing' | 'kept'>('none');
  const [before, setBefore] = useState<ItemFields | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ writing, fondsId });
  latest.current = { writing, fondsId };
  const create = useAct('items.create').mutateAsync;
  const edit = useAct('items.edit').mutateAsync;

  /** Writes the draft down now, or drops it when nothing is left to lose. */
  const settleDraft = useCallback(async () => {
    clearTimeout(timer.current);
    const { writing: now, fondsId: owner } = latest.current;
    if (!now) return;
    const key = draftKey(owner, now);
    if (!isTouched(now, now.fields.year) || !mayBeKept(now.fields, kind)) {
      await dropDraft(key);
      setDraft('none');
      return;
    }
    await keepDraft(key, { ...now, fondsId: owner } satisfies KeptWriting);
    setDraft('kept');
  }, [kind]);

  const change = useCallback(
    (set: Partial<ItemFields>) => {
      setWriting((now) => now && { ...now, fields: { ...now.fields, ...set }, carried: now.carried.filter((name) => !(name in set)) });
      setDraft('typing');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void settleDraft(), draftDelay);
    },
    [settleDraft],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  /** Opens a form; what stood in the one before stays as its draft. */
  const open = useCallback(
    async (wanted: Writing | null) => {
      await settleDraft();
      setWriting(wanted);
      setProblem(null);
      setDraft('none');
    },
    [settleDraft],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: saveChanges follows edit
  const save = useCallback(
    async (options: SaveOptions = {}, with_: Writing | null = latest.current.writing): Promise<Item | null> => {
      if (!with_) return null;
      clearTimeout(timer.current);
      setBusy(true);
      setProblem(null);
      try {
        const item = await (with_.id === null
          ? create({
              draft: { fondsId, ...with_.fields },
              numbered: options.numbered ?? false,
              confirmedOpen: options.confirmedOpen ?? false,
            })
          : saveChanges(with_, options));
        await dropDraft(draftKey(fondsId, with_));
        setDraft('none');
        setBefore(with_.fields);
        return item;
      } catch (error) {
        const refused = problemOf(error);
        setProblem(refused);
        // Of a classified record nothing is kept, not even what was typed.
        if (refused.code === 'classified') await dropDraft(draftKey(fondsId, with_));
        else await settleDraft();
        return null;
      } finally {
        setBusy(false);
      }
    },
    [create, edit, fondsId, settleDraft],
  );

  function saveChanges(one: Writing, options: SaveOptions): Promise<Item> {
    const set = changesOf(one);
    const was = Object.fromEntries(Object.keys(set).map((name) => [name, one.seen?.[name as FieldName]]));
    return edit({
      id: one.id as NonNullable<Writing['id']>,
      was,
      set,
      renumber: options.renumber ?? false,
      confirmedOpen: options.confirmedOpen ?? false,
    });
  }

  const openNew = useCallback(() => open(newWriting(before?.year ?? year, before)), [open, year, before]);
  return { writing, setWriting, open, openNew, change, save, settleDraft, problem, setProblem, busy, draft, before };
}

export type WritingDesk = ReturnType<typeof useWriting>;
