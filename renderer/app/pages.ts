import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { CallerInput, Output } from '../../shared/contract.ts';
import type { RowSource } from '../controls/DataGrid.tsx';
import { call } from '../transport.ts';
import { askKey, type NamesOfKind } from './ask.ts';

/** Questions whose answer is a part of a long list: asked with offset and limit, answered with rows and the total. */
export type PagedName = {
  [N in NamesOfKind<'query'>]: Output<N> extends { rows: unknown[]; total: number } ? N : never;
}[NamesOfKind<'query'>];
type RowOf<N extends PagedName> = Output<N> extends { rows: (infer Row)[] } ? Row : never;

export interface Pages<Row> {
  readonly source: RowSource<Row>;
  /** The first answer has not come yet; `source` is empty. */
  readonly isPending: boolean;
  readonly error: Error | null;
}

/**
 * A long list read a page at a time, only the pages looked at. The first page is always asked, as it brings the total.
 * @param input everything but offset and limit; another input starts again from the top
 */
export function usePages<N extends PagedName>(
  name: N,
  input: Omit<CallerInput<N>, 'offset' | 'limit'>,
  keyOf: (row: RowOf<N>) => string,
  options: { readonly enabled?: boolean; readonly pageSize?: number } = {},
): Pages<RowOf<N>> {
  const { enabled = true, pageSize = 100 } = options;
  const about = JSON.stringify(input);
  const [seen, setSeen] = useState<{ about: string; first: number; last: number }>({ about, first: 0, last: 0 });
  const [first, last] = seen.about === about ? [seen.first, seen.last] : [0, 0];
  const numbers = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, index) => first + index)])];
  const answers = useQueries({
    queries: numbers.map((page) => {
      const asked = { ...input, offset: page * pageSize, limit: pageSize } as CallerInput<N>;
      return {
        queryKey: askKey(name, asked),
        queryFn: async () => (await call(name, asked)) as unknown as { rows: RowOf<N>[]; total: number },
        enabled,
      };
    }),
  });
  const head = answers[0];
  const total = head?.data?.total ?? 0;
  const loaded = new Map(numbers.map((page, index) => [page, answers[index]?.data?.rows]));
  const show = useCallback(
    (from: number, to: number) => {
      const wanted = { about, first: Math.floor(from / pageSize), last: Math.floor(to / pageSize) };
      setSeen((before) => (before.about === about && before.first === wanted.first && before.last === wanted.last ? before : wanted));
    },
    [about, pageSize],
  );
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` changes exactly when `loaded` and `total` do
  const source = useMemo<RowSource<RowOf<N>>>(
    () => ({ total, keyOf, show, at: (index) => loaded.get(Math.floor(index / pageSize))?.[index % pageSize] }),
    [total, keyOf, show, stamp, about],
  );
  return { source, isPending: enabled && (head?.isPending ?? true), error: answers.find((answer) => answer.error)?.error ?? null };
}
