import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { CategoryId, SchemeTree } from '../../shared/schemes/schemes.ts';
import { problemOf, useAct } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { NumberForm } from '../controls/NumberForm.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import type { SideWork } from './Side.tsx';

/** A 门类: its code, its name, and the form its 档号 take. */
export function CategorySide({ tree, id, onWork }: { tree: SchemeTree; id: CategoryId; onWork(work: SideWork | null): void }) {
  const t = useWords('schemes');
  const { message } = App.useApp();
  const { fonds, year } = useDesk();
  const edit = useAct('schemes.editCategory');
  const category = tree.categories.find((one) => one.id === id);
  const [typed, setTyped] = useState<{ code?: string; name?: string; numberTemplate?: string }>({});
  if (!category) return null;
  const isDraft = tree.scheme.state === 'draft';
  const fields = { code: category.code, name: category.name, numberTemplate: category.numberTemplate, ...typed };
  const changed = (['code', 'name', 'numberTemplate'] as const).filter((name) => fields[name] !== category[name]);
  const isWhole = Boolean(fields.code.trim() && fields.name.trim());
  const organ = fonds.organs[0];
  const below = tree.clauses.filter((clause) => clause.categoryId === id && clause.parentId === null);
  return (
    <form
      className="aside"
      aria-label={t('category')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isDraft || !isWhole || changed.length === 0) return;
        edit.mutate(
          {
            categoryId: id,
            was: Object.fromEntries(changed.map((name) => [name, category[name]])),
            ...Object.fromEntries(changed.map((name) => [name, fields[name]])),
          },
          {
            onSuccess: () => {
              setTyped({});
              void message.success(t('saved'));
            },
          },
        );
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
      }}
    >
      <header className="aside-head">
        <h2>{t('category')}</h2>
        <Button type="text" size="small" onClick={() => onWork(null)}>
          {t('close')}
        </Button>
      </header>
      <div className="aside-body">
        <ProblemNotice problem={edit.error ? problemOf(edit.error) : null} />
        <div className="fields-2">
          <Field label={t('field.code')} error={fields.code.trim() ? undefined : t('missing')}>
            {(hold) => (
              <Input
                {...hold}
                readOnly={!isDraft}
                maxLength={10}
                value={fields.code}
                onChange={(event) => setTyped({ ...typed, code: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('field.name')} error={fields.name.trim() ? undefined : t('missing')}>
            {(hold) => (
              <Input
                {...hold}
                readOnly={!isDraft}
                maxLength={60}
                value={fields.name}
                onChange={(event) => setTyped({ ...typed, name: event.target.value })}
              />
            )}
          </Field>
        </div>
        <fieldset className="field" disabled={!isDraft}>
          <legend className="heard-only">{t('field.numberTemplate')}</legend>
          <NumberForm
            label={t('field.numberTemplate')}
            value={fields.numberTemplate}
            onChange={(numberTemplate) => isDraft && setTyped({ ...typed, numberTemplate })}
            sample={{ fonds: fonds.code, category: fields.code, year, organCode: organ?.code, organ: organ?.name }}
          />
        </fieldset>
        {isDraft ? (
          <Button onClick={() => onWork({ kind: 'new', categoryId: id, parentId: null, afterId: below.at(-1)?.id ?? null })}>
            {t('addFirst')}
          </Button>
        ) : (
          <p className="field-hint">{t('readOnly')}</p>
        )}
      </div>
      {isDraft && (
        <footer className="aside-foot">
          <Button type="primary" htmlType="submit" disabled={!isWhole || changed.length === 0} loading={edit.isPending}>
            {t('save')}
          </Button>
        </footer>
      )}
    </form>
  );
}
