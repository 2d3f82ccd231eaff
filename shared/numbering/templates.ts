import type { NumberField, NumberSegment, NumberTemplate } from './numbering.ts';

/** A segment with the usual settings: kept as it is, not padded, never left out. */
function piece(before: string, field: NumberField, rest: Partial<NumberSegment> = {}): NumberSegment {
  return { field, before, width: 0, optional: false, case: 'as-is', termStyle: 'code', ...rest };
}

const fonds = piece('', 'fonds');
const category = piece('-', 'category', { case: 'upper' });
const project = piece('·', 'project', { case: 'upper' });
const year = piece('·', 'year', { width: 4 });
const catalogue = piece('-', 'catalogue', { width: 3, case: 'upper' });
const volume = (width: number) => piece('-', 'volume', { width });
const serial = (width: number) => piece('-', 'serial', { width });

const dat13Class = [fonds, category, year, piece('·', 'term')];
const classSeries: NumberField[] = ['category', 'year', 'term'];

/**
 * The shipped forms of 档号. Sources: DA/T 22-2015 §档号, DA/T 13-2022, DA/T 13-1994 and forms met in county archives (domain.md §1.4, §2.4, §3).
 * The order is the order in which `guessNumber` tries them.
 */
export const numberTemplates: readonly NumberTemplate[] = [
  {
    id: 'dat22-item',
    name: '归档文件（按件）',
    source: 'DA/T 22-2015',
    example: 'Z109-WS·2011-Y-BGS-0001',
    segments: [fonds, category, year, piece('-', 'term'), piece('-', 'organCode', { optional: true, case: 'upper' }), serial(4)],
    series: [...classSeries, 'organCode'],
  },
  {
    id: 'dat22-item-digits',
    name: '归档文件（期限写数字）',
    source: 'DA/T 22-2015（地方写法）',
    example: 'Z109-WS·2011-30-BGS-0001',
    segments: [
      fonds,
      category,
      year,
      piece('-', 'term', { termStyle: 'digits' }),
      piece('-', 'organCode', { optional: true, case: 'upper' }),
      serial(4),
    ],
    series: [...classSeries, 'organCode'],
  },
  {
    id: 'dat22-volume',
    name: '会计等（年度-期限-案卷）',
    source: 'DA/T 22-2015（地方写法）',
    example: 'A182-KU·01·2022-D30-001',
    segments: [fonds, category, year, piece('-', 'term'), serial(3)],
    series: classSeries,
  },
  {
    id: 'dat22-volume-item',
    name: '会计等（年度-期限-案卷-件）',
    source: 'DA/T 22-2015（地方写法）',
    example: 'A182-KU·01·2022-D30-001-001',
    segments: [fonds, category, year, piece('-', 'term'), volume(3), serial(3)],
    series: [...classSeries, 'volume'],
  },
  {
    id: 'dat13-item',
    name: '按件（四位件号）',
    source: 'DA/T 13-2022',
    example: 'Z109-WS·2011·Y·办公室-0001',
    segments: [...dat13Class, piece('·', 'organ', { optional: true }), serial(4)],
    series: [...classSeries, 'organ'],
  },
  {
    id: 'dat13-item-3',
    name: '按件（机构代码，三位件号）',
    source: 'DA/T 13-2022',
    example: 'A439-WS·2015·D30·003-005',
    segments: [...dat13Class, piece('·', 'organCode', { optional: true, case: 'upper' }), serial(3)],
    series: [...classSeries, 'organCode'],
  },
  {
    id: 'dat13-item-5',
    name: '按件（五位件号，网页等）',
    source: 'DA/T 13-2022',
    example: 'C015-WY·TZGG·2019·D10-00001',
    segments: [...dat13Class, piece('·', 'organCode', { optional: true, case: 'upper' }), serial(5)],
    series: [...classSeries, 'organCode'],
  },
  {
    id: 'dat13-volume',
    name: '按卷（案卷）',
    source: 'DA/T 13-2022',
    example: 'J019-ZY·JC·CC·2019·D30-001',
    segments: [...dat13Class, serial(3)],
    series: classSeries,
  },
  {
    id: 'dat13-volume-item',
    name: '按卷（案卷-件）',
    source: 'DA/T 13-2022',
    example: 'J019-ZY·JC·CC·2019·D30-001-001',
    segments: [...dat13Class, volume(3), serial(3)],
    series: [...classSeries, 'volume'],
  },
  {
    id: 'dat13-group',
    name: '按组（照片：组-件）',
    source: 'DA/T 13-2022',
    example: 'K021-ZP·2019·D30-025-005',
    segments: [...dat13Class, volume(3), serial(3)],
    series: [...classSeries, 'volume'],
  },
  {
    id: 'dat13-accounting-volume',
    name: '会计（年度-案卷）',
    source: 'DA/T 13-2022',
    example: 'J019-KU·01·2017-001',
    segments: [fonds, category, year, serial(3)],
    series: ['category', 'year'],
  },
  {
    id: 'dat13-accounting',
    name: '会计（年度-案卷-件）',
    source: 'DA/T 13-2022',
    example: 'J019-KU·01·2017-001-001',
    segments: [fonds, category, year, volume(3), serial(3)],
    series: ['category', 'year', 'volume'],
  },
  {
    id: 'dat13-project-volume',
    name: '科技（项目-案卷）',
    source: 'DA/T 13-2022',
    example: 'X032-KJ·KY·01-003',
    segments: [fonds, category, project, serial(3)],
    series: ['category', 'project'],
  },
  {
    id: 'dat13-project-page',
    name: '科技（项目-案卷-页）',
    source: 'DA/T 13-2022',
    example: 'X032-KJ·JJ·02-005-054',
    segments: [fonds, category, project, volume(3), piece('-', 'page', { width: 3 })],
    series: [],
  },
  {
    id: 'dat13-personnel',
    name: '人事（卷-件）',
    source: 'DA/T 13-2022',
    example: 'A002-RS-001-002',
    segments: [fonds, category, volume(3), serial(3)],
    series: ['category', 'volume'],
  },
  {
    id: 'dat94-volume-item',
    name: '旧式（目录-案卷-件，三位）',
    source: 'DA/T 13-1994',
    example: 'C038-001-002-003',
    segments: [fonds, catalogue, volume(3), serial(3)],
    series: ['catalogue', 'volume'],
  },
  {
    id: 'legacy-item',
    name: '旧式（目录-案卷四位-顺序号）',
    source: 'DA/T 13-1994',
    example: '0134-001-0001-001',
    segments: [fonds, catalogue, volume(4), serial(3)],
    series: ['catalogue', 'volume'],
  },
  {
    id: 'legacy-volume',
    name: '旧式案卷（目录-案卷）',
    source: 'DA/T 13-1994',
    example: '230-QQ0309-0001',
    segments: [fonds, catalogue, serial(4)],
    series: ['catalogue'],
  },
];

/** The template of that id, if it is shipped. */
export function templateById(id: string): NumberTemplate | undefined {
  return numberTemplates.find((template) => template.id === id);
}
