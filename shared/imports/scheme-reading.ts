import type { StartBasis } from '../retention/retention.ts';
import { Term } from '../retention/retention.ts';
import { isLegacyTerm, termWords } from '../retention/terms.ts';
import type { DocumentClause, SchemeDocument } from '../schemes/document.ts';
import type { SchemeReadFinding, SchemeReading, SchemeReadKind, SchemeSkip } from './scheme.ts';
import { categoryOfCode, type NamedCategory, namedCategory } from './scheme-categories.ts';
import {
  bearsMark,
  isByValue,
  linesOf,
  lineWithTerm,
  type RowCells,
  rowCells,
  saidDisposition,
  saidDuty,
  saidOpenness,
  saidSecrecy,
  saidTerm,
  secrecyWord,
} from './scheme-cells.ts';
import { termAtEnd } from './scheme-columns.ts';
import { type PartOfFile, type RoledLine, rolesOf, type SourceLine, type SourceSheet } from './scheme-lines.ts';
import { decisionsOf, tableNotes } from './scheme-notes.ts';
import { type ClauseNumber, readNumberCell, splitNumber } from './scheme-numbers.ts';
import { categoryCodeOf, categoryInfo, documentOfCategories, readOwn } from './scheme-own.ts';
import { listLines, piecesOf } from './scheme-pieces.ts';
import type { SchemeChoices, SchemeSetting, SchemeSource } from './scheme-source.ts';
import { growTree, inOrder, type Node } from './scheme-tree.ts';

type DocumentCategory = SchemeDocument['categories'][number];

interface Row {
  readonly at: string;
  readonly sheet: string;
  readonly line: number;
  text: string;
  no: string;
  term: DocumentClause['term'];
  /** Said by the file itself; null: by whether rows stand below it. */
  disposition: DocumentClause['disposition'] | null;
  /** The term came from a cell merged over several rows. */
  termShared: boolean;
  /** What is heard about the term is settled already (undecided, or kept in the remark). */
  termAsked: boolean;
  department: string;
  secrecy: number;
  openness: DocumentClause['openness'];
  duty: string;
  remark: string;
  source: string;
  checked: boolean;
  detailed: boolean;
}

type Outcome = 'taken' | 'merged' | 'sections' | 'refused' | SchemeSkip;
type Pending = Omit<SchemeReadFinding, 'row'>;

const longest = { no: 20, text: 4000, remark: 500, department: 60, source: 20, duty: 20 } as const;

/**
 * Reads a file as a 三合一 table. Pure: the same file, choices and decisions give the same answer. Every line has one outcome; nothing a
 * person should know is mended without being told.
 */
