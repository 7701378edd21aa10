import { v7 } from 'uuid';
import type { TaskCard } from '../../core/contract/api/answers.ts';
import type { Beat } from '../../core/contract/api/field.ts';
import type { Client } from '../apiClient.ts';
import type { Residents } from './residents.ts';
import { around, fateOf, pick, type Stage } from './stage.ts';

/** A collector on the street: a login, a beat to walk, a place to stand. */
export interface Walker {
  readonly who: Client;
  readonly beat: Beat;
  at: Spot;
}
type Spot = {
  readonly lon: number;
  readonly lat: number;
  readonly component: string | null;
  readonly categoryKey: string | null;
};

const ASIDE = 0.00008;
/** A beat's code begins with its subdistrict's. */
const SUBDISTRICT_DIGITS = 9;
const ACCURACY_M = 6;

/** Collectors of every subdistrict in turn; each goes on duty where it stands. */
export async function sendOut(stage: Stage): Promise<Walker[]> {
  const beats = stage.directory.areas
    .filter(({ kind }) => kind === 'beat')
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const bySubdistrict = new Map<string, string[]>();
  for (const [i, { code }] of beats.entries()) {
    const subdistrict = code.slice(0, SUBDISTRICT_DIGITS);
    bySubdistrict.set(subdistrict, [...(bySubdistrict.get(subdistrict) ?? []), `field-${i + 1}`]);
  }
  const logins: string[] = [];
  for (let nth = 0; logins.length < Math.min(stage.settings.collectors, beats.length); nth++)
    for (const some of bySubdistrict.values()) logins.push(...some.slice(nth, nth + 1));
  const walkers: Walker[] = [];
  for (const login of logins.slice(0, stage.settings.collectors)) {
    if (stage.settings.signal.aborted) break;
    const who = await stage.person(login);
    const beat = await who.call('beat', {});
    if (!beat.components.length) continue;
    const walker = { who, beat, at: spotOf(beat) };
    await walk(walker);
    walkers.push(walker);
  }
  return walkers;
}

function spotOf({ components }: Beat): Spot {
  const { lon, lat, code, categoryKey } = pick(components);
  return { lon, lat, component: code, categoryKey };
}

/** A few steps along the beat; the position is sent as the phone does. */
export async function walk(walker: Walker): Promise<void> {
  walker.at = spotOf(walker.beat);
  const { lon, lat } = walker.at;
  await walker.who.call('duty', { on: true, lon, lat, accuracyM: ACCURACY_M });
}

/** Off duty: the position goes with the end of the shift. */
export async function goHome({ who }: Walker): Promise<void> {
  await who.call('duty', { on: false });
}

/** Something is found where the collector stands: photo first, then place, category and condition. */
export async function reportFrom(stage: Stage, { who, at }: Walker): Promise<void> {
  const incidents = stage.categories.filter(
    ({ kind, conditions }) => kind === 'incident' && conditions.length,
  );
  const own = stage.categories.find(({ key, conditions }) => key === at.categoryKey && conditions.length);
  const category = own && Math.random() < 0.4 ? own : pick(incidents);
  const condition = pick(usual(category.conditions));
  await who.report({
    id: v7(),
    categoryKey: category.key,
    conditionKey: condition.key,
    component: category === own ? at.component : null,
    place: { lon: at.lon + aside(), lat: at.lat + aside(), accuracyM: ACCURACY_M },
    photos: [await stage.photo(who, 'before', category.shortEn)],
    text: condition.zh,
    observedAt: Date.now(),
  });
  stage.reported();
}

/** Somebody calls the hotline from a collector's neighbourhood, and is given a code to follow the report by. */
export async function callHotline(stage: Stage, near: Walker, residents: Residents): Promise<void> {
  const intake = await stage.person('intake');
  const category = pick(
    stage.categories.filter(({ kind, conditions }) => kind === 'incident' && conditions.length),
  );
  const { lon, lat } = spotOf(near.beat);
  const id = v7();
  await intake.report({
    id,
    categoryKey: category.key,
    place: { lon: lon + aside(), lat: lat + aside() },
    text: `来电反映：${pick(category.conditions).zh}`,
    reporter: { name: pick(['王女士', '李先生', '张先生']), phone: '13900000000' },
  });
  stage.reported();
  residents.follow((await intake.call('trackingCode', { caseId: id })).code);
}

/** Emergencies are rare. */
function usual<C extends { readonly urgency: string }>(conditions: readonly C[]): readonly C[] {
  const calm = conditions.filter(({ urgency }) => urgency !== 'emergency');
  return calm.length && Math.random() > 0.03 ? calm : conditions;
}

function aside(): number {
  return (Math.random() - 0.5) * 2 * ASIDE;
}

/** Looks through the tasks: verifies and checks what is due, with a photo. */
export async function doTasks(stage: Stage, { who }: Walker): Promise<void> {
  const { tasks } = await who.call('tasks', {});
  for (const task of tasks.slice(0, 10)) await doTask(stage, who, task);
}

async function doTask(stage: Stage, who: Client, task: TaskCard): Promise<void> {
  const fate = fateOf(task.id, `${task.task}-${task.version}`);
  const photos = async (kind: 'before' | 'after') => [await stage.photo(who, kind, task.number)];
  const minutes = around(task.urgency === 'emergency' ? 12 : 20, 0.5);
  if (task.task === 'verify') {
    if (fate < 0.05) await stage.act(who, task, 'cannot-verify', minutes, () => ({ reason: 'no-access' }));
    else
      await stage.act(who, task, fate < 0.18 ? 'deny' : 'confirm', minutes, async () => ({
        photos: await photos('before'),
      }));
    return;
  }
  if (fate < 0.06)
    await stage.act(who, task, 'fail', minutes, async () => ({
      reason: pick(['not-done', 'not-to-standard'] as const),
      photos: await photos('before'),
    }));
  else await stage.act(who, task, 'pass', minutes, async () => ({ photos: await photos('after') }));
}
