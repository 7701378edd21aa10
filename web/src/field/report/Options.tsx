import type { ReactNode } from 'react';

export interface Option {
  readonly key: string;
  readonly label: string;
  readonly side?: string;
}

interface OptionsProps {
  readonly name: string;
  readonly title: string;
  /** At the right of the title. */
  readonly more?: ReactNode;
  readonly options: readonly Option[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** One choice of a few, each a row of 48 px. */
export function Options({ name, title, more, options, chosen, onChoose }: OptionsProps) {
  return (
    <fieldset className="sec">
      <legend className="vh">{title}</legend>
      <div className="sec-head">
        <span aria-hidden="true">{title}</span>
        {more}
      </div>
      {options.map(({ key, label, side }) => (
        <label key={key} className="op">
          <input type="radio" name={name} checked={chosen === key} onChange={() => onChoose(key)} />
          <span className="cut2">{label}</span>
          {side && <small>{side}</small>}
        </label>
      ))}
    </fieldset>
  );
}
