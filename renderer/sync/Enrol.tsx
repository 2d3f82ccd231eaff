import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTask } from '../app/ask.ts';
import { useDesk } from '../app/desk.tsx';
import { useWords } from '../app/words.ts';
import { LongWork } from '../controls/LongWork.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';

/** Connecting with a county archive, once, by the short code its operator gave out. */
export function Enrol() {
  const t = useWords('sync');
  const { fonds } = useDesk();
  const work = useTask('sync.enrol');
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const isAddress = /^https?:\/\/[^\s/]+/.test(address.trim());
  const enrol = () => {
    if (isAddress && code.trim() && !work.isRunning) void work.start({ address: address.trim(), code: code.trim(), fondsId: fonds.id });
  };
  return (
    <section aria-label={t('enrol-title')} className="stack-tight sync-enrol">
      <h2>{t('enrol-title')}</h2>
      <p>{t('enrol-note')}</p>
      <Form layout="vertical" component="form" onSubmitCapture={(event) => event.preventDefault()}>
        <Form.Item
          label={t('address')}
          htmlFor="county-address"
          extra={t('address-hint')}
          {...(address && !isAddress ? { validateStatus: 'error' as const, help: t('address-bad') } : {})}
        >
          <Input
            id="county-address"
            inputMode="url"
            autoComplete="off"
            maxLength={300}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={t('code')} htmlFor="county-code" extra={t('code-hint')}>
          <Input
            id="county-code"
            className="sync-code"
            autoComplete="off"
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPressEnter={(event) => {
              if (!event.nativeEvent.isComposing) enrol();
            }}
          />
        </Form.Item>
        <Button type="primary" disabled={!isAddress || !code.trim()} loading={work.isRunning} onClick={enrol}>
          {t('enrol')}
        </Button>
      </Form>
      {work.isRunning && <LongWork task={work.task} />}
      <ProblemNotice problem={work.problem} onClose={work.clear} />
    </section>
  );
}
