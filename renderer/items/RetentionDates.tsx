import { Tooltip } from 'antd';
import { parseDate } from '../../shared/items/date.ts';
import { datesOf } from '../../shared/retention/dates.ts';
import type { StartBasis } from '../../shared/retention/retention.ts';
import { isLegacyTerm } from '../../shared/retention/terms.ts';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { readableDate } from '../controls/figures.ts';
import type { ItemFields } from './fields.ts';
import './coverage.css';

type Dated = Pick<ItemFields, 'term' | 'year' | 'date' | 'level' | 'category'>;

/** 起算 of a 门类 in the table that decides, or of the nearest one above it; 年度 where none says. */
function basisOf(tree: SchemeTree | null, code: string): StartBasis {
  const levels = code.split('·');
  for (let depth = levels.length; depth > 0; depth -= 1) {
    const category = tree?.categories.find((one) => one.code === levels.slice(0, depth).join('·'));
    if (category) return category.startBasis;
  }
  return 'year';
}

/** 保管至 · 开放审核 · 移交进馆: one quiet line, from what the record says and the 起算 of its 门类. */
export function RetentionDates({ record, tree }: { record: Dated; tree: SchemeTree | null }) {
  const t = useWords('retention');
  const { fonds } = useDesk();
  if (record.year < 1000 || record.year > 2100) return null;
  const basis = basisOf(tree, record.category);
  const dateEnd = record.date === '' ? '' : (parseDate(record.date, { centuryHint: record.year })?.end ?? '');
  const { due, dueIs, opening, transfer, isOurs } = datesOf({ ...record, dateEnd }, basis);
  const why = [
    record.term && dueIs !== 'never' ? t(`basis.${basis}`) : '',
    dueIs === 'earliest' ? t('earliestWhy') : '',
    isOurs ? t(record.term && isLegacyTerm(record.term) ? 'oursLegacy' : 'oursBasis') : '',
  ].filter(Boolean);
  return (
    <p className="field-hint retention-dates tabular" aria-label={t('dates')} role="note">
      <span title={why.join('；')}>{t(`due.${dueIs}`, { date: readableDate(due ?? '') })}</span>
      {isOurs && (
        <Tooltip title={why.join('；')}>
          {' '}
          <span className="mark">{t('ours')}</span>
        </Tooltip>
      )}
      {' · '}
      {t('opening', { date: readableDate(opening) })}
      {/* [R9] is about the records of an office; what a village hands over its county decides. */}
      {fonds.unitType !== 'village' && ` · ${t('transfer', { date: readableDate(transfer) })}`}
    </p>
  );
}
