import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { SchemeDecision, SchemeReadFinding, SchemeReading } from '../../shared/imports/scheme.ts';
import { useWords, type WordKey } from '../app/words.ts';
import { figure } from '../controls/figures.ts';
import { useTermWords } from '../controls/TermTag.tsx';
import { openGroups } from './reading.ts';

/** A value a decision may take, in words. */
export function useValueWords(): (value: string) => string {
  const t = useWords('schemeImport');
  const term = useTermWords();
  return (value) => (/^(?:Y|D\d+)$/.test(value) ? term(value) : t(`value.${value}` as WordKey<'schemeImport'>));
}

/** What is undecided, group by group: all of one kind are decided with one press (Alt and the number of the group). */
export function ImportDecisions({ reading, onDecide }: { reading: SchemeReading; onDecide(decision: SchemeDecision): void }) {
  const t = useWords('schemeImport');
  const sayValue = useValueWords();
  const groups = openGroups(reading);
  const latest = useRef({ groups, onDecide });
  latest.current = { groups, onDecide };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
      const group = latest.current.groups[Number(event.code.slice(5)) - 1];
      if (!group?.proposed) return;
      event.preventDefault();
      latest.current.onDecide({ kind: group.kind, at: '', before: group.before, value: '*' });
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  return (
    <section className="import-decisions" aria-label={t('decide')}>
      <h2>{reading.undecided > 0 ? t('decideCount', { n: figure(reading.undecided) }) : t('decideNone')}</h2>
      <ul>
        {groups.map((group, nth) => (
          <li key={`${group.kind} ${group.before}`}>
            <span>
              {t(`kind.${group.kind}`, { before: group.before })}
              <span className="quiet tabular">{t('count', { n: figure(group.open) })}</span>
              {group.first.after !== '' && group.choices.length === 0 && (
                <span className="quiet">
                  {[group.first.before, group.first.after].filter(Boolean).join(' → ')}
                  {group.open > 1 ? ' …' : ''}
                </span>
              )}
            </span>
            <span className="row-of-buttons">
              {group.choices.map((value) => (
                <Button key={value} size="small" onClick={() => onDecide({ kind: group.kind, at: '', before: group.before, value })}>
                  {sayValue(value)}
                </Button>
              ))}
              {group.choices.length === 0 && group.kind === 'category-code' && (
                <Typed
                  proposal={group.first.after}
                  label={t(`kind.${group.kind}`, { before: group.before })}
                  onTake={(value) => onDecide({ kind: group.kind, at: '', before: group.before, value })}
                />
              )}
              {group.proposed && nth < 9 && group.kind !== 'category-code' && (
                <Button
                  size="small"
                  type="primary"
                  ghost
                  aria-keyshortcuts={`Alt+${nth + 1}`}
                  onClick={() => onDecide({ kind: group.kind, at: '', before: group.before, value: '*' })}
                >
                  {t('acceptAll')} <kbd>{t('shortcut', { n: nth + 1 })}</kbd>
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One finding, decided by itself. */
export function DecideOne({ finding, onDecide }: { finding: SchemeReadFinding; onDecide(decision: SchemeDecision): void }) {
  const t = useWords('schemeImport');
  const sayValue = useValueWords();
  const { at, kind, before, after, choices } = finding;
  const take = (value: string) => onDecide({ kind, at, before, value });
  const name = t(`kind.${kind}`, { before });
  if (finding.severity !== 'decide')
    return (
      <span className={`import-mark import-${finding.severity}`}>
        {name}
        {before || after ? `：${[before, after].filter(Boolean).join(' → ')}` : ''}
      </span>
    );
  return (
    <span className="row-of-buttons">
      <strong>{name}</strong>
      {choices.length > 0 ? (
        choices.map((value) => (
          <Button key={value} size="small" type={finding.decided && after === value ? 'primary' : 'default'} onClick={() => take(value)}>
            {sayValue(value)}
          </Button>
        ))
      ) : (
        <Typed key={after} proposal={after} label={name} onTake={take} />
      )}
    </span>
  );
}

/** A number or a code, typed; Enter takes it. */
function Typed({ proposal, label, onTake }: { proposal: string; label: string; onTake(value: string): void }) {
  const t = useWords('schemeImport');
  const [value, setValue] = useState(proposal);
  const take = () => value.trim() !== '' && onTake(value.trim());
  return (
    <span className="row-of-buttons">
      <Input
        size="small"
        className="import-typed"
        aria-label={label}
        maxLength={20}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onPressEnter={take}
      />
      <Button size="small" onClick={take}>
        {t('take')}
      </Button>
    </span>
  );
}
