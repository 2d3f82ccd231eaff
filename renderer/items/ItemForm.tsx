import { AutoComplete, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { parseDate } from '../../shared/items/date.ts';
import { Openness } from '../../shared/items/items.ts';
import { classifiedFrom, mentionsMark } from '../../shared/items/secrecy.ts';
import type { NumberField } from '../../shared/numbering/numbering.ts';
import { templateById } from '../../shared/numbering/templates.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { lastLegacyYear, usualTerms } from '../../shared/retention/terms.ts';
import type { Category, Clause } from '../../shared/schemes/schemes.ts';
import type { InstallationKind } from '../../shared/settings/settings.ts';
import { useAsk } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useRemembered } from '../app/keep.ts';
import { useWords } from '../app/words.ts';
import { Field, type FieldHold } from '../controls/Field.tsx';
import { readableDate } from '../controls/figures.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import { ClausePicker } from './ClausePicker.tsx';
import { ClauseSuggestions } from './ClauseSuggestions.tsx';
import { fieldsOfClause } from './clauseDefaults.ts';
import { DeclineThis } from './DeclineThis.tsx';
import { changesOf, type FieldName, type ItemFields } from './fields.ts';
import { Lately } from './Lately.tsx';
import { NumberPreview } from './NumberPreview.tsx';
import { Refused } from './Refused.tsx';
import { RetentionDates } from './RetentionDates.tsx';
import type { SaveOptions, WritingDesk } from './useWriting.ts';

/** Pieces some forms of 档号 need beyond what every item has. */
const extraPieces = ['catalogue', 'project', 'volume', 'page'] as const satisfies readonly NumberField[];

