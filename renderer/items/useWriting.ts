import { useCallback, useEffect, useRef, useState } from 'react';
import type { FondsId } from '../../shared/fonds/fonds.ts';
import type { Item } from '../../shared/items/items.ts';
import type { Problem } from '../../shared/reply.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { dropDraft, keepDraft } from '../app/keep.ts';
import {
  changesOf,
  editWriting,
  type FieldName,
  type ItemFields,
  isTouched,
  type KeptWriting,
  mayBeKept,
  newWriting,
  type Writing,
} from './fields.ts';

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
  /** The fonds the form belongs to, also while the person has gone on to another. */
  const owner = useRef(fondsId);
  const latest = useRef({ writing, before, here: fondsId });
  latest.current = { writing, before, here: fondsId };
  /** The save that is under way: no other form is opened over it. */
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const isSaving = useRef(false);
  const create = useAct('items.create').mutateAsync;
  const edit = useAct('items.edit').mutateAsync;

  /** Writes the draft down now, or drops it when nothing is left to lose. */
  const settleDraft = useCallback(async () => {
    clearTimeout(timer.current);
    const { writing: now } = latest.current;
    if (!now) return;
    const fonds = owner.current;
    const key = draftKey(fonds, now);
    if (!isTouched(now, now.fields.year) || !mayBeKept(now.fields, kind)) {
      await dropDraft(key);
      setDraft('none');
      return;
    }
    await keepDraft(key, { ...now, fondsId: fonds } satisfies KeptWriting);
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
  // Whoever leaves the room in the middle of a word finds it again.
  useEffect(() => () => void settleDraft(), [settleDraft]);

  /** Opens a form; what stood in the one before stays as its draft. While that one is being saved, it waits to hear what became of it. */
  const openWhenSaved = useCallback(
    async (wanted: () => Writing | null) => {
      await saving.current;
      await settleDraft();
      if (owner.current !== latest.current.here) {
        // What one fonds has in common is not carried into another.
        owner.current = latest.current.here;
        latest.current = { ...latest.current, before: null };
        setBefore(null);
      }
      setWriting(wanted());
      setProblem(null);
      setDraft('none');
    },
    [settleDraft],
  );
  const open = useCallback((wanted: Writing | null) => openWhenSaved(() => wanted), [openWhenSaved]);

  /** What is in the form after a save: `wanted`, or, where somebody has written on meanwhile, the record with that still to be saved. */
  const showSaved = useCallback((saved: Writing, item: Item, wanted: Writing) => {
    const now = latest.current.writing;
    const meanwhile = now?.key === saved.key ? changesOf({ fields: now.fields, seen: saved.fields }) : {};
    const shown = editWriting(item);
    const next = Object.keys(meanwhile).length > 0 ? { ...shown, fields: { ...shown.fields, ...meanwhile } } : wanted;
    latest.current = { ...latest.current, writing: next, before: saved.fields };
    setBefore(saved.fields);
    setWriting(next);
  }, []);

  /** Saves the form and shows what `after` makes of the record; answers the record, or null when it was refused or a save is under way. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: saveChanges follows edit
  const save = useCallback(
    async (options: SaveOptions = {}, after: (kept: Item, written: ItemFields) => Writing = editWriting): Promise<Item | null> => {
      const with_ = latest.current.writing;
      if (!with_ || isSaving.current) return null;
      isSaving.current = true;
      let ended = () => {};
      saving.current = new Promise<void>((resolve) => {
        ended = resolve;
      });
      clearTimeout(timer.current);
      setBusy(true);
      setProblem(null);
      try {
        const item = await (with_.id === null
          ? create({
              draft: { fondsId: owner.current, ...with_.fields },
              numbered: options.numbered ?? false,
              confirmedOpen: options.confirmedOpen ?? false,
            })
          : saveChanges(with_, options));
        clearTimeout(timer.current);
        showSaved(with_, item, after(item, with_.fields));
        await dropDraft(draftKey(owner.current, with_));
        await settleDraft();
        return item;
      } catch (error) {
        const refused = problemOf(error);
        setProblem(refused);
        // Of a classified record nothing is kept, not even what was typed.
        if (refused.code === 'classified') await dropDraft(draftKey(owner.current, with_));
        else await settleDraft();
        return null;
      } finally {
        isSaving.current = false;
        setBusy(false);
        ended();
      }
    },
    [create, edit, settleDraft, showSaved],
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

  const openNew = useCallback(
    () =>
      openWhenSaved(() => {
        const { before: last } = latest.current;
        return newWriting(last?.year ?? year, last);
      }),
    [openWhenSaved, year],
  );
  return { writing, setWriting, open, openNew, change, save, settleDraft, problem, setProblem, busy, draft, before };
}

export type WritingDesk = ReturnType<typeof useWriting>;
