import { type ReactNode, useMemo } from 'react';
import { CHANNELS } from '../../../core/rules/case/people.ts';
import { STATUSES } from '../../../core/rules/case/status.ts';
import { useAnswer } from '../api/answers.ts';
import type { ListFilter } from '../api/caseList.ts';
import { useWords } from '../parts/i18n.ts';
import { type City, useCity } from '../parts/names.tsx';
import { ExportKeys } from './ExportKeys.tsx';
import { filterOf } from './place.ts';
import { SavedFilters } from './SavedFilters.tsx';

export type Corner = readonly [lon: number, lat: number];

const DAY = 86_400_000;

interface FilterPanelProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  readonly corners: readonly Corner[] | null;
  readonly onCorners: (corners: readonly Corner[] | null) => void;
}

/** Everything that a list can be narrowed by, the person's saved filters, and the list as a file. */
export function FilterPanel({ filter, onFilter, corners, onCorners }: FilterPanelProps) {
  const { t } = useWords();
  const city = useCity();
  const set = (change: Record<string, unknown>) => onFilter(changed(filter, change));
  const options = useOptions({ counts: true });
  const area = () => {
    if (corners === null) return onCorners([]);
    if (corners.length >= 3)
      set({ area: corners.map((one) => one.map((x) => x.toFixed(6)).join(',')).join(';') });
    onCorners(null);
  };
  return (
    <div className="filters">
      <div className="grid">
        {options.map(({ key, label, of }) => (
          <Choice
            key={key}
            label={label}
            value={filter[key]}
            of={of}
            onChange={(value) => set({ [key]: value })}
          />
        ))}
        <DayField label={t('desk.from')} value={filter.from} city={city} onChange={(from) => set({ from })} />
        <DayField
          label={t('desk.to')}
          value={filter.to === undefined ? undefined : Number(filter.to) - DAY}
          city={city}
          onChange={(to) => set({ to: to === undefined ? undefined : to + DAY })}
        />
      </div>
      <div className="keys">
        <button type="button" className="btn" aria-pressed={corners !== null} onClick={area}>
          {corners === null ? t('desk.drawArea') : t('desk.areaDone', { n: corners.length })}
        </button>
        <button type="button" className="btn" onClick={() => onFilter({})}>
          {t('desk.clearFilter')}
        </button>
        <ExportKeys filter={filter} />
      </div>
      <SavedFilters filter={filter} onFilter={onFilter} />
    </div>
  );
}

/** What narrows the list now, each with a key that takes it away. */
export function FilterChips({ filter, onFilter }: Pick<FilterPanelProps, 'filter' | 'onFilter'>) {
  const { t } = useWords();
  const city = useCity();
  const options = useOptions();
  const chips: [string, string][] = [
    ...options.flatMap(({ key, of }): [string, string][] => {
      const name = of.find(([value]) => value === filter[key])?.[1];
      return name ? [[key, name]] : [];
    }),
    ...(filter.from === undefined
      ? []
      : [['from', `≥ ${city.time.date(Number(filter.from))}`] as [string, string]]),
    ...(filter.to === undefined
      ? []
      : [['to', `≤ ${city.time.date(Number(filter.to) - DAY)}`] as [string, string]]),
    ...(filter.area === undefined ? [] : [['area', t('desk.area')] as [string, string]]),
  ];
  // A row of the list's grid of its own, also while it is empty.
  return (
    <ul className="chips">
      {chips.map(([key, name]) => (
        <li key={key}>
          <button type="button" onClick={() => onFilter(changed(filter, { [key]: undefined }))}>
            {name} <span aria-hidden="true">×</span>
            <span className="vh">{t('desk.dropChip')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function changed(filter: ListFilter, change: Record<string, unknown>): ListFilter {
  return filterOf(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined));
}

type OptionKey =
  | 'scope'
  | 'status'
  | 'light'
  | 'pending'
  | 'channel'
  | 'urgency'
  | 'category'
  | 'subdistrict'
  | 'unit';
type Options = readonly (readonly [value: string, name: string])[];

/** With `counts` open cases stand beside their status. */
function useOptions({ counts = false } = {}): readonly { key: OptionKey; label: string; of: Options }[] {
  const { t } = useWords();
  const city = useCity();
  const statuses = useAnswer('counts', {}, { enabled: counts }).data?.statuses;
  return useMemo(() => {
    const open = (key: string) => (counts ? statuses?.find(({ status }) => status === key)?.open : undefined);
    const named = (values: readonly string[], word: string): Options =>
      values.map((value) => [value, t(`${word}.${value}`)] as const);
    return [
      { key: 'light', label: t('desk.light'), of: named(['red', 'yellow', 'green', 'parked'], 'light') },
      {
        key: 'pending',
        label: t('desk.pending'),
        of: named(['return', 'extension', 'deferral'], 'case.pending'),
      },
      {
        key: 'category',
        label: t('word.category'),
        of: city.categories.map((one) => [one.key, city.category(one.key)]),
      },
      {
        key: 'unit',
        label: t('word.unit'),
        of: city.units.map((one) => [one.code, city.unit(one.code, true)]),
      },
      {
        key: 'subdistrict',
        label: t('desk.subdistrict'),
        of: (city.directory?.areas ?? [])
          .filter(({ kind }) => kind === 'subdistrict')
          .map(({ code }) => [code, city.area(code)]),
      },
      { key: 'channel', label: t('ask.channel'), of: named(CHANNELS, 'channel') },
      { key: 'urgency', label: t('desk.urgency'), of: named(['general', 'emergency', 'special'], 'urgency') },
      {
        key: 'status',
        label: t('desk.status'),
        of: named(STATUSES, 'status').map(([key, name]) => [key, withCount(name, open(key))]),
      },
      { key: 'scope', label: t('desk.scope'), of: [['ended', t('desk.ended')]] },
    ];
  }, [t, city, counts, statuses]);
}

/** Open cases of a status stand beside its name; what has ended is not counted. */
function withCount(name: string, open: number | undefined): string {
  return open === undefined ? name : `${name} ${open}`;
}

function Choice(props: {
  label: string;
  value: unknown;
  of: Options;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useWords();
  return (
    <Field label={props.label}>
      <select
        value={String(props.value ?? '')}
        onChange={(event) => props.onChange(event.target.value || undefined)}
      >
        <option value="">{t('desk.any')}</option>
        {props.of.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: unknown;
  readonly city: City;
  readonly onChange: (from: number | undefined) => void;
}

/** A day of the city; its midnight is what is asked for. */
function DayField({ label, value, city, onChange }: DayFieldProps) {
  const shown = value === undefined ? '' : dayOf(Number(value), city.me.city.timezone);
  return (
    <Field label={label}>
      <input
        type="date"
        value={shown}
        onChange={({ target }) =>
          onChange(
            target.value === '' ? undefined : city.time.startOfDay(Date.parse(`${target.value}T12:00:00Z`)),
          )
        }
      />
    </Field>
  );
}

function dayOf(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}
