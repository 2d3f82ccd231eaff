import { type ReactNode, useId } from 'react';

/** What a field lends its control, so that label, hint and error belong to it for everyone. */
export interface FieldHold {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly status: 'error' | '';
}

export interface FieldProps {
  readonly label: string;
  /** Beside the label: a mark such as 同上. */
  readonly mark?: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
  children(hold: FieldHold): ReactNode;
}

/** One field of a form: label above, hint and error below, both tied to the control. */
export function Field({ label, mark, hint, error, required, children }: FieldProps) {
  const id = useId();
  const said = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>
          {label}
          {required && (
            <span aria-hidden className="bad">
              {' *'}
            </span>
          )}
        </label>
        {mark}
      </div>
      {children({ id, 'aria-describedby': said, 'aria-invalid': error ? true : undefined, status: error ? 'error' : '' })}
      {error ? (
        <div id={`${id}-error`} className="field-error">
          {error}
        </div>
      ) : hint ? (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      ) : null}
    </div>
  );
}

/** A group of choices with one question above. */
export function Choices({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="field choices">
      <legend>{label}</legend>
      {hint && <div className="field-hint">{hint}</div>}
      {children}
    </fieldset>
  );
}
