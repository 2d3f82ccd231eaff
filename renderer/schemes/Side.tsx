import { App, Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Term } from '../../shared/retention/retention.ts';
import { usualTerms } from '../../shared/retention/terms.ts';
import { type CategoryId, type Clause, type ClauseId, Disposition, type SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { useTermWords } from '../controls/TermTag.tsx';
import { CategorySide } from './CategorySide.tsx';
import { nextNo, rowsBelow, siblingsOf } from './tree.ts';
import { useSourceWords } from './useSourceWords.ts';

/** What the pane beside the table is about. */
export type SideWork =
  | { readonly kind: 'clause'; readonly id: ClauseId }
  | { readonly kind: 'category'; readonly id: CategoryId }
  | { readonly kind: 'new'; readonly categoryId: CategoryId; readonly parentId: ClauseId | null; readonly afterId: ClauseId | null };

type ClauseFields = Pick<Clause, 'no' | 'text' | 'disposition' | 'term' | 'department' | 'remark' | 'checked'>;
const names = ['no', 'text', 'disposition', 'term', 'department', 'remark', 'checked'] as const satisfies readonly (keyof ClauseFields)[];
const pick = (clause: ClauseFields) => Object.fromEntries(names.map((name) => [name, clause[name]])) as unknown as ClauseFields;

/** Terms offered for a clause: those in force, and the older ones of 会计. */
const terms = [...usualTerms, ...(['D25', 'D15', 'D5', 'D3'] as Term[])];

export function Side({ tree, work, onWork }: { tree: SchemeTree; work: SideWork; onWork(work: SideWork | null): void }) {
  if (work.kind === 'category') return <CategorySide tree={tree} id={work.id} onWork={onWork} />;
  if (work.kind === 'new') return <NewClause tree={tree} work={work} onWork={onWork} />;
  const clause = tree.clauses.find((one) => one.id === work.id);
  return clause ? <EditClause tree={tree} clause={clause} onWork={onWork} /> : null;
}

function EditClause({ tree, clause, onWork }: { tree: SchemeTree; clause: Clause; onWork(work: SideWork | null): void }) {
  const t = useWords('schemes');
  const source = useSourceWords();
  const { message, modal } = App.useApp();
  const [seen, setSeen] = useState(pick(clause));
  const edit = useAct('schemes.editClause');
  const remove = useAct('schemes.removeClause');
  const move = useAct('schemes.moveClause');
  const isDraft = tree.scheme.state === 'draft';
  const siblings = siblingsOf(tree, clause);
  const at = siblings.findIndex((one) => one.id === clause.id);
  const below = rowsBelow(tree, clause);
  const refused = edit.error ?? remove.error ?? move.error;
  const problem = refused ? problemOf(refused) : null;
  const save = (fields: ClauseFields) => {
    const changed = names.filter((name) => fields[name] !== seen[name]);
    if (changed.length === 0) return;
    edit.mutate(
      {
        clauseId: clause.id,
        was: Object.fromEntries(changed.map((name) => [name, seen[name]])),
        set: Object.fromEntries(changed.map((name) => [name, fields[name]])),
      },
      {
        onSuccess: (now) => {
          setSeen(pick(now));
          void message.success(t('saved'));
        },
      },
    );
  };
  const takeAway = () =>
    modal.confirm({
      title: t('removeAsk', { no: clause.no }),
      content: below > 0 ? t('removeWords', { count: below }) : t('removeOneWords'),
      okText: t('removeAct', { count: below + 1 }),
      okButtonProps: { danger: true },
      cancelText: t('close'),
      onOk: () =>
        remove
          .mutateAsync({ clauseId: clause.id })
          .then(({ removed }) => {
            onWork(null);
            void message.success(t('removed', { count: removed }));
          })
          .catch(() => undefined),
    });
  return (
    <ClauseForm
      key={JSON.stringify(seen)}
      title={t('detail')}
      start={seen}
      readOnly={!isDraft}
      busy={edit.isPending}
      act={t('save')}
      onAct={save}
      onClose={() => onWork(null)}
      note={source(clause)}
      notice={
        <ProblemNotice
          problem={problem}
          actions={
            problem?.code === 'changed-meanwhile' && (
              <Button
                onClick={() => {
                  setSeen(pick(clause));
                  edit.reset();
                }}
              >
                {t('takeTheirs')}
              </Button>
            )
          }
        />
      }
      more={
        isDraft ? (
          <>
            <Button onClick={() => onWork({ kind: 'new', categoryId: clause.categoryId, parentId: clause.parentId, afterId: clause.id })}>
              {t('addAfter')}
            </Button>
            <Button
              onClick={() =>
                onWork({
                  kind: 'new',
                  categoryId: clause.categoryId,
                  parentId: clause.id,
                  afterId: tree.clauses.filter((one) => one.parentId === clause.id).at(-1)?.id ?? null,
                })
              }
            >
              {t('addBelow')}
            </Button>
            <Button
              disabled={at <= 0}
              onClick={() => move.mutate({ clauseId: clause.id, parentId: clause.parentId, afterId: siblings[at - 2]?.id ?? null })}
            >
              {t('up')}
            </Button>
            <Button
              disabled={at >= siblings.length - 1}
              onClick={() => move.mutate({ clauseId: clause.id, parentId: clause.parentId, afterId: siblings[at + 1]?.id ?? null })}
            >
              {t('down')}
            </Button>
            <Button danger onClick={takeAway}>
              {t('remove')}
            </Button>
          </>
        ) : (
          <p className="field-hint">{t('readOnly')}</p>
        )
      }
    />
  );
}

function NewClause({
  tree,
  work,
  onWork,
}: {
  tree: SchemeTree;
  work: Extract<SideWork, { kind: 'new' }>;
  onWork(work: SideWork | null): void;
}) {
  const t = useWords('schemes');
  const add = useAct('schemes.addClause');
  const parent = tree.clauses.find((clause) => clause.id === work.parentId);
  const siblings = siblingsOf(tree, { categoryId: work.categoryId, parentId: work.parentId });
  const start: ClauseFields = {
    no: nextNo(siblings, parent?.no ?? ''),
    text: '',
    disposition: 'file',
    term: null,
    department: '',
    remark: '',
    checked: true,
  };
  return (
    <ClauseForm
      title={t('adding')}
      start={start}
      busy={add.isPending}
      act={t('add')}
      onAct={(fields) =>
        add.mutate(
          { categoryId: work.categoryId, parentId: work.parentId, afterId: work.afterId, ...fields },
          { onSuccess: (made) => onWork({ kind: 'clause', id: made.id }) },
        )
      }
      onClose={() => onWork(null)}
      notice={<ProblemNotice problem={add.error ? problemOf(add.error) : null} />}
    />
  );
}

function ClauseForm({
  title,
  start,
  readOnly = false,
  busy,
  act,
  onAct,
  onClose,
  note,
  notice,
  more,
}: {
  title: string;
  start: ClauseFields;
  readOnly?: boolean;
  busy: boolean;
  act: string;
  onAct(fields: ClauseFields): void;
  onClose(): void;
  note?: string;
  notice: ReactNode;
  more?: ReactNode;
}) {
  const t = useWords('schemes');
  const term = useTermWords();
  const { room } = useDesk();
  const [fields, setFields] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<ClauseFields>) =>
    setFields((before) => ({ ...before, ...change, ...(change.disposition && change.disposition !== 'file' ? { term: null } : {}) }));
  const needs = (value: string) => (tried && !value.trim() ? t('missing') : undefined);
  const offered = [...new Set([...terms, ...(fields.term ? [fields.term] : [])])];
  return (
    <form
      className="aside"
      aria-label={title}
      data-room={room}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!readOnly && fields.no.trim() && fields.text.trim()) onAct(fields);
      }}
      onKeyDown={(event) => {
        const composing = event.nativeEvent.isComposing || event.keyCode === 229;
        if (composing && event.key === 'Enter') event.preventDefault();
        else if (!composing && (event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key.toLowerCase() === 's')) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        } else if (!composing && event.key === 'Escape' && !(event.target as HTMLElement).closest('.ant-select-open')) onClose();
      }}
    >
      <header className="aside-head">
        <h2>{title}</h2>
        <Button type="text" size="small" onClick={onClose}>
          {t('close')}
        </Button>
      </header>
      <div className="aside-body">
        {notice}
        {note && (
          <p className="field-hint">
            {t('source')}　{note}
          </p>
        )}
        <Field label={t('field.no')} error={needs(fields.no)} required>
          {(hold) => (
            <Input {...hold} readOnly={readOnly} maxLength={20} value={fields.no} onChange={(event) => set({ no: event.target.value })} />
          )}
        </Field>
        <Field label={t('field.text')} error={needs(fields.text)} required>
          {(hold) => (
            <Input.TextArea
              {...hold}
              readOnly={readOnly}
              maxLength={4000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              value={fields.text}
              onChange={(event) => set({ text: event.target.value })}
            />
          )}
        </Field>
        <div className="fields-2">
          <Field label={t('field.disposition')}>
            {({ id }) => (
              <Select<Disposition>
                id={id}
                disabled={readOnly}
                value={fields.disposition}
                onChange={(disposition) => set({ disposition })}
                options={Disposition.options.map((value) => ({ value, label: t(`disposition.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('field.term')}>
            {({ id }) => (
              <Select<Term | ''>
                id={id}
                disabled={readOnly || fields.disposition !== 'file'}
                value={fields.term ?? ''}
                onChange={(value) => set({ term: value === '' ? null : value })}
                options={(['', ...offered] as const).map((value) => ({ value, label: value === '' ? t('noTerm') : term(value) }))}
              />
            )}
          </Field>
        </div>
        <Field label={t('field.department')}>
          {(hold) => (
            <Input
              {...hold}
              readOnly={readOnly}
              maxLength={60}
              value={fields.department}
              onChange={(event) => set({ department: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('field.remark')}>
          {(hold) => (
            <Input.TextArea
              {...hold}
              readOnly={readOnly}
              maxLength={500}
              autoSize={{ minRows: 1, maxRows: 4 }}
              value={fields.remark}
              onChange={(event) => set({ remark: event.target.value })}
            />
          )}
        </Field>
        <Checkbox disabled={readOnly} checked={fields.checked} onChange={(event) => set({ checked: event.target.checked })}>
          {t('field.checked')}
        </Checkbox>
        {more && <div className="row-of-buttons aside-more">{more}</div>}
      </div>
      {!readOnly && (
        <footer className="aside-foot">
          <Button type="primary" htmlType="submit" loading={busy} aria-keyshortcuts="Control+S">
            {act}
          </Button>
        </footer>
      )}
    </form>
  );
}