export function readSchemeTable(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): SchemeReading {
  const steps = readSchemeInSteps(source, choices, setting);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, pausing every few hundred lines with the number of lines done. */
export function* readSchemeInSteps(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): Generator<number, SchemeReading> {
  return readOwn(source, choices, setting) ?? (yield* readForeign(source, choices, setting));
}

const linesAStep = 200;

function* readForeign(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting): Generator<number, SchemeReading> {
  const findings: Pending[] = [];
  const outcomes = new Map<string, Outcome>();
  const lines = new Map<string, RoledLine>();
  const decided = decisionsOf(choices.decisions);
  const leftOut = new Set(choices.leaveOut);
  const parts: SchemeReading['parts'] = [];
  const info = categoryInfo(source);

  interface Table {
    readonly category: Omit<DocumentCategory, 'clauses'>;
    readonly tree: ReturnType<typeof growTree<Row>>;
    heading: string;
    detailParent: Node<Row> | null;
    given: Set<string>;
  }
  const tables = new Map<string, Table>();
  let table: Table | undefined;
  let assumed = true;
  let origin = { at: '', sheet: '', line: 0 };

  const tell = (severity: Pending['severity'], kind: SchemeReadKind, before: string, after: string, from = origin) =>
    findings.push({ ...from, kind, severity, before: before.slice(0, 400), after: after.slice(0, 400), choices: [], decided: true });
  /** Asks the person; answers what was decided, or undefined. */
  const ask = (kind: SchemeReadKind, before: string, after: string, allowed: readonly string[], from = origin): string | undefined => {
    const said = decided(kind, from.at, before.slice(0, 400));
    const value = said === '*' ? after || undefined : said;
    const good = value !== undefined && (allowed.length === 0 ? value.trim() !== '' : allowed.includes(value)) ? value.trim() : undefined;
    findings.push({
      ...from,
      kind,
      severity: 'decide',
      before: before.slice(0, 400),
      after: good ?? after.slice(0, 400),
      choices: [...allowed],
      decided: good !== undefined,
    });
    return good;
  };

  const given = new Set<string>();
  const tableOf = (named: NamedCategory): Table => {
    let { code } = named;
    if (code === '')
      code = ask('category-code', named.name, categoryCodeOf(named.name).slice(0, 20), []) ?? categoryCodeOf(named.name).slice(0, 20);
    code = categoryCodeOf(code).slice(0, 20);
    const known = tables.get(code);
    if (known) return known;
    const own = info.get(code);
    const startBasis: StartBasis = code.startsWith('KU') ? 'accounting' : 'year';
    const made: Table = {
      category: own ?? {
        code,
        name: named.name || code,
        arrangement: named.arrangement,
        numberTemplate: named.arrangement === 'volume' ? 'dat13-volume' : setting.numberTemplate,
        startBasis,
      },
      tree: growTree<Row>(),
      heading: '',
      detailParent: null,
      given,
    };
    tables.set(code, made);
    return made;
  };
  const enter = (named: NamedCategory) => {
    const next = tableOf(named);
    if (next !== table) {
      next.tree.setBase(null);
      next.heading = '';
      next.detailParent = null;
    }
    table = next;
    assumed = false;
  };
  const here = (): Table => {
    if (!table) {
      const named = choices.category === '' ? categoryOfCode('WS') : (namedCategory(choices.category) ?? categoryOfCode(choices.category));
      table = tableOf(named);
      if (assumed && choices.category === '') tell('note', 'category-assumed', '', `${table.category.name} ${table.category.code}`);
    }
    return table;
  };

  const newRow = (text: string): Row => ({
    ...origin,
    text,
    no: '',
    term: null,
    disposition: null,
    termShared: false,
    termAsked: false,
    department: '',
    secrecy: 0,
    openness: 'unreviewed',
    duty: '',
    remark: '',
    source: '',
    checked: true,
    detailed: false,
  });
  const addRemark = (row: Row, more: string) => {
    const joined = row.remark === '' ? more : `${row.remark}；${more}`;
    row.remark = joined.length <= longest.remark ? joined : row.remark;
  };

  /** What a term says, asked about where it must be. */
  const setTerm = (row: Row, said: string, shared: boolean) => {
    const heard = saidTerm(said);
    row.termShared = shared;
    if (heard.is === 'disposition') row.disposition = heard.disposition;
    if (heard.is === 'term' && !isLegacyTerm(heard.term)) row.term = heard.term;
    if (heard.is === 'term' && isLegacyTerm(heard.term)) {
      row.termAsked = true;
      const value = ask('legacy-term', termWords(heard.term), '', ['Y', 'D30', 'D10']);
      if (value) row.term = Term.parse(value);
      addRemark(row, `原表期限：${termWords(heard.term)}`);
    }
    if (heard.is === 'several') {
      row.termAsked = true;
      const value = ask('terms-two', said, '', [...heard.terms.filter((term) => !isLegacyTerm(term)), 'none']);
      if (value && value !== 'none') row.term = Term.parse(value);
      else addRemark(row, `原表期限：${said.replace(/\s+/g, '、')}`);
    }
    if (heard.is === 'unread') {
      row.termAsked = true;
      const value = ask('term-unread', said, 'none', ['none', 'Y', 'D30', 'D10']);
      if (value && value !== 'none') row.term = Term.parse(value);
      else addRemark(row, `原表期限：${said.slice(0, 200)}`);
    }
  };

  /** Puts a row into the tree under the number it bears, or one that is proposed. */
  const place = (
    row: Row,
    number: ClauseNumber | undefined,
    how: { mayLose?: boolean; under?: { parent: Node<Row> | null }; doubt?: boolean } = {},
  ): Node<Row> => {
    const { tree, given } = here();
    let final = number;
    let { under } = how;
    if (number && how.doubt !== false) {
      const twiceHere = under && tree.isUsedBelow(under.parent, number.no);
      const doubt = under
        ? twiceHere
          ? { kind: 'number-twice' as const, proposal: tree.nextBelow(under.parent, given) }
          : undefined
        : tree.doubtOf(number, how.mayLose ?? false, given);
      if (doubt) {
        const said = ask(doubt.kind, number.no, doubt.proposal.no, []);
        const own = said === undefined ? doubt.proposal : numberSaid(said);
        final = own;
      }
    }
    if (!final) {
      const parent = under ? under.parent : (tree.last()?.parent ?? tree.base());
      under = { parent };
      const proposal = tree.nextBelow(parent, given);
      const said = ask('number-missing', '', proposal.no, []);
      final = said === undefined ? proposal : numberSaid(said);
    }
    row.no = final.no;
    const { node, moved } = tree.add(row, final, under);
    if (moved) tell('note', 'moved', final.no, node.parent?.number?.no ?? '');
    return node;
  };

  const addHeading = (text: string, number: ClauseNumber | undefined, under?: { parent: Node<Row> | null }): Node<Row> => {
    const row = newRow(text);
    row.disposition = 'heading';
    return place(row, number, under ? { under } : {});
  };

  /** Takes the rest of a row's cells over: department, secrecy, remark … */
  const fill = (row: Row, cells: RowCells) => {
    row.department = cells.of('department');
    if (cells.remark !== '') addRemark(row, cells.remark);
    const disposition = cells.of('disposition');
    if (disposition !== '') {
      const said = saidDisposition(disposition);
      if (said) row.disposition = said;
      else {
        tell('note', 'field-unread', disposition, '');
        addRemark(row, disposition.slice(0, 100));
      }
    }
    const secrecy = cells.of('secrecy');
    const level = saidSecrecy(secrecy);
    if (level === undefined) {
      tell('note', 'field-unread', secrecy, '');
      addRemark(row, secrecy.slice(0, 100));
    } else if (level > 1 && !setting.takesClassified)
      row.secrecy = Number(ask('secrecy-not-here', secrecyWord(level), '1', ['0', '1']) ?? 1);
    else row.secrecy = level;
    const openness = cells.of('openness');
    const open = saidOpenness(openness);
    if (open) row.openness = open;
    else {
      tell('note', 'field-unread', openness, '');
      addRemark(row, openness.slice(0, 100));
    }
    const duty = cells.of('duty');
    row.duty = duty === '' ? '' : (saidDuty(duty) ?? '');
    if (duty !== '' && row.duty === '') tell('note', 'field-unread', duty, '');
    row.source = cells.of('source').slice(0, longest.source);
    row.checked = cells.of('checked') !== '否';
  };

  const tooLong = (source: SourceLine, part: PartOfFile): boolean => {
    for (const { field, index } of part.columns) {
      const cell = (source.cells[index] ?? '').trim();
      const most =
        field === 'text' || field === 'detail' || field === 'heading'
          ? longest.text
          : field === 'department'
            ? longest.department
            : field === 'remark'
              ? longest.remark
              : 4000;
      if (cell.length <= most) continue;
      const value = ask('too-long', `${cell.slice(0, 60)}…（${cell.length}）`, '', ['leave-out']);
      outcomes.set(origin.at, value ? 'left-out' : 'refused');
      return true;
    }
    return false;
  };

  const readRow = (source: SourceLine, part: PartOfFile) => {
    if (tooLong(source, part)) return;
    const cells = rowCells(part, source);
    const code = cells.of('code');
    const category = cells.of('category');
    // 一 | 文书类: a row that names a 门类 in two cells.
    const counted = readNumberCell(cells.of('no'), false);
    const bare =
      [code, category, cells.of('heading'), cells.of('detail')].every((cell) => cell === '') && saidTerm(cells.of('term')).is === 'none';
    const section =
      counted.is === 'number' && counted.kind === 'cn' && bare && cells.of('text').length <= 20 && namedCategory(cells.of('text'));
    if (section) {
      outcomes.set(origin.at, 'sections');
      enter(section);
      here().tree.setBase(null);
      here().heading = '';
      return;
    }
    if (code !== '') {
      const named = category === '' ? undefined : namedCategory(category);
      enter({ ...categoryOfCode(code), ...(category !== '' ? { name: named?.name ?? category.slice(0, 60) } : {}) });
    } else if (category !== '') enter(namedCategory(category) ?? { name: category.slice(0, 60), code: '', arrangement: 'item' });
    const current = here();
    const { tree } = current;
    outcomes.set(origin.at, 'taken');

    // 类目 in a column of its own: a heading where it changes.
    const heading = cells.of('heading');
    if (heading !== '' && heading !== current.heading) {
      current.heading = heading;
      current.detailParent = null;
      const split = splitNumber(heading);
      tree.setBase(null);
      const node = addHeading(
        split && split.rest !== '' ? split.rest : heading,
        split && split.rest !== '' ? split : undefined,
        split && split.rest !== '' ? undefined : { parent: null },
      );
      tell('repaired', 'heading-from-column', heading, `${node.value.no} ${node.value.text}`);
      tree.setBase(node);
    }
    const freshHeading = heading !== '' && tree.last() === tree.base();

    const depth = cells.of('depth');
    const noCell = cells.markOf('no') === 'v' ? '' : cells.of('no');
    let text = cells.markOf('text') === 'v' && cells.has('detail') ? '' : cells.of('text');
    const read = readNumberCell(noCell, cells.markOf('no') === 'd');
    let number: ClauseNumber | undefined;
    if (read.is === 'number') {
      if (read.kind === 'other' && read.no.length > longest.no) text = `${read.no}${text}`;
      else if (read.kind === 'other' && text === '' && /[\p{Script=Han}]{2}/u.test(read.no)) text = read.no;
      else {
        number = { no: read.no, kind: read.kind };
        if (read.rest !== '') text = text === '' ? read.rest : `${read.rest}${text}`;
        if (read.rest !== '') tell('repaired', 'number-from-text', noCell, read.no);
        else if (noCell !== read.no && noCell.replace(/[、.．]$/, '') !== read.no) tell('repaired', 'number-spelled', noCell, read.no);
      }
    } else if (read.is === 'date') {
      const fit = read.readings.find((no) => !tree.doubtOf({ no, kind: 'dec' }, false, given)) ?? read.readings[0] ?? '';
      const said = ask('number-date', noCell, fit, []);
      number = numberSaid(said ?? fit);
    }
    const isOwn = cells.has('depth') && /^\d{1,2}$/.test(depth);
    if (
      (!number && text !== '' && !isOwn && part.columns.every(({ field }) => field !== 'no')) ||
      (!number && noCell === '' && splitNumber(text)?.rest && linesOf(text).length === 1)
    ) {
      const split = splitNumber(text);
      if (split && split.rest !== '' && listLines(text).length < 2) {
        number = split;
        tell('repaired', 'number-from-text', text.slice(0, 60), `${split.no} ${split.rest.slice(0, 40)}`);
        text = split.rest;
      }
    }

    const [tick] = cells.ticks;
    let term = cells.of('term');
    let shared = cells.markOf('term') === 'v';
    if (cells.ticks.length > 0 && term === '') {
      term = cells.ticks.join('、');
      shared = false;
      if (cells.ticks.length === 1 && tick) tell('repaired', 'term-from-tick', '√', tick);
    }
    if (term === '') {
      const ending = linesOf(text).length === 1 || !lineWithTerm(linesOf(text).at(-1) ?? '') ? termAtEnd(text) : undefined;
      if (ending) {
        tell('repaired', 'term-from-text', text.slice(-40), ending.term);
        term = ending.term;
        text = ending.text;
      }
    }

    const detail = cells.of('detail');
    if (detail !== '') {
      if (text !== '' || !current.detailParent) {
        const row = newRow(text === '' ? detail : text);
        if (text !== '') {
          fill(row, cells);
          row.disposition = 'heading';
          row.remark = '';
          current.detailParent = place(row, number, { mayLose: mayLose(source, part) });
        }
      }
      const child = newRow(detail);
      fill(child, cells);
      setTerm(child, term, shared);
      place(child, undefined, current.detailParent ? { under: { parent: current.detailParent } } : {});
      return;
    }
    if (text !== '') current.detailParent = null;

    if (text === '' && !number) {
      if (term === '' && heading !== '') return;
      const last = tree.last();
      const loose = [term, cells.remark, cells.of('department')].filter((each) => each !== '').join('；');
      if (last && last !== tree.base() && term === '') {
        addRemark(last.value, loose);
        outcomes.set(origin.at, 'merged');
        tell('note', 'field-unread', loose, '');
        return;
      }
      if (heading === '' && term === '') {
        outcomes.set(origin.at, 'prose');
        return;
      }
    }
    if (text === '') {
      tell('note', 'field-unread', '', '（原表此处为空）');
      text = '（原表此处为空）';
    }

    // One cell that holds several clauses: a line for each term, or a numbered line for each clause.
    const pieces = piecesOf(text, term);
    if (pieces) {
      tell('repaired', 'split', text.replace(/\n/g, ' / '), `${pieces.children.length}`);
      let parent: Node<Row> | null | undefined;
      if (pieces.lead !== '') {
        const row = newRow(pieces.lead);
        fill(row, cells);
        row.disposition = 'heading';
        parent = place(row, number, { mayLose: mayLose(source, part) });
      }
      for (const piece of pieces.children) {
        const row = newRow(piece.text);
        fill(row, cells);
        setTerm(row, piece.term, shared);
        place(
          row,
          piece.number,
          parent === undefined
            ? piece.number
              ? {}
              : { under: { parent: tree.last() === tree.base() ? tree.base() : (tree.last()?.parent ?? tree.base()) } }
            : { under: { parent } },
        );
      }
      return;
    }

    const row = newRow(text);
    fill(row, cells);
    const last = tree.last();
    const isFirst = !last || last === tree.base();
    if (isOwn) {
      const path = tree.path();
      setTerm(row, term, shared);
      const parent = Number(depth) <= 1 ? null : (path[Number(depth) - 2] ?? path.at(-1) ?? null);
      place(row, number, { under: { parent } });
      return;
    }
    if (!number) {
      const byValue = isByValue(text) && !isFirst;
      // In a table without numbers a row without a term is the heading of the rows that follow.
      if (!byValue && !part.numbered && term === '' && row.disposition === null && heading === '') {
        tree.setBase(null);
        row.disposition = 'heading';
        tree.setBase(place(row, undefined, { under: { parent: null } }));
        return;
      }
      if (
        !byValue &&
        term === '' &&
        row.disposition === null &&
        !isFirst &&
        !freshHeading &&
        part.columns.some(({ field }) => field === 'term' || field === 'tick')
      ) {
        const said = ask('continued', text, 'merge', ['merge', 'row']);
        if (said !== 'row' && (last?.value.text.length ?? 0) + text.length < longest.text) {
          if (last)
            last.value.text = /[\p{Script=Han}，、；。（）]$/u.test(last.value.text)
              ? `${last.value.text}${text}`
              : `${last.value.text} ${text}`;
          if (cells.remark !== '' && last) addRemark(last.value, cells.remark);
          outcomes.set(origin.at, 'merged');
          return;
        }
      }
      setTerm(row, term, shared);
      row.detailed = byValue;
      if (byValue && last) {
        const parent = last.value.detailed ? last.parent : last.value.term === null && !last.value.termAsked ? last : last.parent;
        place(row, undefined, { under: { parent } });
      } else
        place(row, undefined, {
          under: {
            parent: isFirst
              ? tree.base()
              : last.value.disposition === 'heading'
                ? last
                : last.value.detailed
                  ? (last.parent?.parent ?? tree.base())
                  : last.parent,
          },
        });
      return;
    }
    setTerm(row, term, shared);
    place(row, number, { mayLose: mayLose(source, part) });
  };

  const mayLose = ({ marks }: SourceLine, part: PartOfFile) =>
    source.format === 'csv' || marks[part.columns.find(({ field }) => field === 'no')?.index ?? -1] === 'n';

  const readWide = (text: string, source: SourceLine, part: PartOfFile | undefined) => {
    const filled = source.cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
    const field = filled.length === 1 && part ? part.columns[filled[0] ?? -1]?.field : undefined;
    if (part && field !== undefined && field !== 'ignore' && !(field === 'no' && readNumberCell(text, false).is !== 'number'))
      return readRow(source, part);
    outcomes.set(origin.at, 'taken');
    const { tree } = here();
    const split = splitNumber(text);
    const ending = termAtEnd(text);
    tree.setBase(null);
    here().heading = '';
    if (ending) {
      const row = newRow(split?.rest ? (termAtEnd(split.rest)?.text ?? split.rest) : ending.text);
      setTerm(row, ending.term, false);
      place(row, split, split ? {} : { under: { parent: null } });
    } else if (text.length > longest.text) {
      const value = ask('too-long', `${text.slice(0, 60)}…（${text.length}）`, '', ['leave-out']);
      outcomes.set(origin.at, value ? 'left-out' : 'refused');
    } else
      addHeading(
        split && split.rest !== '' ? split.rest : text,
        split && split.rest !== '' ? split : undefined,
        split && split.rest !== '' ? undefined : { parent: null },
      );
  };

  let noFile: Node<Row> | null = null;
  for (const sheet of source.sheets) {
    const hidden = new Set<number>();
    const marked = (line: SourceLine) => !setting.takesClassified && bearsMark(line.cells);
    sheet.lines.forEach((line, index) => {
      if (marked(line)) hidden.add(index);
    });
    // Nothing of a line with a mark is looked at any further, not even as a sample.
    const readable: SourceSheet = { ...sheet, lines: sheet.lines.map((line) => (marked(line) ? { ...line, cells: [] } : line)) };
    const chosen = new Map(choices.parts.map(({ id, columns }) => [id, columns]));
    const roled = rolesOf(readable, chosen);
    const wanted = (place: string) => choices.sheet === '' || choices.sheet === sheet.name || choices.sheet === place;
    const taken = new Map(
      roled.parts.map((part) => [
        part.id,
        part.fits && wanted(part.sheet) && (choices.parts.find(({ id }) => id === part.id)?.taken ?? true),
      ]),
    );
    for (const { role, source: line } of roled.lines)
      if (role.is === 'row') {
        const no = readNumberCell(rowCells(role.part, line).of('no'), false);
        if (no.is === 'number' && no.kind === 'dec') given.add(no.no);
      }
    const named = namedCategory(sheet.name);
    table = undefined;
    assumed = true;
    if (named && roled.parts.some(({ fits }) => fits)) enter(named);
    noFile = null;
    const counted = new Map<string, number>();
    for (const [index, one] of roled.lines.entries()) {
      if (index % linesAStep === 0) yield lines.size;
      const { at, role, source: line } = one;
      lines.set(at, one);
      origin = { at, sheet: one.sheet, line: line.line };
      if (leftOut.has(at)) {
        outcomes.set(at, 'left-out');
        continue;
      }
      if (hidden.has(index)) {
        outcomes.set(at, 'classified');
        continue;
      }
      if (role.is === 'skip') {
        outcomes.set(at, role.reason);
        continue;
      }
      if (role.is === 'row' || role.is === 'wide') {
        const id = role.part?.id ?? '';
        if (role.part && taken.get(id) !== true && !(role.is === 'wide' && role.listed)) {
          outcomes.set(at, role.part.fits ? 'other-sheet' : 'no-table');
          continue;
        }
        if (role.part) counted.set(id, (counted.get(id) ?? 0) + 1);
      }
      if (role.is === 'section') {
        if (![...taken.values()].some(Boolean)) {
          outcomes.set(at, 'title');
          continue;
        }
        outcomes.set(at, 'sections');
        const found = namedCategory(role.text);
        if (found) enter(found);
        here().tree.setBase(null);
        here().heading = '';
      } else if (role.is === 'no-file') {
        const next = roled.lines.slice(index + 1).find(({ role }) => !(role.is === 'skip' && role.reason === 'blank'));
        if (!(next?.role.is === 'wide' && next.role.listed) || ![...taken.values()].some(Boolean)) {
          outcomes.set(at, 'prose');
          continue;
        }
        outcomes.set(at, 'taken');
        const { tree } = here();
        tree.setBase(null);
        const text = role.text.replace(/[:：]\s*$/, '');
        const split = splitNumber(text);
        noFile = addHeading(split && split.rest !== '' && split.kind !== 'article' ? split.rest : text, undefined, { parent: null });
        tree.setBase(noFile);
      } else if (role.is === 'wide' && role.listed && noFile) {
        outcomes.set(at, 'taken');
        const split = splitNumber(role.text);
        const row = newRow((split?.rest || role.text).replace(/[；;。]\s*$/, ''));
        row.disposition = 'no-file';
        place(row, split?.rest ? split : undefined, split?.rest ? {} : { under: { parent: noFile } });
      } else {
        if (noFile) {
          here().tree.setBase(null);
          noFile = null;
        }
        if (role.is === 'wide') readWide(role.text, line, role.part);
        else readRow(line, role.part);
      }
    }
    parts.push(
      ...roled.parts.map(({ id, sheet, headerRow, columns, fits }) => ({
        id,
        sheet,
        headerRow,
        columns,
        rows: roled.lines.filter(({ role }) => role.is === 'row' && role.part.id === id).length,
        taken: fits && taken.get(id) === true,
      })),
    );
  }

  // Terms and dispositions, now that it is known what stands below what.
  const rowsOf = new Map<string, number>();
  const origins: SchemeReading['origins'] = [];
  const categories: DocumentCategory[] = [];
  for (const { category, tree } of tables.values()) {
    const rows = inOrder(tree.roots);
    for (const { node } of rows) if (node.below.length > 0) settleHeading(node, ask, addRemark);
    const clauses = rows.map(({ node, depth }): DocumentClause => {
      const { value } = node;
      if (!rowsOf.has(value.at)) rowsOf.set(value.at, origins.length);
      origins.push({ at: value.at, sheet: value.sheet, line: value.line });
      const disposition = node.below.length > 0 ? 'heading' : (value.disposition ?? 'file');
      const term = disposition === 'file' ? value.term : null;
      if (disposition === 'file' && term === null && !value.termAsked) tell('note', 'no-term', value.no, '', value);
      if (term === null && value.term !== null) addRemark(value, `原表期限：${termWords(value.term)}`);
      const { no, text, department, secrecy, openness, duty, remark, checked, source } = value;
      return {
        depth,
        no: no.slice(0, longest.no),
        text: text.slice(0, longest.text),
        disposition,
        term,
        department,
        secrecy,
        openness,
        duty,
        remark,
        checked,
        source,
      };
    });
    if (clauses.length > 0) categories.push({ ...category, clauses });
  }
  findings.push(...tableNotes(categories, origins));

  const skipped: SchemeReading['skipped'] = [];
  const balance = { read: 0, taken: 0, merged: 0, sections: 0, skipped: 0, refused: 0 };
  for (const [at, one] of lines) {
    const outcome = outcomes.get(at) ?? 'prose';
    balance.read += 1;
    if (outcome === 'taken' || outcome === 'merged' || outcome === 'sections' || outcome === 'refused') balance[outcome] += 1;
    else {
      balance.skipped += 1;
      const text =
        outcome === 'classified'
          ? ''
          : one.source.cells
              .filter((cell) => cell !== '')
              .join(' ')
              .replace(/\s+/g, ' ')
              .slice(0, 80);
      skipped.push({ at, sheet: one.sheet, line: one.source.line, reason: outcome, text });
    }
  }
  const listed = findings.map(({ at, sheet, line, ...rest }) => ({ at, sheet, line, row: rowsOf.get(at) ?? null, ...rest }));
  return {
    fileName: source.fileName,
    format: source.format,
    encoding: source.encoding,
    own: false,
    notes: [...source.notes],
    parts,
    document: documentOfCategories(categories),
    origins,
    findings: listed,
    skipped,
    balance,
    undecided: listed.filter(({ severity, decided }) => severity === 'decide' && !decided).length,
  };
}

/** A row with rows below it carries no term (S2, S3): it is dropped into the remark, or goes to the rows below that have none. */
function settleHeading(
  node: Node<Row>,
  ask: (
    kind: SchemeReadKind,
    before: string,
    after: string,
    allowed: readonly string[],
    from: { at: string; sheet: string; line: number },
  ) => string | undefined,
  addRemark: (row: Row, more: string) => void,
): void {
  const { value } = node;
  if (value.term === null) return;
  const bare = node.below.filter((child) => child.value.term === null && child.below.length === 0 && child.value.disposition === null);
  if (value.termShared && bare.length === 0) {
    value.term = null;
    return;
  }
  const { at, sheet, line } = value;
  const said = ask('term-on-heading', `${value.no} ${termWords(value.term)}`, bare.length > 0 ? 'children' : 'drop', ['drop', 'children'], {
    at,
    sheet,
    line,
  });
  const how = said ?? (bare.length > 0 ? 'children' : 'drop');
  if (how === 'children') for (const child of bare) child.value.term = value.term;
  else addRemark(value, `原表期限：${termWords(value.term)}`);
  value.term = null;
}

/** A number as a person or the order of the rows gives it. */
function numberSaid(text: string): ClauseNumber {
  const read = readNumberCell(text, false);
  return read.is === 'number' ? { no: read.no.slice(0, longest.no), kind: read.kind } : { no: text.slice(0, longest.no), kind: 'other' };
}