/** One 件, in the order of the stamp on the paper. */
export function ItemForm({
  desk,
  kind,
  frozenClause,
  said,
  onSaved,
}: {
  desk: WritingDesk;
  kind: InstallationKind | null;
  /** 条款号 and 条款 as the opened item bears them, and its number. */
  frozenClause: {
    readonly text: string;
    readonly term: Term | null;
    readonly number: string | null;
    readonly former: readonly string[];
    readonly binned: boolean;
  } | null;
  /** What the last save said. */
  said: string;
  onSaved(options: SaveOptions, next: boolean): void;
}) {
  const t = useWords('items');
  const term = useTermWords();
  const { fonds, go } = useDesk();
  const { writing, change, before, draft } = desk;
  const body = useRef<HTMLDivElement>(null);
  const fields = writing?.fields;
  const year = fields?.year ?? 0;
  const scheme = useAsk('schemes.inForce', { fondsId: fonds.id, year }, { enabled: year >= 1000 && year <= 2100, keep: true });
  const numberAtOnce = useRemembered('items.numberAtOnce', false);
  const writingKey = writing?.key;
  useEffect(() => {
    if (!writingKey) return;
    const inputs = [...(body.current?.querySelectorAll<HTMLElement>('input, textarea') ?? [])];
    const wanted = inputs.find((input) => input.dataset['first'] === 'true') ?? inputs[0];
    wanted?.focus();
  }, [writingKey]);
  useEffect(() => {
    if (desk.problem) body.current?.scrollTo({ top: 0 });
  }, [desk.problem]);
  if (!writing || !fields) return null;

  const tree = scheme.data ?? null;
  const clause = tree?.clauses.find((one) => one.id === fields.clauseId);
  const clauseTerm = clause?.term ?? (fields.clauseId && fields.clauseId === writing.seen?.clauseId ? (frozenClause?.term ?? null) : null);
  const category = tree?.categories.find((one) => one.code === fields.category);
  const template = templateById(category?.numberTemplate || fonds.numberTemplate);
  const shownPieces = extraPieces.filter(
    (piece) => fields[piece] !== '' || template?.segments.some((segment) => segment.field === piece && !segment.optional),
  );
  const read = fields.date === '' ? null : parseDate(fields.date, { centuryHint: fields.year });
  const issues =
    (desk.problem?.code === 'invalid-input' ? (desk.problem.details['issues'] as { field?: string }[] | undefined) : undefined) ?? [];
  const refusedField = (name: FieldName) => issues.some((issue) => issue.field?.split('.').includes(name));
  const marked = (name: 'title' | 'remark' | 'documentNumber' | 'responsible') =>
    kind !== 'classified' && mentionsMark(fields[name]) ? t('markFound') : undefined;
  const errors: { readonly [name in FieldName]?: string | undefined } = {
    title: marked('title') ?? (refusedField('title') && !fields.title.trim() ? t('titleMissing') : undefined),
    remark: marked('remark'),
    documentNumber: marked('documentNumber'),
    responsible: marked('responsible'),
    date: fields.date !== '' && !read ? t('dateBad') : undefined,
    year: year < 1000 || year > 2100 ? t('yearBad') : undefined,
    secrecy: kind !== 'classified' && fields.secrecy >= classifiedFrom ? t('secrecyRefused') : undefined,
  };
  const terms = [
    ...new Set<Term>([
      ...usualTerms,
      ...(clauseTerm ? [clauseTerm] : []),
      ...(fields.term ? [fields.term] : []),
      ...(year <= lastLegacyYear ? (['long', 'short'] as Term[]) : []),
    ]),
  ];

  const chooseClause = (chosen: Clause | null, its: Category | null) =>
    change(fieldsOfClause(chosen, its, { writing, clause }, fonds.organs));
  const save = (next: boolean, options: SaveOptions = {}) =>
    onSaved({ numbered: writing.id === null && numberAtOnce.value, ...options }, next);
  const fillDown = (name: FieldName) =>
    before &&
    change({
      [name]: before[name],
      ...(name === 'organ' ? { organCode: before.organCode } : name === 'clauseId' ? { term: before.term, category: before.category } : {}),
    });
  const pressed = (event: KeyboardEvent<HTMLFormElement>) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (composing) {
      if (event.key === 'Enter') event.stopPropagation();
      return;
    }
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key === 'Enter') save(true);
    else if (ctrl && event.key.toLowerCase() === 'd') {
      const name = (event.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset['field'] as FieldName | undefined;
      if (name) fillDown(name);
    } else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLInputElement &&
      !(event.target as HTMLElement).closest('.ant-select, [type=checkbox]')
    ) {
      focusNext(body.current, event.target);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const field = (name: FieldName, control: (hold: FieldHold) => ReactNode, rest: { hint?: ReactNode; required?: boolean } = {}) => (
    <div data-field={name}>
      <Field
        label={t(`field.${name}`)}
        error={errors[name]}
        {...rest}
        mark={
          writing.carried.includes(name) ? (
            <span className="mark">{t('ditto')}</span>
          ) : before && before[name] !== fields[name] && before[name] !== '' && before[name] !== null ? (
            <Button
              type="link"
              size="small"
              className="ditto"
              tabIndex={-1}
              title={t('dittoFill')}
              aria-keyshortcuts="Control+D"
              onClick={() => fillDown(name)}
            >
              {t('ditto')}
            </Button>
          ) : null
        }
      >
        {control}
      </Field>
    </div>
  );
  const line = (name: 'documentNumber' | 'secrecyTerm' | 'organCode' | (typeof extraPieces)[number], longest: number) =>
    field(name, (hold) => (
      <Input
        {...hold}
        maxLength={longest}
        value={fields[name]}
        data-first={name === 'documentNumber' && writing.carried.length > 0}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    ));
  const set =
    <N extends FieldName>(name: N) =>
    (value: ItemFields[N]) =>
      change({ [name]: value });

  return (
    <form
      className="aside"
      aria-label={t(writing.id === null ? 'formNew' : 'formEdit')}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={pressed}
    >
      <header className="aside-head">
        <h2>{t(writing.id === null ? 'formNew' : 'formEdit')}</h2>
        <span className="row-of-buttons">
          <DeclineThis desk={desk} />
          <Button type="text" size="small" aria-keyshortcuts="Escape" onClick={() => void desk.open(null)}>
            {t('closeForm')}
          </Button>
        </span>
      </header>
      <div className="aside-body" ref={body}>
        <NumberPreview desk={desk} number={frozenClause?.number ?? null} />
        {(frozenClause?.former.length ?? 0) > 0 && (
          <p className="field-hint">{t('formerNumbers', { numbers: frozenClause?.former.join('；') ?? '' })}</p>
        )}
        <Refused desk={desk} onSave={(options) => save(false, options)} />
        {field(
          'clauseId',
          (hold) => (
            <ClausePicker hold={hold} tree={tree} value={fields.clauseId} frozen={frozenClause?.text ?? ''} onChange={chooseClause} />
          ),
          {
            hint:
              scheme.data === null ? (
                <>
                  {t('clauseNone')}{' '}
                  <Button type="link" size="small" onClick={() => go('schemes')}>
                    {t('clauseGo')}
                  </Button>
                </>
              ) : clause ? (
                clause.text.length > 20 ? (
                  clause.text
                ) : undefined
              ) : (
                t('clauseHint')
              ),
          },
        )}
        <div className="fields-3">
          {field(
            'term',
            ({ id }) => (
              <Select<Term | ''>
                id={id}
                value={fields.term ?? ''}
                onChange={(value) => change({ term: value === '' ? null : value })}
                options={['' as const, ...terms].map((value) => ({ value, label: term(value) }))}
              />
            ),
            { hint: clauseTerm ? (fields.term === clauseTerm ? t('termFrom') : t('termOwn', { term: term(clauseTerm) })) : undefined },
          )}
          {field(
            'year',
            (hold) => (
              <InputNumber<number>
                {...hold}
                changeOnWheel={false}
                precision={0}
                value={fields.year}
                onChange={(value) => change({ year: value ?? 0 })}
              />
            ),
            { required: true },
          )}
          {field('category', ({ id }) => (
            <Select
              id={id}
              value={fields.category}
              onChange={set('category')}
              options={[...new Set([fields.category, ...(tree?.categories.map((one) => one.code) ?? [])])].map((code) => ({
                value: code,
                label: [code, tree?.categories.find((one) => one.code === code)?.name].filter(Boolean).join(' '),
              }))}
            />
          ))}
        </div>
        <RetentionDates record={fields} tree={tree} />
        <div className="fields-2">
          {field('organ', (hold) => (
            <AutoComplete
              id={hold.id}
              value={fields.organ}
              maxLength={60}
              options={fonds.organs.map((organ) => ({ value: organ.name, label: `${organ.name}　${organ.code}` }))}
              showSearch={{
                filterOption: (typed, option) =>
                  String(option?.label ?? '')
                    .toLowerCase()
                    .includes(typed.toLowerCase()),
              }}
              onChange={(name: string) =>
                change({
                  organ: name ?? '',
                  ...(fonds.organs.some((one) => one.name === name)
                    ? { organCode: fonds.organs.find((one) => one.name === name)?.code ?? '' }
                    : name
                      ? {}
                      : { organCode: '' }),
                })
              }
            />
          ))}
          {line('organCode', 20)}
          {shownPieces.map((piece) => (
            <div key={piece}>{line(piece, 20)}</div>
          ))}
        </div>
        {field('responsible', (hold) => (
          <Lately hold={hold} field="responsible" longest={300} value={fields.responsible} onChange={set('responsible')} />
        ))}
        {line('documentNumber', 120)}
        {field(
          'title',
          (hold) => (
            <Input.TextArea
              {...hold}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={2000}
              value={fields.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          ),
          { required: true },
        )}
        {!frozenClause?.binned && <ClauseSuggestions fields={fields} tree={tree} onTake={chooseClause} />}
        <div className="fields-2">
          {field(
            'date',
            (hold) => (
              <Input {...hold} maxLength={60} value={fields.date} onChange={(event) => change({ date: event.target.value })} />
            ),
            {
              hint:
                read && read.date !== fields.date
                  ? t('dateReads', { date: `${read.date}（${readableDate(read.date)}）` })
                  : read
                    ? readableDate(read.date)
                    : t('dateHint'),
            },
          )}
          {field('pages', (hold) => (
            <InputNumber<number>
              {...hold}
              changeOnWheel={false}
              min={0}
              max={1_000_000}
              precision={0}
              value={fields.pages}
              onChange={set('pages')}
            />
          ))}
          {field('secrecy', (hold) => (
            <Select<number>
              id={hold.id}
              status={hold.status}
              aria-describedby={hold['aria-describedby']}
              value={fields.secrecy}
              onChange={set('secrecy')}
              options={([0, 1, 2, 3, 4] as const).map((value) => ({ value, label: t(`secrecy.${value}`) }))}
            />
          ))}
          {fields.secrecy > 1 || fields.secrecyTerm ? line('secrecyTerm', 20) : null}
          {field('openness', ({ id }) => (
            <Select<Openness>
              id={id}
              value={fields.openness}
              onChange={set('openness')}
              options={Openness.options.map((value) => ({ value, label: t(`open.${value}`) }))}
            />
          ))}
          {field('box', (hold) => (
            <Lately hold={hold} field="box" longest={20} value={fields.box} onChange={set('box')} />
          ))}
        </div>
        {field('remark', (hold) => (
          <Input.TextArea
            {...hold}
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={2000}
            value={fields.remark}
            onChange={(event) => change({ remark: event.target.value })}
          />
        ))}
      </div>
      <footer className="aside-foot">
        <div className="row-of-buttons">
          <Button
            type="primary"
            loading={desk.busy}
            disabled={frozenClause?.binned ?? false}
            aria-keyshortcuts="Control+Enter"
            onClick={() => save(true)}
          >
            {t('saveNext')}
          </Button>
          <Button disabled={desk.busy || (frozenClause?.binned ?? false)} aria-keyshortcuts="Control+S" onClick={() => save(false)}>
            {t('save')}
          </Button>
          {writing.id === null && (
            <Checkbox checked={numberAtOnce.value} onChange={(event) => numberAtOnce.set(event.target.checked)}>
              {t('numberAtOnce')}
            </Checkbox>
          )}
        </div>
        <div className="field-hint" role="status">
          {frozenClause?.binned
            ? t('readOnlyBin')
            : draft === 'typing'
              ? t('draftTyping')
              : draft === 'kept'
                ? t('draftKept')
                : writing.seen && Object.keys(changesOf(writing)).length === 0 && !said
                  ? t('unchanged')
                  : said}
        </div>
      </footer>
    </form>
  );
}

/** Enter walks to the next field, as in a spreadsheet. */
function focusNext(within: HTMLElement | null, from: HTMLElement): void {
  const fields = [...(within?.querySelectorAll<HTMLElement>('input:not([disabled]), textarea') ?? [])];
  fields[fields.indexOf(from) + 1]?.focus();
}
