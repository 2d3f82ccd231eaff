import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import type { Consent, SchemePaper } from '../../shared/prints/scheme.ts';
import type { Setting } from './setting.ts';

/** A4 portrait in points; the left edge is wider, for binding. */
export const margins = { left: 68, top: 66, right: 50, bottom: 52 };
export const pageWidth = 595.28 - margins.left - margins.right;

/** A page's head: the title and, boxed, the state of a version that is not in force. The cover bears the state alone. */
export function headOf(setting: Setting, { title, mark }: Pick<SchemePaper, 'title' | 'mark'>, width: number, edges: typeof margins) {
  const box = mark === '' ? { text: '', width: 0 } : { width: 'auto' as const, ...boxed(setting, mark, 9) };
  const [line = '', ...rest] = setting.wrapped(title, width - 130, 9);
  const named = {
    ...setting.line(rest.length > 0 ? `${line.slice(0, -1)}…` : line),
    fontSize: 9,
    margin: [0, 3, 0, 0] as [number, number, number, number],
    width: '*' as const,
  };
  const head: Content = {
    margin: [edges.left, 26, edges.right, 0],
    stack: [
      { columns: [named, box] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5 }], margin: [0, mark === '' ? 7 : 4, 0, 0] },
    ],
  };
  const first: Content =
    mark === ''
      ? ''
      : {
          margin: [edges.left, 26, edges.right, 0],
          columns: [
            { text: '', width: '*' },
            { width: 'auto', ...boxed(setting, mark, 14) },
          ],
        };
  return { head, first };
}

function boxed(setting: Setting, text: string, fontSize: number) {
  return {
    table: { body: [[{ ...setting.line(text, 'serif'), fontSize }]] },
    layout: {
      hLineWidth: () => 1,
      vLineWidth: () => 1,
      paddingTop: () => 0,
      paddingBottom: () => 2,
      paddingLeft: () => 6,
      paddingRight: () => 6,
    },
  };
}

const underlined: CustomTableLayout = {
  hLineWidth: (row) => (row === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => '#888888',
  paddingTop: () => 6,
  paddingBottom: () => 6,
  paddingLeft: () => 8,
  paddingRight: () => 8,
};

/** The first sheet: the title in large type, what the table is and for which years. */
export function coverSheet(setting: Setting, { title, unit, cover }: SchemePaper): Content[] {
  const size = title.length > 60 ? 20 : 26;
  const isSplit = title.startsWith(unit) && title.length > unit.length;
  const parts = isSplit ? [unit, title.slice(unit.length)] : [title];
  const lines = parts.flatMap((part) => setting.wrapped(part, pageWidth, size, 'serif'));
  const labelSize = 14;
  const valueWidth = 250;
  return [
    {
      stack: lines.map((line): Content => ({ ...setting.line(line, 'serif'), fontSize: size, alignment: 'center', margin: [0, 0, 0, 6] })),
      margin: [0, 110, 0, 130],
    },
    {
      margin: [(pageWidth - 110 - valueWidth - 32) / 2, 0, 0, 0],
      pageBreak: 'after',
      table: {
        widths: [110, valueWidth],
        body: cover.map(([label, value]) => [
          { ...setting.line(label), fontSize: labelSize, alignment: 'right' as const },
          { ...setting.lines(setting.wrapped(value, valueWidth, labelSize)), fontSize: labelSize },
        ]),
      },
      layout: underlined,
    },
  ];
}

const blankDate = '年　　　月　　　日';

/** [P11] The sheet of consent: what is known is filled in, what is not is a line to be written on; a place for each seal. */
export function consentSheet(setting: Setting, title: string, consent: Consent): Content[] {
  const label = (text: string): TableCell => ({ ...setting.line(text, 'serif'), alignment: 'center', margin: [0, 6, 0, 6] });
  const inside = pageWidth - 96 - 14;
  const value = (text: string): TableCell => ({ ...setting.lines(setting.wrapped(text, inside)), margin: [4, 6, 0, 6] });
  const sides = (bottom: boolean): [boolean, boolean, boolean, boolean] => [false, false, false, bottom];
  const fields = (rows: readonly (readonly [string, string])[], above: number): Content => ({
    margin: [0, above, 0, 0],
    table: {
      widths: [84, inside - 150],
      body: rows.map(([name, text]) => [
        { ...setting.line(name), border: sides(false) },
        {
          ...setting.lines(setting.wrapped(text, inside - 150)),
          border: sides(true),
          ...(text === blankDate ? { alignment: 'right' as const } : {}),
        },
      ]),
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingTop: () => 9,
      paddingBottom: () => 1,
      paddingLeft: () => 4,
      paddingRight: () => 4,
    },
  });
  const seal = (): Content => ({ ...setting.line('（盖章处）'), alignment: 'right', margin: [0, 30, 40, 50], color: '#555555' });
  const body: TableCell[][] = [
    [label('立档单位'), value(consent.unit)],
    [label('名　　称'), value(title)],
    [label('内　　容'), value(consent.content)],
    [
      label('立档单位意见'),
      {
        stack: [
          fields(
            [
              ['负责人：', ''],
              ['日期：', blankDate],
            ],
            60,
          ),
          seal(),
        ],
      },
    ],
    [
      label('报　　送'),
      {
        stack: [
          fields(
            [
              ['报送机关：', consent.submittedTo],
              ['报送日期：', consent.submittedOn || blankDate],
            ],
            0,
          ),
          { text: '', margin: [0, 0, 0, 4] },
        ],
      },
    ],
    [
      label('同意意见'),
      {
        stack: [
          fields(
            [
              ['审核同意机关：', consent.approvedBy],
              ['文　　号：', consent.approvalNumber],
              ['日　　期：', consent.approvalDate || blankDate],
            ],
            60,
          ),
          seal(),
        ],
      },
    ],
  ];
  return [
    { ...setting.line('审核同意表', 'serif'), fontSize: 20, alignment: 'center', margin: [0, 6, 0, 14] },
    {
      pageBreak: 'after',
      table: { widths: [96, inside], body, dontBreakRows: true },
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3 },
    },
  ];
}
