import { type Note, type ResultLetter, wasHash } from '../../core/sync/wire/index.ts';
import type { Op } from '../../shared/audit/op.ts';
import { type Fault, type Form, forms } from './records.ts';

/** A result a change has had before. */
export interface KnownResult {
  readonly result: StandingLetter;
  readonly feedSeq: number;
  readonly code: string;
  readonly field: string;
}
type StandingLetter = Exclude<ResultLetter, 'X' | 'N'>;

/** What the county holds about the records a parcel speaks of. */
export interface Holdings {
  /** Results of changes that came before, by op id. */
  readonly known: ReadonlyMap<string, KnownResult>;
  readonly records: Map<string, unknown>;
  /** Returned and parked changes not settled yet, by record, oldest first. */
  readonly open: Map<string, OpenOp[]>;
  /** 档号 of the fonds that occur here: which record has it. */
  readonly numbers: Map<string, string>;
}
export interface OpenOp {
  readonly op: Op;
  readonly result: 'R' | 'P';
}

/** One line for the feed, in order. `place` is null for an earlier change that is settled now. */
export interface Decided {
  readonly place: number | null;
  readonly op: Op;
  readonly r: StandingLetter;
  readonly code: string;
  readonly field: string;
}

/** Where the changes come from: the desktop's id of the fonds, the county's id of it, the year they arrived in. */
export interface Scope {
  readonly fonds: string;
  readonly record: string;
  readonly year: number;
  /** Records the database could not hold. */
  readonly banned?: ReadonlySet<string>;
}

export interface Decision {
  readonly results: string;
  readonly notes: Note[];
  readonly known: [number, number][];
  readonly entries: Decided[];
  /** Records as they stand afterwards, only those that changed. */
  readonly changed: Map<string, { schema: string; record: unknown; numberConflict: boolean | null }>;
}

interface Verdict extends Fault {
  readonly r: StandingLetter;
}

/**
 * [S8] What becomes of each change of a parcel; pure. A change is taken when every old value it saw is the one held, or the new one
 * already is. A returned change is not forgotten: a later correction of the same record that builds on it settles both. One that
 * cannot be taken never stops those behind it, except within its own group (`txn`), which stands or falls together.
 */
