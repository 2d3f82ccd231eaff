import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Clause, SchemeEdit, SchemeId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf } from '../app/ask.ts';
import { call } from '../transport.ts';
import { applyEdit, askForTree, heldTree, whileUnderway } from './useSchemeTree.ts';

/** The operations that answer a `SchemeEdit`. */
export type EditName =
  | 'schemes.editClause'
  | 'schemes.editClauses'
  | 'schemes.addClause'
  | 'schemes.moveClauses'
  | 'schemes.indentClauses'
  | 'schemes.outdentClauses'
  | 'schemes.removeClauses'
  | 'schemes.renumber'
  | 'schemes.undo'
  | 'schemes.redo'
  | 'schemes.editCategory'
  | 'schemes.addCategory'
  | 'schemes.moveCategory'
  | 'schemes.addTemplate'
  | 'schemes.removeCategory'
  | 'schemes.rename';

/** The fields of a row a person may set. */
export type ClauseSet = Partial<
  Pick<Clause, 'no' | 'text' | 'disposition' | 'term' | 'department' | 'secrecy' | 'openness' | 'duty' | 'remark' | 'checked'>
>;

/** An edit that was refused: what was wanted is kept until somebody decides. */
export interface Trouble {
  readonly key: number;
  readonly operation: EditName;
  readonly problem: Problem;
  /** The row and what it was to say, for an edit of one row. */
  readonly clause?: Clause;
  readonly set?: ClauseSet;
}

/** A value on its way: shown at once, until the table held says the same. */
interface Pending {
  readonly key: number;
  readonly clauseId: string;
  readonly set: ClauseSet;
  /** The revision of the table that holds it; null until the core has answered. */
  readonly revision: number | null;
}

export interface Editing {
  /**
   * One edit after the other: `input` is made from the table as it stands when its turn has come (null: nothing to do). Answers the edit,
   * or null when it was refused, which `troubles` then tells unless `onRefused` takes it upon itself, or came to nothing.
   */
  act<N extends EditName>(
    name: N,
    input: (tree: SchemeTree) => CallerInput<N> | null,
    onRefused?: (problem: Problem) => boolean,
  ): Promise<SchemeEdit | null>;
  /** Sets fields of a row somebody saw as `seen`. What is wanted shows at once. */
  set(seen: Clause, set: ClauseSet): Promise<SchemeEdit | null>;
  /** A row with the values on their way. */
  shown(clause: Clause): Clause;
  readonly troubles: readonly Trouble[];
  settle(key: number): void;
}

/** Editing of one draft. */
export function useEditing(tree: SchemeTree): Editing {
  const memory = useQueryClient();
  const id: SchemeId = tree.scheme.id;
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const count = useRef(0);

  const inTurn = useCallback(
    <N extends EditName>(name: N, input: (tree: SchemeTree) => CallerInput<N> | null): Promise<SchemeEdit | null> => {
      const work = turn.current.then(() =>
        whileUnderway(id, async () => {
          const held = heldTree(memory, id);
          const given = held ? input(held) : null;
          if (given === null) return null;
          const edit = (await call(name, given)) as SchemeEdit;
          await applyEdit(memory, edit);
          return edit;
        }),
      );
      turn.current = work.catch(() => undefined);
      return work;
    },
    [memory, id],
  );

  const refused = useCallback(
    (trouble: Omit<Trouble, 'key' | 'problem'>, error: unknown) => {
      const problem = problemOf(error);
      count.current += 1;
      const key = count.current;
      setTroubles((before) => [...before, { ...trouble, key, problem }]);
      if (problem.code === 'changed-meanwhile' || problem.code === 'not-found' || problem.code === 'locked') {
        void askForTree(memory, id);
        void memory.invalidateQueries({ queryKey: ['schemes', 'schemes.list'] });
      }
      return null;
    },
    [memory, id],
  );

  const act = useCallback<Editing['act']>(
    (operation, input, onRefused) =>
      inTurn(operation, input).catch((error: unknown) => (onRefused?.(problemOf(error)) ? null : refused({ operation }, error))),
    [inTurn, refused],
  );

  const set = useCallback<Editing['set']>(
    async (seen, wanted) => {
      const names = Object.keys(wanted) as (keyof ClauseSet)[];
      const changed = names.filter((name) => wanted[name] !== seen[name]);
      if (changed.length === 0) return null;
      const pick = (from: ClauseSet) => Object.fromEntries(changed.map((name) => [name, from[name]])) as ClauseSet;
      count.current += 1;
      const key = count.current;
      setPending((before) => [...before, { key, clauseId: seen.id, set: pick(wanted), revision: null }]);
      try {
        const edit = await inTurn('schemes.editClause', () => ({ clauseId: seen.id, was: pick(seen), set: pick(wanted) as never }));
        // Kept until the table that holds it is drawn, so that the old value never flashes up between.
        setPending((before) => before.map((one) => (one.key === key ? { ...one, revision: edit?.scheme.revision ?? 0 } : one)));
        return edit;
      } catch (error) {
        setPending((before) => before.filter((one) => one.key !== key));
        return refused({ operation: 'schemes.editClause', clause: seen, set: pick(wanted) }, error);
      }
    },
    [inTurn, refused],
  );

  const { revision } = tree.scheme;
  const waiting = useMemo(() => pending.filter((one) => one.revision === null || one.revision > revision), [pending, revision]);
  const shown = useCallback(
    (clause: Clause) => {
      const own = waiting.filter((one) => one.clauseId === clause.id);
      return own.length === 0 ? clause : (Object.assign({ ...clause }, ...own.map((one) => one.set)) as Clause);
    },
    [waiting],
  );
  const settle = useCallback((key: number) => setTroubles((before) => before.filter((one) => one.key !== key)), []);
  return useMemo(() => ({ act, set, shown, troubles, settle }), [act, set, shown, troubles, settle]);
}
