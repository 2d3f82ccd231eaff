import { type RefObject, useMemo, useRef, useState } from 'react';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { foundIn } from './tree.ts';
import type { Table } from './useTable.ts';

/** Looking for words in the table: from hit to hit, each shown where it stands. */
export interface Find {
  /** Whether the bar for it is there. */
  readonly isOpen: boolean;
  readonly sought: string;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly total: number;
  /** Which of the hits the hand is on, from 1; 0 for none. */
  readonly at: number;
  begin(): void;
  seek(words: string): void;
  step(by: 1 | -1): void;
  end(): void;
}

export function useFind(tree: SchemeTree, table: Table, toTable: () => void): Find {
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const found = useMemo(() => foundIn(tree, sought), [tree, sought]);
  const at = found.indexOf(table.hand.id) + 1;
  const begin = () => {
    setOpen(true);
    box.current?.focus();
    box.current?.select();
  };
  const seek = (words: string) => {
    setSought(words);
    const hits = foundIn(tree, words);
    const [hit] = hits;
    if (hit && !hits.includes(table.hand.id)) table.jump(hit);
  };
  const step = (by: 1 | -1) => {
    if (!isOpen || sought.trim() === '') return begin();
    const hit = at > 0 ? found.at((at - 1 + by) % found.length) : found[0];
    if (hit) table.jump(hit);
  };
  const end = () => {
    setOpen(false);
    setSought('');
    toTable();
  };
  return { isOpen, sought, box, total: found.length, at, begin, seek, step, end };
}