export function decide(ops: readonly Op[], scope: Scope, held: Holdings): Decision {
  const letters: string[] = [];
  const notes: Note[] = [];
  const known: [number, number][] = [];
  const entries: Decided[] = [];
  const changed: Decision['changed'] = new Map();
  const seen = new Map(held.known);
  let undo: (() => void)[] = [];

  const set = <K, V>(map: Map<K, V>, key: K, value: V) => {
    const had = map.has(key);
    const before = map.get(key);
    undo.push(() => (had ? map.set(key, before as V) : map.delete(key)));
    map.set(key, value);
  };
  const keyOf = (op: Op) => (op.schema.startsWith('fonds@') ? scope.record : op.rid);

  function judge(op: Op): Verdict & { record?: unknown; settles?: readonly OpenOp[] } {
    if (op.fonds !== scope.fonds) return { r: 'R', code: 'out-of-scope', field: '' };
    const form = forms.get(op.schema);
    if (!form) return { r: 'R', code: 'unknown-schema', field: '' };
    if (scope.banned?.has(keyOf(op))) return { r: 'R', code: 'unstorable', field: '' };
    const record = held.records.get(keyOf(op));
    const waiting = (held.open.get(keyOf(op)) ?? []).filter((open) => open.op.id !== op.id && open.op.schema === op.schema);
    if (op.kind === 'create') {
      const fresh = form.apply(undefined, op);
      if (record !== undefined)
        return Object.keys(op.set).every((field) => same(form, record, field, op.set[field]))
          ? { r: 'A', code: '', field: '', record }
          : { r: 'C', code: 'exists', field: '' };
      return resultOf(form, fresh);
    }
    // First on top of what was returned before, then on what is held.
    const built = build(
      form,
      record,
      waiting.filter(({ result }) => result === 'R').map((open) => open.op),
    );
    const bases = [
      ...(built.used.length > 0
        ? [{ base: built.record, settles: waiting.filter(({ op: earlier }) => built.used.includes(earlier)) }]
        : []),
      { base: record, settles: [] },
    ];
    let worst: Verdict = { r: 'P', code: 'no-record', field: '' };
    for (const { base, settles } of bases) {
      if (base === undefined) continue;
      const field = differing(form, base, op);
      if (field !== null) {
        if (worst.r !== 'R') worst = { r: 'C', code: 'changed-meanwhile', field };
        continue;
      }
      const result = resultOf(form, form.apply(base, op));
      if (result.r === 'A') return { ...result, settles };
      worst = result;
    }
    return worst;
  }

  const resultOf = (form: Form, record: unknown): Verdict & { record?: unknown } => {
    const fault = form.fault(record, scope.year);
    return fault ? { r: 'R', ...fault } : { r: 'A', code: '', field: '', record };
  };

  /** Takes one change; its entry, and those of earlier ones it settles, go to the feed. */
  function take(op: Op, place: number | null): Verdict {
    const verdict = judge(op);
    const key = keyOf(op);
    let { code, field } = verdict;
    if (verdict.r === 'A') {
      for (const { op: earlier } of verdict.settles ?? []) entries.push({ place: null, op: earlier, r: 'A', code: '', field: '' });
      const taken = numberOf(op, key, verdict.record);
      if (taken) ({ code, field } = { code: 'number-taken', field: 'number' });
      set(held.records, key, verdict.record);
      const before = changed.get(key)?.numberConflict ?? null;
      set(changed, key, { schema: op.schema, record: verdict.record, numberConflict: taken ?? before });
      const settled = new Set(verdict.settles?.map((open) => open.op.id));
      set(
        held.open,
        key,
        (held.open.get(key) ?? []).filter((open) => open.op.id !== op.id && !settled.has(open.op.id)),
      );
    } else if (verdict.r !== 'C' && place !== null) {
      set(held.open, key, [...(held.open.get(key) ?? []), { op, result: verdict.r }]);
    }
    if (verdict.r === 'A' || place !== null) entries.push({ place, op, r: verdict.r, code, field });
    if (verdict.r === 'A') {
      // The one taken looks for the next itself, so that none is settled twice.
      const next = held.open.get(key)?.find((open) => open.result === 'P' && judge(open.op).r === 'A');
      if (next) take(next.op, null);
    }
    return { r: verdict.r, code, field };
  }

  /** Whether the 档号 a change brings was another record's first; null when it brings none. */
  function numberOf(op: Op, key: string, record: unknown): boolean | null {
    if (!Object.hasOwn(op.set, 'number')) return null;
    const { number } = record as { number?: string | null };
    for (const [mine, owner] of held.numbers)
      if (owner === key && mine !== number) {
        undo.push(() => held.numbers.set(mine, owner));
        held.numbers.delete(mine);
      }
    if (typeof number !== 'string') return false;
    const owner = held.numbers.get(number);
    if (owner !== undefined && owner !== key) return true;
    set(held.numbers, number, key);
    return false;
  }

  for (let i = 0; i < ops.length; ) {
    let end = i + 1;
    while (ops[i]!.txn !== undefined && ops[end]?.txn === ops[i]!.txn) end += 1;
    undo = [];
    const from = { letters: letters.length, notes: notes.length, entries: entries.length };
    const verdicts: Verdict[] = [];
    for (let at = i; at < end; at++) {
      const op = ops[at]!;
      const before = seen.get(op.id);
      if (before) known.push([at, before.feedSeq]);
      const verdict: Verdict = before ? { r: before.result, code: before.code, field: before.field } : take(op, at);
      verdicts.push(verdict);
    }
    if (end - i > 1 && verdicts.some(({ r }) => r !== 'A')) {
      for (const back of undo.reverse()) back();
      undo = [];
      entries.length = from.entries;
      verdicts.forEach((verdict, offset) => {
        const op = ops[i + offset]!;
        if (seen.has(op.id)) return;
        const fallen: Verdict = verdict.r === 'A' ? { r: 'R', code: 'group', field: '' } : verdict;
        verdicts[offset] = fallen;
        entries.push({ place: i + offset, op, ...fallen });
      });
    }
    verdicts.forEach(({ r, code, field }, offset) => {
      letters.push(r);
      if (code !== '') notes.push({ i: i + offset, code, field, text: '' });
      seen.set(ops[i + offset]!.id, { result: r, feedSeq: -1, code, field });
    });
    i = end;
  }
  return { results: letters.join(''), notes, known, entries, changed };
}

/** The record with the returned changes on it that fit, and which those are. */
function build(form: Form, record: unknown, returned: readonly Op[]): { record: unknown; used: Op[] } {
  let built = record;
  const used: Op[] = [];
  for (const op of returned) {
    const fits = op.kind === 'create' ? built === undefined : built !== undefined && differing(form, built, op) === null;
    if (!fits) continue;
    built = form.apply(built, op);
    used.push(op);
  }
  return { record: built, used };
}

const same = (form: Form, record: unknown, field: string, value: unknown) => wasHash(form.now(record, field)) === wasHash(value as never);

/** The first field whose old value is neither the one the change saw nor the one it wants; null when there is none. */
function differing(form: Form, record: unknown, op: Op): string | null {
  for (const field of Object.keys(op.set)) {
    const now = wasHash(form.now(record, field));
    if (now !== op.was[field] && now !== wasHash(op.set[field] as never)) return field.replaceAll('\0', '').slice(0, 100);
  }
  return null;
}
