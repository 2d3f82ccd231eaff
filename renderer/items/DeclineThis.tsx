import { App, Button } from 'antd';
import { useState } from 'react';
import type { NotFiled } from '../../shared/items/notfiled.ts';
import { useDesk } from '../app/desk.tsx';
import { dropDraft } from '../app/keep.ts';
import { useWords } from '../app/words.ts';
import { newWriting } from './fields.ts';
import { NotFiledForm } from './NotFiledForm.tsx';
import { draftsOf, type WritingDesk } from './useWriting.ts';

/** 不归档…: what is typed of a new record becomes a decision not to file it, and the form is free for the next paper. */
export function DeclineThis({ desk }: { desk: WritingDesk }) {
  const t = useWords('notFiled');
  const { message } = App.useApp();
  const { fonds } = useDesk();
  const [asking, setAsking] = useState(false);
  const { writing } = desk;
  if (!writing || writing.id !== null) return null;
  const { year, title, responsible, documentNumber, date, secrecy } = writing.fields;
  const close = async (kept: NotFiled | null) => {
    setAsking(false);
    if (!kept) return;
    void message.success(t('saved', { title: kept.title.slice(0, 30) }));
    await desk.open(newWriting(year, desk.before));
    await dropDraft(`${draftsOf(fonds.id)}${writing.key}`);
  };
  return (
    <>
      <Button type="text" size="small" onClick={() => setAsking(true)}>
        {t('from')}
      </Button>
      {asking && <NotFiledForm start={{ year, title, responsible, documentNumber, date, secrecy }} onClose={(kept) => void close(kept)} />}
    </>
  );
}
