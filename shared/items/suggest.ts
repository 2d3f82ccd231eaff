import { normalise } from '../search/normalise.ts';
import { otherWords } from './suggest.words.ts';

/** What is known of a record while it is written. */
export interface Written {
  readonly title: string;
  readonly responsible: string;
  readonly documentNumber: string;
}

export type ClueField = keyof Written;

/** A row of a table as suggestion reads it, in table order. */
export interface TableRow {
  readonly text: string;
  /** Texts of the headings it stands under, and the name of its 门类. */
  readonly above: readonly string[];
  /** 条款 one may file under: 归档 or 暂存, never 类目 and 不归档. */
  readonly suggestible: boolean;
}

/** What was learned of one clue: how many records that bear it were filed under which row (place in the table). */
export type Learned = ReadonlyMap<string, readonly { readonly place: number; readonly items: number }[]>;

/** A word of the record that speaks for a clause. */
export interface TellingWord {
  readonly text: string;
  readonly field: ClueField;
  /** Where it speaks: in the words of the clause, in a heading above it, or in records filed before. */
  readonly in: 'clause' | 'heading' | 'filed';
  /** The word of the table it stands for, where that is another. */
  readonly as: string;
}

export interface Suggestion {
  readonly place: number;
  readonly score: number;
  readonly words: readonly TellingWord[];
}

/** Words of every paper, which tell nothing. */
const idle = /关于|印发|转发|报送|进一步|切实|认真|做好|加强|开展|召开|有关|情况|工作|材料|文件|我[乡镇村县市]|[的及等了]/g;
/** What every organ is called. */
const organWords = /人民政府|村民委员会|委员会|办公室|政府|中共/g;
/** A clause that says only which of its heading's papers are meant. */
const onlyGrade = /^(?:重要|一般|重大|其他|其它|普通)的?[。；]?$/;
/** What a paper is, not what it is about: heard, but faintly. */
const kinds = /通知|请示|批复|报告|方案|意见|办法|名单|名册|花名册|登记表?|审批表?|汇总表?|统计表?|报表|台账|结果|公示|公告/g;
const faint = 0.5;

/** Figures, years and ordinals: they part words and mean nothing; 年度, 季度 and 月 do. */
const figures =
  /第[0-9〇一二三四五六七八九十百]+[届次号期]?|[0-9]+(?:年(?!度)|[日号期届次组])?|[一二三四五六七八九十]+[届次期]|[〇一二三四五六七八九]{4}年/g;
const notWords = /[^\p{Script=Han}a-z]+/gu;

/** The runs of words of a text: without signs, figures and idle words. */
export function runsOf(text: string): string[] {
  return normalise(text)
    .replace(figures, ' ')
    .replace(idle, ' ')
    .replace(notWords, ' ')
    .split(' ')
    .filter((run) => Array.from(run).length >= 2);
}

/** Pieces of so many characters, in order. */
function piecesOf(run: string, length: number): string[] {
  const characters = Array.from(run);
  return Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, start) =>
    characters.slice(start, start + length).join(''),
  );
}

