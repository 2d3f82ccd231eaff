/** The middle of several figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}

/** The middle of ours to theirs pair by pair: what else the machine did during one pair weighs on both sides of it. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((figure, pair) => figure / theirs[pair]!));
}

/** Milliseconds a piece of work took. */
export function took(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The same for work that waits. */
export async function tookAsync(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export interface Finding {
  readonly name: string;
  /** Median of ours and of the plain way, in milliseconds, and how many pairs were measured. */
  readonly ours: number;
  readonly plain: number;
  readonly pairs: number;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
  readonly note: string;
}

/** One line of the report. */
export function sayFinding(finding: Finding): string {
  const { name, ours, plain, ratio, goal, met, pairs, note } = finding;
  return `${met ? '达到  ' : '未达到'}  ${name.padEnd(44)} ${ratio.toFixed(2).padStart(8)}×  goal ${goal.padEnd(9)} ours ${ours.toFixed(2)} ms, plain ${plain.toFixed(2)} ms, ${pairs} pairs${note ? `; ${note}` : ''}`;
}
