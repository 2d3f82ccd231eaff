import { theme } from 'antd';
import { figure } from './figures.ts';
import './balance.css';

export type Tone = 'good' | 'changed' | 'quiet' | 'waiting' | 'bad';

/** One part of a sum: its name, how many, and how it is drawn. */
export interface BalancePart {
  readonly name: string;
  readonly count: number;
  readonly tone: Tone;
}

/** A sum that must come out: the line in words, and under it a bar whose pieces are named and counted too. */
export function Balance({ line, label, parts }: { line: string; label: string; parts: readonly BalancePart[] }) {
  const { token } = theme.useToken();
  const colours: Record<Tone, string> = {
    good: token.colorSuccess,
    changed: token.colorPrimary,
    quiet: token.colorTextQuaternary,
    waiting: token.colorWarning,
    bad: token.colorError,
  };
  const shown = parts.filter((part) => part.count > 0);
  const total = shown.reduce((sum, part) => sum + part.count, 0);
  return (
    <div className="balance">
      <p className="balance-line tabular">{line}</p>
      {total > 0 && (
        <div
          className="balance-bar"
          role="img"
          aria-label={`${label}：${shown.map((part) => `${part.name} ${figure(part.count)}`).join('，')}`}
        >
          {shown.map((part) => (
            <span key={part.name} style={{ flexGrow: part.count, background: colours[part.tone] }} />
          ))}
        </div>
      )}
      <ul className="balance-parts" aria-hidden="true">
        {shown.map((part) => (
          <li key={part.name}>
            <span className="balance-dot" style={{ background: colours[part.tone] }} />
            {part.name} <span className="tabular">{figure(part.count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
