import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { CallerInput } from '../../shared/contract.ts';
import type { Item } from '../../shared/items/items.ts';
import { askKey } from '../app/ask.ts';
import type { RowSource } from '../controls/DataGrid.tsx';
import { call } from '../transport.ts';

const pageSize = 200;

type ListInput = Omit<CallerInput<'items.list'>, 'offset' | 'limit'>;

export interface ItemPages {
  readonly rows: RowSource<Item>;
  /** 页数 of all items listed. */
  readonly pages: number;
  readonly isReading: boolean;
  readonly error: Error | null;
}

/** A list of any length, read by pages as it is looked at. */
export function useItemPages(input: ListInput): ItemPages {
  const memory = useQueryClient();
  const [shown, setShown] = useState<readonly [first: number, last: number]>([0, 0]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an input is known by its content
  const pageQuery = useCallback(
    (page: number) => {
      const asked = { ...input, offset: page * pageSize, limit: pageSize };
      return { queryKey: askKey('items.list', asked), queryFn: () => call('items.list', asked) };
    },
    [JSON.stringify(input)],
  );
  const first = Math.floor(shown[0] / pageSize);
  const last = Math.floor(shown[1] / pageSize);
  const wanted = useMemo(() => [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, index) => first + index)])], [first, last]);
  const answers = useQueries({ queries: wanted.map(pageQuery) });
  const newest = answers.find((answer) => answer.data)?.data;
  const total = newest?.total ?? 0;
  const held = new Map(wanted.map((page, index) => [page, answers[index]?.data?.rows]));
  const show = useCallback(
    (from: number, to: number) => setShown((before) => (before[0] === from && before[1] === to ? before : [from, to])),
    [],
  );
  const keys = useCallback(
    async (from: number, to: number) => {
      const found: string[] = [];
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) {
        const { rows } = await memory.fetchQuery({ ...pageQuery(page), staleTime: 30_000 });
        found.push(...rows.slice(Math.max(0, from - page * pageSize), to - page * pageSize + 1).map((row) => row.id));
      }
      return found;
    },
    [memory, pageQuery],
  );
  return {
    rows: { total, at: (index) => held.get(Math.floor(index / pageSize))?.[index % pageSize], keyOf: (row) => row.id, show, keys },
    pages: newest?.pages ?? 0,
    isReading: answers[0]?.isPending ?? true,
    error: answers.find((answer) => answer.error)?.error ?? null,
  };
}
