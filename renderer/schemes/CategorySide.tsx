import { Select } from 'antd';
import { StartBasis } from '../../shared/retention/retention.ts';
import { categoryCode } from '../../shared/schemes/code.ts';
import { Arrangement, type Category, type SchemeTree } from '../../shared/schemes/schemes.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { Field } from '../controls/Field.tsx';
import { NumberForm } from '../controls/NumberForm.tsx';
import { SideFrame, TypedField } from './Side.tsx';
import type { Editing } from './useEditing.ts';

type CategorySet = Partial<Pick<Category, 'code' | 'name' | 'arrangement' | 'numberTemplate' | 'startBasis'>>;

/** A 门类: its code, its name, 按件 or 按卷, the form its 档号 take, and what its terms count from. */
export function CategorySide({
  tree,
  category,
  editing,
  readOnly,
  onClose,
}: {
  tree: SchemeTree;
  category: Category;
  editing: Editing;
  readOnly: boolean;
  onClose(): void;
}) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const { fonds, year } = useDesk();
  const organ = fonds.organs[0];
  const set = (change: CategorySet) => {
    const was = Object.fromEntries(Object.keys(change).map((name) => [name, category[name as keyof Category]]));
    void editing.act('schemes.editCategory', () => ({ categoryId: category.id, was, ...change }));
  };
  const isTaken = (code: string) => tree.categories.some((one) => one.id !== category.id && one.code === categoryCode(code));
  return (
    <SideFrame title={scheme('category')} onClose={onClose}>
      <div className="fields-2">
        <TypedField
          label={scheme('field.code')}
          value={category.code}
          readOnly={readOnly}
          rows={0}
          longest={20}
          fault={(typed) => (typed.trim() ? (isTaken(typed) ? t('taken', { no: categoryCode(typed) }) : undefined) : t('missing'))}
          onSet={(code) => set({ code: categoryCode(code) as Category['code'] })}
        />
        <TypedField
          label={scheme('field.name')}
          value={category.name}
          readOnly={readOnly}
          rows={0}
          longest={60}
          fault={(typed) => (typed.trim() ? undefined : t('missing'))}
          onSet={(name) => set({ name: name.trim() })}
        />
        <Field label={t('field.arrangement')}>
          {({ id }) => (
            <Select
              id={id}
              disabled={readOnly}
              value={category.arrangement}
              onChange={(arrangement) => set({ arrangement })}
              options={Arrangement.options.map((value) => ({ value, label: scheme(`arrangement.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('field.startBasis')}>
          {({ id }) => (
            <Select<StartBasis>
              id={id}
              disabled={readOnly}
              value={category.startBasis}
              onChange={(startBasis) => set({ startBasis })}
              options={StartBasis.options.map((value) => ({ value, label: t(`basis.${value}`) }))}
            />
          )}
        </Field>
      </div>
      <fieldset className="field" disabled={readOnly}>
        <legend className="heard-only">{scheme('field.numberTemplate')}</legend>
        <NumberForm
          label={scheme('field.numberTemplate')}
          value={category.numberTemplate}
          onChange={(numberTemplate) => !readOnly && set({ numberTemplate })}
          sample={{ fonds: fonds.code, category: category.code, year, organCode: organ?.code, organ: organ?.name }}
        />
      </fieldset>
    </SideFrame>
  );
}