/** The organ's part of a 文号: `青政发〔2011〕15号` → `青政发`. */
export function organOf(documentNumber: string): string {
  return /^[^\d〔[(（]*/.exec(documentNumber.normalize('NFKC').trim())?.[0].replace(/\s/g, '') ?? '';
}

/** What a record teaches, each once: pieces of its title, its 责任者 and the organ's part of its 文号. '' counts the record itself. */
export function cluesOf({ title, responsible, documentNumber }: Written): string[] {
  const clues = new Set(['']);
  for (const run of runsOf(title)) for (const piece of piecesOf(run, 2)) clues.add(piece);
  const organ = runsOf(responsible).join('');
  if (organ) clues.add(`\u0001${organ}`);
  const mark = organOf(documentNumber);
  if (mark) clues.add(`\u0002${mark}`);
  return [...clues];
}

interface Posting {
  readonly place: number;
  readonly weight: number;
}

/** A table made ready to be asked. */
export interface ReadTable {
  readonly rows: readonly TableRow[];
  /** Rows whose words hold a piece, and how telling it is. */
  readonly pieces: ReadonlyMap<string, { readonly rarity: number; readonly rows: readonly Posting[] }>;
  /** The same for a whole word, made when first asked. */
  word(word: string): { readonly rarity: number; readonly rows: readonly Posting[] };
  says(place: number, word: string, where: 'clause' | 'heading'): boolean;
}

const headingWeight = 0.4;

/** What a row says before its colon or bracket. */
const stemOf = (text: string) => /^[^：:（(]*/.exec(text)?.[0] ?? '';

/**
 * What a row is heard to say. 重要的 and 一般的 alone say what their heading says; rows side by side that begin alike and part by grade
 * (经济合同…：重要的 · 经济合同：一般的) lend each other their words as a heading would.
 */
function wordsOfRow(rows: readonly TableRow[], row: TableRow, place: number): { own: string; above: string[] } {
  const [nearest = '', ...higher] = row.above;
  if (onlyGrade.test(row.text)) return { own: `${nearest} ${row.text}`, above: higher };
  const stem = stemOf(row.text);
  const beside = [rows[place - 1], rows[place + 1]].filter(
    (other) => other && stem.length > 1 && stemOf(other.text) === stem && other.text !== stem,
  );
  return { own: row.text, above: [...beside.map((other) => other!.text), ...row.above] };
}

export function readTable(rows: readonly TableRow[]): ReadTable {
  const leaves = rows.filter((row) => row.suggestible).length;
  const read = rows.map((row, place) => wordsOfRow(rows, row, place));
  const plain = read.map(({ own, above }) => ({ own: normalise(own), above: normalise(above.join(' ')) }));
  const rarityOf = (count: number) => Math.log(1 + leaves / (count + 0.5));
  const postings = new Map<string, Posting[]>();
  rows.forEach((row, place) => {
    if (!row.suggestible) return;
    const weights = new Map<string, number>();
    const take = (text: string, weight: number) => {
      for (const run of runsOf(text))
        for (const length of [2, 3]) for (const piece of piecesOf(run, length)) if (!weights.has(piece)) weights.set(piece, weight);
    };
    const { own, above } = read[place]!;
    take(own, 1);
    for (const text of above) take(text, headingWeight);
    for (const [piece, weight] of weights) {
      const known = postings.get(piece);
      if (known) known.push({ place, weight });
      else postings.set(piece, [{ place, weight }]);
    }
  });
  const pieces = new Map([...postings].map(([piece, found]) => [piece, { rarity: rarityOf(found.length), rows: found }]));
  const words = new Map<string, { rarity: number; rows: Posting[] }>();
  return {
    rows,
    pieces,
    says: (place, word, where) => plain[place]![where === 'clause' ? 'own' : 'above'].includes(word),
    word(word) {
      const known = words.get(word);
      if (known) return known;
      const found = rows.flatMap((row, place): Posting[] => {
        if (!row.suggestible) return [];
        const { own, above } = plain[place]!;
        return own.includes(word) ? [{ place, weight: 1 }] : above.includes(word) ? [{ place, weight: headingWeight }] : [];
      });
      const made = { rarity: rarityOf(found.length), rows: found };
      words.set(word, made);
      return made;
    },
  };
}

/** How far experience outweighs the words of the table, and how many records make it half believed. */
const experience = 2.2;
const doubt = 1.5;
/** How much 责任者 says against the title, by the words of the table. */
const ofResponsible = 0.35;
const ofOtherWord = 0.9;
const organs = { responsible: 1.2, documentNumber: 0.8 };
/** A suggestion weaker than this says nothing; in a table of many rows a word can tell more. */
/** A word weaker than this is not shown. */
const leastShown = 0.4;
const leastScore = (table: ReadTable) => 0.3 * Math.log(1 + table.rows.length);
/** A young catalogue cannot know yet what is common: it is read as if so many other records were there. */
const unseenRecords = 50;

interface Voice {
  score: number;
  readonly spans: Span[];
}
interface Span {
  readonly field: ClueField;
  readonly run: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly in: TellingWord['in'];
  readonly as: string;
  readonly weight: number;
}

/**
 * The rows a record may belong under, best first, at most `limit`; none where nothing speaks for any. Even scores keep table order.
 * `learned` holds what is known of the clues of this record (see cluesOf).
 */
export function suggestionsFor(
  table: ReadTable,
  learned: Learned,
  written: Written,
  { limit = 3, among = () => true }: { limit?: number; among?(place: number): boolean } = {},
): Suggestion[] {
  const voices = new Map<number, Voice>();
  const speak = (place: number, weight: number, span: Omit<Span, 'weight'>) => {
    const voice = voices.get(place) ?? { score: 0, spans: [] };
    voices.set(place, voice);
    voice.score += weight;
    voice.spans.push({ ...span, weight });
  };
  hearTable(table, written, speak);
  hearExperience(learned, written, speak);
  const least = leastScore(table);
  return [...voices]
    .filter(([place, { score }]) => score >= least && among(place))
    .sort(([one, a], [other, b]) => b.score - a.score || one - other)
    .slice(0, limit)
    .map(([place, { score, spans }]) => ({
      place,
      score: Math.round(score * 1000) / 1000,
      words: tellingWords(spans, (word, where) => table.says(place, word, where)).map((word) => asPrinted(word, table.rows[place]!)),
    }));
}

/** A word a row only borrows (重要的 from its heading) is told as the heading's. */
function asPrinted(word: TellingWord, row: TableRow): TellingWord {
  return word.in === 'clause' && !normalise(row.text).includes(word.as || word.text) ? { ...word, in: 'heading' } : word;
}

type Speak = (place: number, weight: number, span: Omit<Span, 'weight'>) => void;

/** What the words of the table say. */
function hearTable(table: ReadTable, written: Written, speak: Speak): void {
  for (const field of ['title', 'responsible'] as const) {
    const loud = field === 'title' ? 1 : ofResponsible;
    const heard = new Set<string>();
    const runs = runsOf(field === 'title' ? written.title : written.responsible.replace(organWords, ' '));
    runs.forEach((run, at) => {
      // The last word of a title says what the paper is: only there it is heard in full.
      const faintly = new Set(
        [...run.matchAll(kinds)]
          .filter(({ 0: kind, index }) => at < runs.length - 1 || index + kind.length < run.length)
          .flatMap(({ 0: kind, index }) => Array.from(kind, (_, step) => index + step)),
      );
      for (const length of [2, 3])
        piecesOf(run, length).forEach((piece, from) => {
          const known = table.pieces.get(piece);
          if (!known || heard.has(piece)) return;
          heard.add(piece);
          const strength =
            loud * known.rarity * (length === 3 ? 0.6 : 1) * (faintly.has(from) && faintly.has(from + length - 1) ? faint : 1);
          for (const { place, weight } of known.rows)
            speak(place, strength * weight, {
              field,
              run: at,
              from,
              to: from + length,
              text: run,
              in: weight === 1 ? 'clause' : 'heading',
              as: '',
            });
        });
    });
    const text = normalise(written[field]);
    const meantAlready = new Set<string>();
    for (const { said, meant } of otherWords)
      for (const way of said) {
        if (!text.includes(way)) continue;
        for (const word of meant) {
          if (meantAlready.has(word) || text.includes(word)) continue;
          meantAlready.add(word);
          const known = table.word(word);
          for (const { place, weight } of known.rows)
            speak(place, loud * ofOtherWord * known.rarity * weight, {
              field,
              run: -1,
              from: 0,
              to: way.length,
              text: way,
              in: weight === 1 ? 'clause' : 'heading',
              as: word,
            });
        }
      }
  }
}

/** What records filed before say: each clue votes for the rows it was filed under, the louder the fewer they are. */
function hearExperience(learned: Learned, written: Written, speak: Speak): void {
  const all = learned.get('')?.reduce((sum, { items }) => sum + items, 0) ?? 0;
  if (all === 0) return;
  const vote = (clue: string, loud: number, span: Omit<Span, 'weight'>) => {
    const known = learned.get(clue);
    if (!known) return;
    const total = known.reduce((sum, { items }) => sum + items, 0);
    const rarity = Math.log(1 + (all + unseenRecords) / total);
    for (const { place, items } of known) {
      const share = items / (total + doubt);
      speak(place, experience * loud * share * share * rarity, span);
    }
  };
  const heard = new Set<string>();
  runsOf(written.title).forEach((run, at) => {
    piecesOf(run, 2).forEach((piece, from) => {
      if (heard.has(piece)) return;
      heard.add(piece);
      vote(piece, 0.5, { field: 'title', run: at, from, to: from + 2, text: run, in: 'filed', as: '' });
    });
  });
  const organ = runsOf(written.responsible).join('');
  const mark = organOf(written.documentNumber);
  if (organ)
    vote(`\u0001${organ}`, organs.responsible, {
      field: 'responsible',
      run: -1,
      from: 0,
      to: written.responsible.length,
      text: written.responsible,
      in: 'filed',
      as: '',
    });
  if (mark)
    vote(`\u0002${mark}`, organs.documentNumber, {
      field: 'documentNumber',
      run: -1,
      from: 0,
      to: mark.length,
      text: mark,
      in: 'filed',
      as: '',
    });
}

/** Whether a row says a word, itself or in what stands above it. */
type Says = (word: string, where: 'clause' | 'heading') => boolean;

/**
 * The words that spoke for a row, the most telling first, at most three: pieces joined as far as the row says them joined, and as far as
 * they touch where only experience spoke.
 */
function tellingWords(spans: readonly Span[], says: Says): TellingWord[] {
  const words = [
    ...Map.groupBy(spans, ({ field, run, in: where, as, text }) => JSON.stringify([field, run, where, as, text])).values(),
  ].flatMap((group) => joined(group, says));
  const shown: TellingWord[] = [];
  for (const { weight, ...word } of words.toSorted((one, other) => other.weight - one.weight)) {
    if (weight < leastShown || shown.length === 3) break;
    if (!shown.some((other) => other.field === word.field && (other.text.includes(word.text) || word.text.includes(other.text))))
      shown.push(word);
  }
  return shown;
}

/** The pieces of one run as words: the longest first, none over another. */
function joined(group: readonly Span[], says: Says): (TellingWord & { weight: number })[] {
  const { field, as, in: where, run, text, weight: alone } = group[0]!;
  if (run < 0) return [{ text, field, in: where, as, weight: alone }];
  const characters = Array.from(text);
  const isWhole = (from: number, to: number) =>
    where === 'filed'
      ? Array.from({ length: to - from - 1 }, (_, step) => from + step).every((start) => group.some((span) => span.from === start))
      : says(characters.slice(from, to).join(''), where);
  const starts = [...new Set(group.map(({ from }) => from))].sort((one, other) => one - other);
  const candidates = starts
    .map((from) => {
      let to = from + 2;
      while (to < characters.length && isWhole(from, to + 1)) to += 1;
      return { from, to };
    })
    .sort((one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from);
  const taken: { from: number; to: number }[] = [];
  for (const one of candidates) if (taken.every(({ from, to }) => one.to <= from || one.from >= to)) taken.push(one);
  // What is left beside a longer word is a word again, if long enough.
  for (const { from, to } of candidates)
    for (let start = from + 1; start < to - 1; start += 1)
      if (taken.every((one) => to <= one.from || start >= one.to)) {
        taken.push({ from: start, to });
        break;
      }
  return taken.map(({ from, to }) => ({
    text: characters.slice(from, to).join(''),
    field,
    in: where,
    as: '',
    weight: group.filter((span) => span.from >= from && span.to <= to).reduce((sum, { weight }) => sum + weight, 0),
  }));
}
