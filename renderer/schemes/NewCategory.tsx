import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { StartBasis } from '../../shared/retention/retention.ts';
import { categoryCode } from '../../shared/schemes/code.ts';
import type { SchemeEdit, SchemeTree } from '../../shared/schemes/schemes.ts';
import { useAsk } from '../app/ask.ts';
import { useWords } from '../app/words.ts';
import { Choices, Field } from '../controls/Field.tsx';
import type { Editing } from './useEditing.ts';

interface DialogProps {
  readonly tree: SchemeTree;
  readonly editing: Editing;
  onClose(done: SchemeEdit | null): void;
}

/** A new, empty 门类 at the end of the table. */
export function NewCategory({ tree, editing, onClose }: DialogProps) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const [fields, setFields] = useState({ code: '', name: '', arrangement: 'item' as 'item' | 'volume', startBasis: 'year' as StartBasis });
  const [tried, setTried] = useState(false);
  const code = categoryCode(fields.code);
  const isTaken = tree.categories.some((category) => category.code === code);
  const isWhole = code !== '' && !isTaken && fields.name.trim() !== '';
  const add = async () => {
    setTried(true);
    if (!isWhole) return;
    const edit = await editing.act('schemes.addCategory', () => ({ schemeId: tree.scheme.id, ...fields }));
    onClose(edit);
  };
  return (
    <Modal
      open
      title={t('newCategory')}
      okText={t('addCategoryAct')}
      cancelText={t('close')}
      onOk={() => void add()}
      onCancel={() => onClose(null)}
    >
      <div className="fields-2">
        <Field
          label={scheme('field.code')}
          error={isTaken ? t('taken', { no: code }) : tried && code === '' ? t('missing') : undefined}
          required
        >
          {(hold) => (
            <Input {...hold} maxLength={20} value={fields.code} onChange={(event) => setFields({ ...fields, code: event.target.value })} />
          )}
        </Field>
        <Field label={scheme('field.name')} error={tried && !fields.name.trim() ? t('missing') : undefined} required>
          {(hold) => (
            <Input {...hold} maxLength={60} value={fields.name} onChange={(event) => setFields({ ...fields, name: event.target.value })} />
          )}
        </Field>
      </div>
      <Choices label={t('field.arrangement')}>
        <Radio.Group
          value={fields.arrangement}
          onChange={(event) => setFields({ ...fields, arrangement: event.target.value as 'item' | 'volume' })}
        >
          <Radio value="item">{scheme('arrangement.item')}</Radio>
          <Radio value="volume">{scheme('arrangement.volume')}</Radio>
        </Radio.Group>
      </Choices>
      <Field label={t('field.startBasis')}>
        {({ id }) => (
          <Select<StartBasis>
            id={id}
            value={fields.startBasis}
            onChange={(startBasis) => setFields({ ...fields, startBasis })}
            options={StartBasis.options.map((value) => ({ value, label: t(`basis.${value}`) }))}
          />
        )}
      </Field>
    </Modal>
  );
}

/** The categories of a shipped table, put at the end of this one: 会计 to 乡镇. */
export function AddTemplate({ tree, editing, onClose }: DialogProps) {
  const t = useWords('schemeEditor');
  const scheme = useWords('schemes');
  const templates = useAsk('schemes.templates', {}).data ?? [];
  const [picked, setPicked] = useState('');
  return (
    <Modal
      open
      width={640}
      title={t('addTemplateTitle')}
      okText={t('addTemplateAct')}
      cancelText={t('close')}
      okButtonProps={{ disabled: picked === '' }}
      onOk={() => void editing.act('schemes.addTemplate', () => ({ schemeId: tree.scheme.id, template: picked })).then(onClose)}
      onCancel={() => onClose(null)}
    >
      <Choices label={t('addTemplateTitle')}>
        <Radio.Group vertical value={picked} onChange={(event) => setPicked(String(event.target.value))}>
          {templates.map((one) => (
            <Radio key={one.id} value={one.id}>
              <span className="option">
                <strong>{one.name}</strong>
                <span>{scheme('templateRows', { total: one.clauses, unconfirmed: one.unconfirmed })}</span>
              </span>
            </Radio>
          ))}
        </Radio.Group>
      </Choices>
    </Modal>
  );
}
