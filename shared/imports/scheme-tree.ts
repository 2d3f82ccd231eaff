import { numbersAbove } from '../schemes/template.ts';
import { type ClauseNumber, countOf, firstBelow, numberAfter, rankOf } from './scheme-numbers.ts';

/** A row being read, with the rows below it. */
export interface Node<T> {
  readonly value: T;
  readonly parent: Node<T> | null;
  readonly number: ClauseNumber | undefined;
  readonly below: Node<T>[];
  /** The row within which its decimal numbers are counted; null the category. */
  readonly scope: Node<T> | null;
}

/** Why a number is not taken as it stands, and what the order of the rows proposes. */
export interface NumberDoubt {
  readonly kind: 'number-lost' | 'number-twice' | 'number-missing';
  readonly proposal: ClauseNumber;
}

/**
 * The rows of one category, put below each other by their numbers. Decimal numbers stand below the nearest number there is above them
 * (ruling 15); others by their kind, as Chinese documents rank them: 一 · （一） · 1 · （1） · ①.
 */
export function growTree<T>() {
  const roots: Node<T>[] = [];
  let path: Node<T>[] = [];
  let base: Node<T> | null = null;
  /** Rows by number, in the scope they are counted in. */
  const numbers = new Map<Node<T> | null, Map<string, Node<T>>>();
  const inScope = (scope: Node<T> | null) => {
    const known = numbers.get(scope) ?? new Map<string, Node<T>>();
    numbers.set(scope, known);
    return known;
  };
  /** Numbers of the rows directly below a row. */
  const used = new Map<Node<T> | null, Set<string>>();
  const usedBelow = (parent: Node<T> | null) => {
    const known = used.get(parent) ?? new Set<string>();
    used.set(parent, known);
    return known;
  };
  const siblings = (parent: Node<T> | null) => parent?.below ?? roots;
  const within = () => (base ? path.slice(path.indexOf(base) + 1) : path);
  const top = (): Node<T> | null => path.at(-1) ?? base;

  /** Where a number would stand: below which row, counted in which scope. */
  function placeOf(number: ClauseNumber): { parent: Node<T> | null; scope: Node<T> | null } {
    const inner = within();
    if (number.kind === 'dec' || number.kind === 'other') {
      const last = inner.findLast((node) => node.number?.kind === 'dec');
      const above = inner.findLast((node) => rankOf[node.number?.kind ?? 'other'] < rankOf.dec);
      const scope = last ? last.scope : (above ?? base);
      const known = inScope(scope);
      const prefix = numbersAbove(number.no).find((no) => known.has(no));
      return { parent: (prefix === undefined ? scope : known.get(prefix)) ?? scope, scope };
    }
    const equal = inner.findLast((node) => node.number?.kind === number.kind);
    if (equal) return { parent: equal.parent, scope: equal.parent };
    const above = inner.findLast((node) => rankOf[node.number?.kind ?? 'other'] < rankOf[number.kind]);
    return { parent: above ?? base, scope: above ?? base };
  }

  /** The next free number below a row. */
  function nextBelow(parent: Node<T> | null, taken: ReadonlySet<string>): ClauseNumber {
    const among = siblings(parent);
    const lastNumbered = among.findLast((node) => node.number && countOf(node.number) !== undefined);
    let next = (lastNumbered?.number && numberAfter(lastNumbered.number)) ?? firstBelow(parent?.number);
    const used = usedBelow(parent);
    for (let tries = 0; used.has(next.no) && tries < 10_000; tries += 1) next = numberAfter(next) ?? { no: `${next.no}a`, kind: 'other' };
    // 1.2 stands further down: what stands between 1.1 and 1.2 is 1.1a.
    if (next.no.includes('.') && taken.has(next.no) && lastNumbered?.number)
      for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
        const suffixed = `${lastNumbered.number.no.replace(/[a-z]$/, '')}${letter}`;
        if (!taken.has(suffixed) && !used.has(suffixed)) return { no: suffixed, kind: 'dec' };
      }
    return next;
  }

  /** Whether a number stands here already, or lost a zero at its end (1.10 → 1.1), and what it should be. `mayLose`: it was a number to Excel. */
  function doubtOf(number: ClauseNumber, mayLose: boolean, taken: ReadonlySet<string>): NumberDoubt | undefined {
    const { parent, scope } = placeOf(number);
    const twice = number.kind === 'dec' ? inScope(scope).has(number.no) : usedBelow(parent).has(number.no);
    const pieces = /^(.*\.)(\d+)$/.exec(number.no);
    if (number.kind === 'dec' && pieces && (twice || mayLose)) {
      const [, above = '', own = ''] = pieces;
      const last = siblings(parent).reduce(
        (most, node) => (node.number?.no.startsWith(above) ? Math.max(most, countOf(node.number) ?? 0) : most),
        0,
      );
      for (const zeros of ['0', '00']) {
        const count = Number(own + zeros);
        if (count === last + 1 || (twice && count > last && count <= last + 10))
          return { kind: 'number-lost', proposal: { no: `${above}${count}`, kind: 'dec' } };
      }
    }
    return twice ? { kind: 'number-twice', proposal: nextBelow(parent, taken) } : undefined;
  }

  /** Puts a row in its place. `under`: below this row, whatever its number. Answers whether it went to a row that was left before. */
  function add(value: T, number: ClauseNumber | undefined, under?: { readonly parent: Node<T> | null }): { node: Node<T>; moved: boolean } {
    const { parent, scope } = under
      ? { parent: under.parent, scope: under.parent }
      : number
        ? placeOf(number)
        : { parent: top()?.parent ?? base, scope: base };
    const countedIn = under && parent && number?.kind === 'dec' && parent.number?.kind === 'dec' ? parent.scope : scope;
    const node: Node<T> = { value, parent, number, below: [], scope: countedIn };
    const moved = parent !== null && parent !== base && !path.includes(parent);
    siblings(parent).push(node);
    if (number) usedBelow(parent).add(number.no);
    if (number && !inScope(countedIn).has(number.no)) inScope(countedIn).set(number.no, node);
    const chain: Node<T>[] = [];
    for (let at: Node<T> | null = node; at; at = at.parent) chain.unshift(at);
    path = chain;
    return { node, moved };
  }

  return {
    roots,
    add,
    doubtOf,
    nextBelow,
    /** Whether a number stands directly below a row. */
    isUsedBelow: (parent: Node<T> | null, no: string) => usedBelow(parent).has(no),
    last: top,
    path: () => path,
    /** From here on rows stand below this one (a 类目 named in a column of its own); null: below the category. */
    setBase(node: Node<T> | null) {
      base = node;
      path = [];
      for (let at = node; at; at = at.parent) path.unshift(at);
    },
    base: () => base,
  };
}

/** The rows of a tree in table order, with their depth. */
export function inOrder<T>(roots: readonly Node<T>[]): { node: Node<T>; depth: number }[] {
  const out: { node: Node<T>; depth: number }[] = [];
  const waiting = roots.map((node) => ({ node, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    out.push(next);
    for (let at = next.node.below.length - 1; at >= 0; at -= 1) {
      const node = next.node.below[at];
      if (node) waiting.push({ node, depth: next.depth + 1 });
    }
  }
  return out;
}
