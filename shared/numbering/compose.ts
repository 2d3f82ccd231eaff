import type { Term } from '../retention/retention.ts';
import { parseTerm, termCode } from '../retention/terms.ts';
import type { NumberField, NumberSegment, NumberTemplate } from './numbering.ts';
import { numberTemplates } from './templates.ts';

/** The values a number is composed from; what is '' or absent is not known. */
export type NumberComponents = { readonly [field in NumberField]?: string | number | null };

/** [N1] One piece as it stands in the number; '' when the component is not known. */
function pieceText(segment: NumberSegment, components: NumberComponents): string {
  const value = components[segment.field];
  if (value === null || value === undefined || value === '') return '';
  const plain = segment.field === 'term' ? termCode(value as Term, segment.termStyle) : String(value).trim();
  const cased = segment.case === 'upper' ? plain.toUpperCase() : plain;
  return /^\d+$/.test(cased) ? cased.padStart(segment.width, '0') : cased;
}

/** [N1][N2] The number these components make, or what is missing for it. */
export function composeNumber(template: NumberTemplate, components: NumberComponents): { number: string } | { missing: NumberField[] } {
  let number = '';
  const missing: NumberField[] = [];
  for (const segment of template.segments) {
    const text = pieceText(segment, components);
    if (text !== '') number += (number === '' ? '' : segment.before) + text;
    else if (!segment.optional) missing.push(segment.field);
  }
  return missing.length > 0 ? { missing } : { number };
}

/** What is missing before the next 件号 can be given. */
export function missingFor(template: NumberTemplate, components: NumberComponents): NumberField[] {
  const composed = composeNumber(template, { ...components, serial: 1 });
  return 'missing' in composed ? composed.missing : [];
}

/**
 * [N3] The name of the sequence its 件号 runs in: `category=WS|year=2011|term=Y`. Pieces are taken as they stand in the number, and
 * unused optional ones are left out, so that a fonds which changes its dialect goes on counting.
 */
export function seriesOf(template: NumberTemplate, components: NumberComponents): string {
  return template.series
    .map((field) => {
      const segment = template.segments.find((each) => each.field === field);
      const value = field === 'term' || !segment ? String(components[field] ?? '') : pieceText(segment, components);
      return value === '' ? '' : `${field}=${value}`;
    })
    .filter(Boolean)
    .join('|');
}

/** [N4] The 件号 after the highest ever used in the series; gaps are never filled. */
export function nextSerial(highestEverUsed: number): number {
  return highestEverUsed + 1;
}

/** True when the form counts 件号; a number by 页号 does not. */
export function isCounted(template: NumberTemplate): boolean {
  return template.segments.some((segment) => segment.field === 'serial');
}

/**
 * [N10] The form a number was given in: the one that composes it from these components, first of all the one in use now. Undefined for a
 * number from outside that no form composes.
 */
export function formOf(number: string, components: NumberComponents, inUse: NumberTemplate): NumberTemplate | undefined {
  const borne = normaliseSeparators(number);
  return [inUse, ...numberTemplates].find((template) => {
    const composed = composeNumber(template, components);
    return 'number' in composed && normaliseSeparators(composed.number) === borne;
  });
}

/** The components whose change would change the number or its sequence. */
export function componentsOf(template: NumberTemplate): ReadonlySet<NumberField> {
  return new Set([...template.segments.map((segment) => segment.field), ...template.series]);
}

/**
 * [N6] One spelling for comparing and looking up what people type: full-width forms, variants of · and of the dash, inner spaces.
 * Two numbers with the same result are the same number. Never applied to what is composed or kept.
 */
export function normaliseSeparators(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .replace(/[•・‧∙⋅●.]/g, '·')
    .replace(/[‐‑‒–—―−﹣ー]/g, '-');
}

/** How each piece looks when a number must be guessed at. */
const look: { readonly [field in NumberField]: string } = {
  fonds: '[A-Z]?\\d{1,4}',
  category: '[A-Z]{1,2}(?:·[A-Z0-9]+)*?',
  project: '[A-Z0-9]+',
  year: '(?:1[6-9]|20)\\d{2}',
  term: 'Y|D\\d{1,2}',
  organCode: '(?=[A-Z0-9]{1,8}-)(?:[A-Z]+\\d*|\\d{3})',
  organ: '[^-·]*[^-·\\dA-Z][^-·]*',
  catalogue: '[A-Z]{0,4}\\d{1,6}',
  volume: '\\d{1,5}',
  serial: '\\d{1,5}',
  page: '\\d{1,5}',
};

function shapeOf(template: NumberTemplate): RegExp {
  // Without a 门类 nothing but digits is left: `2011-05-03` shall not pass for a number.
  const isBare = !template.segments.some((segment) => segment.field === 'category');
  const body = template.segments.map((segment) => {
    const special =
      segment.field === 'serial' && isBare
        ? '\\d{3,5}'
        : segment.field === 'term' && segment.termStyle === 'digits'
          ? 'Y|\\d{2}'
          : undefined;
    const text = special ?? look[segment.field];
    return segment.optional ? `(?:${segment.before}(?<${segment.field}>${text}))?` : `${segment.before}(?<${segment.field}>${text})`;
  });
  return new RegExp(`^${body.join('')}$`, 'u');
}

const shapes = numberTemplates.map((template) => ({ template, shape: shapeOf(template) }));

/**
 * [N7] A guess, for import only, at the form and the components of a number that came from outside; null when no form fits.
 * The form that composes exactly this text goes first. It is shown to a person or used to count 件号, never taken as truth.
 */
export function guessNumber(text: string): { template: string; components: NumberComponents } | null {
  const plain = normaliseSeparators(text).toUpperCase();
  let loose: { template: string; components: NumberComponents } | null = null;
  for (const { template, shape } of shapes) {
    const groups = shape.exec(plain)?.groups;
    if (!groups) continue;
    const components = componentsFrom(groups);
    if (!components) continue;
    const composed = composeNumber(template, components);
    if ('number' in composed && composed.number === plain) return { template: template.id, components };
    loose ??= { template: template.id, components };
  }
  return loose;
}

function componentsFrom(groups: { readonly [field: string]: string | undefined }): NumberComponents | null {
  const components: { [field: string]: string | number } = {};
  for (const [field, value] of Object.entries(groups)) {
    if (value === undefined) continue;
    if (field === 'term') {
      const term = parseTerm(value);
      if (!term) return null;
      components.term = term;
    } else components[field] = field === 'year' || field === 'serial' ? Number(value) : value;
  }
  return components;
}
