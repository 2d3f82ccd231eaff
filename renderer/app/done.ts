import { useEffect, useRef } from 'react';
import type { LongWorkState, NamesOfKind } from './ask.ts';

/** Hands the output of long work on, once. */
export function useDone<N extends NamesOfKind<'task'>>(
  work: LongWorkState<N>,
  onDone: (output: NonNullable<LongWorkState<N>['output']>) => void,
): void {
  const told = useRef<string | null>(null);
  const latest = useRef(onDone);
  latest.current = onDone;
  const { task, output } = work;
  useEffect(() => {
    if (output === null || !task || told.current === task.id) return;
    told.current = task.id;
    latest.current(output as NonNullable<typeof output>);
  }, [output, task]);
}
