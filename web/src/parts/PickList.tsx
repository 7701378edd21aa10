import './pickList.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

export interface PickItem {
  readonly key: string;
  readonly name: string;
  readonly note?: string;
}

interface PickListProps {
  readonly label: string;
  readonly hint: string;
  /** Items that fit what was typed, the best first. */
  readonly find: (typed: string) => readonly PickItem[];
  readonly picked: PickItem | null;
  readonly onPick: (item: PickItem) => void;
  readonly onType?: (typed: string) => void;
  /** Enter on a picked item: go on to what comes next. */
  readonly onDone?: () => void;
  readonly empty: string;
  readonly first?: boolean;
}

/** More than these nobody reads; typing narrows the list. */
const SHOWN = 50;

/** Type to find, arrows to choose: one of many by keyboard or pointer. */
export function PickList({ label, hint, find, picked, onPick, onType, onDone, empty, first }: PickListProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const items = find(typed).slice(0, SHOWN);
  const at = items.findIndex((item) => item.key === picked?.key);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const type = (text: string) => {
    setTyped(text);
    onType?.(text);
    const best = find(text)[0];
    if (best && text.trim() !== '') onPick(best);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
      if (next) onPick(next);
    } else if (event.key === 'Enter' && picked && onDone) onDone();
    else return;
    event.preventDefault();
  };
  return (
    <div className="field picklist">
      <label htmlFor={`${id}in`}>{label}</label>
      <input
        id={`${id}in`}
        data-first={first || undefined}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}list`}
        aria-activedescendant={at >= 0 ? `${id}${at}` : undefined}
        autoComplete="off"
        placeholder={picked ? picked.name : hint}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
      />
      <div ref={list} id={`${id}list`} role="listbox" aria-label={label} className="options" tabIndex={-1}>
        {items.map((item, i) => (
          <div
            key={item.key}
            id={`${id}${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => onPick(item)}
            onKeyDown={onKey}
          >
            <span>{item.name}</span>
            {item.note && <small>{item.note}</small>}
          </div>
        ))}
        {items.length === 0 && <p className="qq">{empty}</p>}
      </div>
    </div>
  );
}
