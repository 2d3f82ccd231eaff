import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useWords } from './words.ts';

/** One broken screen does not take the others with it. */
export class Safe extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken onAgain={() => this.setState({ broken: false })} /> : this.props.children;
  }
}

function Broken({ onAgain }: { onAgain(): void }) {
  const t = useWords('app');
  return (
    <div className="door">
      <Alert
        type="error"
        showIcon
        title={t('broken')}
        description={
          <>
            <p>{t('brokenKept')}</p>
            <p>{t('brokenToDo')}</p>
            <Button onClick={onAgain}>{t('again')}</Button>
          </>
        }
      />
    </div>
  );
}
