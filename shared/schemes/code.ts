/** [S15] A 门类代码 in its one spelling: half width, capitals, without spaces, `·` (U+00B7) between its levels. */
export function categoryCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[•・‧∙⋅●.\p{Pd}−ー]/gu, '·');
}
