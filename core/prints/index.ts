import type { Item } from '../../shared/items/items.ts';
import { type Catalogue, catalogueColumns, catalogueRow, coverOf } from '../../shared/prints/catalogue.ts';
import type { CatalogueChoice } from '../../shared/prints/prints.ts';
import { Refusal } from '../../shared/reply.ts';
import { termWords } from '../../shared/retention/terms.ts';
import type { Handlers, QueryContext } from '../context.ts';
import { writeOutput } from '../files/index.ts';
import { knownFonds } from '../fonds/index.ts';
import { eachItem } from '../items/index.ts';
import { faces, missingCharacters } from './faces.ts';
import { fileName, localDate, mediaTypes } from './file.ts';
import { schemePrintHandlers } from './scheme.ts';
import { writeElsewhere } from './writing/start.ts';

/** Rows shown before printing. */
const rowsShown = 20;

export const printHandlers: Handlers<'prints'> = {
  'prints.preview'(context, choice) {
    const { catalogue, unnumbered } = gather(context, choice);
    return {
      rows: catalogue.rows.length,
      unnumbered,
      missingGlyphs: missingIn(catalogue),
      first: catalogue.rows.slice(0, rowsShown).map((row) => [...row]),
    };
  },
  async *'prints.catalogue'(context, { format, cover, acceptMissing, ...choice }) {
    yield { done: 0, total: 0, step: 'reading' };
    const { catalogue, unnumbered, name } = gather(context, choice);
    const rows = catalogue.rows.length;
    if (rows === 0) throw new Refusal('not-yet', 'no numbered item to print', { what: 'rows', unnumbered });
    const missing = format === 'pdf' && !acceptMissing ? missingIn(catalogue) : [];
    if (missing.length > 0) throw new Refusal('missing-glyphs', `no shipped face draws ${missing.join(' ')}`, { characters: missing });
    const { bytes, pages } = yield* writeElsewhere(
      { work: { kind: 'catalogue', format, catalogue, cover }, rows, faces: faces().files },
      context.signal,
    );
    const file = yield* writeOutput(context, `${name}.${format}`, mediaTypes[format], [{ bytes }]);
    return { file, rows, pages };
  },
  ...schemePrintHandlers,
};

/** [P1] The numbered live items of the choice in the order of their numbers, as a catalogue; and how many wait for a number. */
function gather({ db, now }: QueryContext, choice: CatalogueChoice): { catalogue: Catalogue; unnumbered: number; name: string } {
  const fonds = knownFonds(db, choice.fondsId);
  const numbered: Item[] = [];
  let unnumbered = 0;
  for (const item of eachItem(db, choice)) {
    if (item.number === null) unnumbered++;
    else numbered.push(item);
  }
  const terms = [...new Set(numbered.map((item) => item.term))].flatMap((term) => (term === null ? [] : [termWords(term)]));
  const cover = coverOf({
    code: fonds.code,
    name: fonds.name,
    year: choice.year,
    terms: choice.term === null ? terms : [termWords(choice.term)],
    organ: choice.organ,
    items: numbered.length,
    pages: numbered.reduce((sum, item) => sum + (item.pages ?? 0), 0),
    date: localDate(now()),
  });
  const title = '归档文件目录';
  const name = fileName([
    title,
    fonds.code,
    choice.category,
    choice.year,
    choice.term === null ? '' : termWords(choice.term),
    choice.organ,
  ]);
  const rows = numbered.map((item, index) => catalogueRow(item, index + 1));
  return { catalogue: { title, cover, columns: catalogueColumns, rows }, unnumbered, name };
}

function missingIn({ cover, rows }: Catalogue): string[] {
  return missingCharacters([...cover.map(([, value]) => value), ...rows.flat()], faces());
}
