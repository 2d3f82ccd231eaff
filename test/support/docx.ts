import { zipOf } from './zip.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A paragraph; `list` its automatic number. */
export const p = (text: string, list?: { num: number; level?: number }) =>
  `<w:p><w:pPr>${list ? `<w:numPr><w:ilvl w:val="${list.level ?? 0}"/><w:numId w:val="${list.num}"/></w:numPr>` : ''}</w:pPr>${text
    .split('\n')
    .map((line, nth) => `<w:r>${nth > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join('')}</w:p>`;

/** A cell of paragraphs (or of text): `span` columns wide, `merge` downwards. */
export const tc = (content: string, { span = 1, merge = '' }: { span?: number; merge?: '' | 'start' | 'on' } = {}) =>
  `<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge === 'start' ? '<w:vMerge w:val="restart"/>' : merge === 'on' ? '<w:vMerge/>' : ''}</w:tcPr>${content.startsWith('<w:') ? content : p(content)}</w:tc>`;
export const tr = (...cells: readonly string[]) =>
  `<w:tr>${cells.map((cell) => (cell.startsWith('<w:tc') ? cell : tc(cell))).join('')}</w:tr>`;
export const tbl = (...rows: readonly string[]) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;

/** A level of an automatic list. */
export const lvl = (level: number, format: string, text: string, start = 1) =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;

/** A Word document of these blocks; `lists` by numId. */
export function docx(body: readonly string[], lists: Readonly<Record<number, readonly string[]>> = {}): Buffer {
  const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const ids = Object.keys(lists);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${names}><w:body>${body.join('')}<w:sectPr/></w:body></w:document>`,
    'word/numbering.xml': `<w:numbering ${names}>${ids.map((id) => `<w:abstractNum w:abstractNumId="${id}">${(lists[Number(id)] ?? []).join('')}</w:abstractNum>`).join('')}${ids.map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`).join('')}</w:numbering>`,
  });
}
