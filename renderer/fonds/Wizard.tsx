import { Button, Input, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { codeMatches } from '../../shared/fonds/code.ts';
import { type Fonds, UnitType } from '../../shared/fonds/fonds.ts';
import type { Problem } from '../../shared/reply.ts';
import type { Scheme } from '../../shared/schemes/schemes.ts';
import { type Consented, readConsent, stepsThrough, walk } from '../../shared/schemes/walk.ts';
import { InstallationKind, type Settings } from '../../shared/settings/settings.ts';
import { problemOf, useAct, useAsk } from '../app/ask.ts';
import { dropDraft, keepDraft, keptDrafts } from '../app/keep.ts';
import { useLanguage, useWords } from '../app/words.ts';
import { ConsentFields } from '../controls/ConsentFields.tsx';
import { Choices, Field } from '../controls/Field.tsx';
import { NumberForm } from '../controls/NumberForm.tsx';
import { ProblemNotice } from '../controls/ProblemNotice.tsx';
import { call } from '../transport.ts';

const draftKey = 'wizard';
const thisYear = new Date().getFullYear();

interface Answers {
  readonly kind: InstallationKind;
  readonly archivist: string;
  readonly code: string;
  readonly name: string;
  readonly unitType: UnitType;
  readonly county: string;
  readonly numberTemplate: string;
  readonly template: string;
  /** Whether the table was consented to before it came to this computer. */
  readonly consented: boolean;
  readonly consent: Partial<Consented>;
  readonly yearFrom: number;
}

const first: Answers = {
  kind: 'networked',
  archivist: '',
  code: '',
  name: '',
  unitType: 'township',
  county: '',
  numberTemplate: 'dat22-item',
  template: '',
  consented: false,
  consent: {},
  yearFrom: thisYear - 1,
};

/**
 * From a fresh computer to a usable catalogue: eight inputs on three sheets, twelve where the table was consented to before. Each sheet is stored when it is left, so that a wizard
 * broken off goes on at the first sheet not stored; what was typed meanwhile is a draft.
 */
export function Wizard({
  settings,
  fonds,
  begun,
  resumed,
  onFinish,
}: {
  settings: Settings;
  fonds: Fonds | null;
  /** Versions made already, none of them in force. */
  begun: readonly Scheme[];
  resumed: boolean;
  onFinish(): void;
}) {
  const t = useWords('fonds');
  const app = useWords('app');
  const language = useLanguage();
  const templates = useAsk('schemes.templates', {});
  const [answers, setAnswers] = useState(first);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const setUp = useAct('settings.setUp');
  const changeSettings = useAct('settings.change');
  const create = useAct('fonds.create');
  const adopt = useAct('schemes.adopt');
  const withdraw = useAct('schemes.withdraw');
  const step = settings.kind === null ? 0 : fonds === null ? 1 : 2;

  useEffect(() => {
    void keptDrafts<Answers>(draftKey).then(([kept]) => kept && setAnswers((now) => ({ ...now, ...kept.value })));
  }, []);
  const set = (change: Partial<Answers>) => {
    const next = { ...answers, ...change };
    setAnswers(next);
    void keepDraft(draftKey, next);
  };
  const template = answers.template || likelyTemplate(templates.data ?? [], fonds?.unitType ?? answers.unitType);
  const county = fonds?.county || answers.county;
  const consent = { approvedBy: county ? t('countyOrgan', { county }) : '', approvalNumber: '', approvalDate: '', ...answers.consent };
  const needs = (value: string) => (tried && value.trim() === '' ? t('missing') : undefined);

  const store = async () => {
    setTried(true);
    setProblem(null);
    if (step === 0 && !answers.archivist.trim()) return;
    if (step === 2 && answers.consented && !readConsent(consent)) return;
    if (step === 1 && (!answers.code.trim() || !answers.name.trim() || !codeMatches(answers.code.trim(), ''))) return;
    setBusy(true);
    try {
      if (step === 0) await setUp.mutateAsync({ kind: answers.kind, archivist: answers.archivist });
      else if (step === 1)
        await create.mutateAsync({
          code: answers.code,
          name: answers.name,
          unitType: answers.unitType,
          county: answers.county,
          numberTemplate: answers.numberTemplate,
        });
      else if (fonds) {
        const scheme =
          begun.find((version) => version.template === template) ?? (await adopt.mutateAsync({ fondsId: fonds.id, template })).scheme;
        const given = answers.consented && readConsent(consent);
        if (given) {
          // A wizard broken off half-way may have noted another consent: what is typed now counts.
          if (scheme.state !== 'draft') await withdraw.mutateAsync({ schemeId: scheme.id });
          await walk(call, scheme.id, stepsThrough('draft', { consent: given, scans: [], yearFrom: answers.yearFrom }));
        }
        await dropDraft(draftKey);
        onFinish();
      }
      setTried(false);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };

  const steps = [t('step.use'), t('step.fonds'), t('step.scheme')];
  return (
    <main className="wizard">
      <form
        className="wizard-sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void store();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
        }}
      >
        <div className="wizard-head">
          <h1>{t('welcome')}</h1>
          <Button
            type="text"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => changeSettings.mutate({ language: language === 'en' ? 'zh-CN' : 'en' })}
          >
            {app(language === 'en' ? 'toChinese' : 'toEnglish')}
          </Button>
        </div>
        <ol className="wizard-steps">
          {steps.map((name, index) => (
            <li key={name} aria-current={index === step ? 'step' : undefined}>
              {index + 1} {name}
            </li>
          ))}
        </ol>
        {resumed && <p className="quiet">{t('resumed')}</p>}
        <ProblemNotice problem={problem} />
        {step === 0 && (
          <>
            <Choices label={t('kind')} hint={t('kindOnce')}>
              <Radio.Group value={answers.kind} onChange={(event) => set({ kind: event.target.value as InstallationKind })} vertical>
                {InstallationKind.options.map((kind) => (
                  <Radio key={kind} value={kind}>
                    <span className="option">
                      <strong>{t(`kind.${kind}`)}</strong>
                      <span className="quiet">{t(`kind.${kind}.why`)}</span>
                    </span>
                  </Radio>
                ))}
              </Radio.Group>
            </Choices>
            <Field label={t('archivist')} hint={t('archivistHint')} error={needs(answers.archivist)} required>
              {(hold) => (
                <Input {...hold} maxLength={40} value={answers.archivist} onChange={(event) => set({ archivist: event.target.value })} />
              )}
            </Field>
          </>
        )}
        {step === 1 && (
          <>
            <div className="fields-2">
              <Field label={t('code')} hint={t('codeHint')} error={needs(answers.code)} required>
                {(hold) => <Input {...hold} maxLength={20} value={answers.code} onChange={(event) => set({ code: event.target.value })} />}
              </Field>
              <Field label={t('name')} hint={t('nameHint')} error={needs(answers.name)} required>
                {(hold) => <Input {...hold} maxLength={120} value={answers.name} onChange={(event) => set({ name: event.target.value })} />}
              </Field>
              <Field label={t('unitType')}>
                {({ id }) => (
                  <Select<UnitType>
                    id={id}
                    value={answers.unitType}
                    onChange={(unitType) => set({ unitType, template: '' })}
                    options={UnitType.options.map((value) => ({ value, label: t(`unit.${value}`) }))}
                  />
                )}
              </Field>
              <Field label={t('county')}>
                {(hold) => (
                  <Input {...hold} maxLength={60} value={answers.county} onChange={(event) => set({ county: event.target.value })} />
                )}
              </Field>
            </div>
            <NumberForm
              label={t('dialect')}
              hint={t('dialectHint')}
              value={answers.numberTemplate}
              onChange={(numberTemplate) => set({ numberTemplate })}
              sample={{ fonds: answers.code, year: thisYear - 1 }}
            />
          </>
        )}
        {step === 2 && (
          <>
            <ProblemNotice problem={templates.error ? problemOf(templates.error) : null} />
            <Choices label={t('template')} hint={t('templateHint')}>
              <Radio.Group value={template} onChange={(event) => set({ template: String(event.target.value) })} vertical>
                {(templates.data ?? []).map((one) => (
                  <Radio key={one.id} value={one.id}>
                    <span className="option">
                      <strong>{one.name}</strong>
                      <span>
                        {one.unconfirmed > 0
                          ? t('templateRows', { total: one.clauses, unconfirmed: one.unconfirmed })
                          : t('templateRowsAll', { total: one.clauses })}
                      </span>
                      {one.id === template && <span className="quiet">{one.basis}</span>}
                    </span>
                  </Radio>
                ))}
              </Radio.Group>
              <p className="field-hint">{t('unconfirmedMeans')}</p>
            </Choices>
            <Choices label={t('consented')} hint={t('consentedHint')}>
              <Radio.Group value={answers.consented} onChange={(event) => set({ consented: event.target.value === true })} vertical>
                <Radio value={false}>
                  <span className="option">
                    <strong>{t('consented.no')}</strong>
                    <span className="quiet">{t('consented.no.why')}</span>
                  </span>
                </Radio>
                <Radio value={true}>
                  <span className="option">
                    <strong>{t('consented.yes')}</strong>
                    <span className="quiet">{t('consented.yes.why')}</span>
                  </span>
                </Radio>
              </Radio.Group>
            </Choices>
            {answers.consented && (
              <>
                <ConsentFields value={consent} tried={tried} onChange={(changed) => set({ consent: changed })} />
                <Field label={t('yearFrom')} hint={t('yearFromHint')}>
                  {({ id, 'aria-describedby': describedBy }) => (
                    <Select<number>
                      id={id}
                      aria-describedby={describedBy}
                      value={answers.yearFrom}
                      onChange={(yearFrom) => set({ yearFrom })}
                      showSearch
                      options={Array.from({ length: thisYear - 1948 }, (_, index) => ({
                        value: thisYear - index,
                        label: app('yearOption', { year: thisYear - index }),
                      }))}
                    />
                  )}
                </Field>
              </>
            )}
          </>
        )}
        <div className="wizard-foot">
          <span>
            {step === 2 && (
              <Button type="link" onClick={onFinish}>
                {t('later')}
              </Button>
            )}
          </span>
          <Button type="primary" htmlType="submit" loading={busy} disabled={step === 2 && !template}>
            {step < 2 ? t('next') : t(answers.consented ? 'finishInForce' : 'finish')}
          </Button>
        </div>
      </form>
    </main>
  );
}

/** The shipped table that fits the kind of unit, else the first. */
function likelyTemplate(templates: readonly { id: string }[], unitType: UnitType): string {
  const likely: { readonly [type in UnitType]: string } = { township: 'xiangzhen', village: 'cun', organ: 'jiguan', institution: 'jiguan' };
  return (templates.find((template) => template.id.startsWith(likely[unitType])) ?? templates[0])?.id ?? '';
}
