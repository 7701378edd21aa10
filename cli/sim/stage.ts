import { setTimeout as rest } from 'node:timers/promises';
import type { CaseCard, Categories, Directory } from '../../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../../core/contract/api/caseCommands.ts';
import { drawPicture, type PictureKind } from '../../db/demo/pictures.ts';
import { type Client, Refused, signIn } from '../apiClient.ts';

export interface Settings {
  readonly url: string;
  readonly password: string;
  readonly casesPerDay: number;
  /** How many times faster than real people everybody is. */
  readonly speed: number;
  readonly collectors: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** What has been done since the beginning. */
export interface Figures {
  readonly reports: number;
  readonly deeds: Readonly<Partial<Record<CaseCommandName, number>>>;
  /** The case had moved on, or somebody was faster: part of the day. By the clause that refused. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failed: number;
  /** How often a hint over a socket made somebody look. */
  readonly hints: number;
}

/** The stage that the people of the simulation act on: the public API, one login a person, and chance. */
export interface Stage {
  readonly settings: Settings;
  readonly categories: Categories['categories'];
  readonly directory: Directory;
  readonly timezone: string;
  readonly person: (login: string) => Promise<Client>;
  /** A new labelled photo, uploaded by the person; its hash. */
  readonly photo: (who: Client, kind: PictureKind, label: string) => Promise<string>;
  /** Gives a command if its time has come: `afterMs` of real life after it was first thought of. */
  readonly act: <C extends CaseCommandName>(
    who: Client,
    card: Pick<CaseCard, 'id' | 'version'>,
    name: C,
    afterMs: number,
    body: () => Promise<CaseCommandInput<C>> | CaseCommandInput<C>,
  ) => Promise<boolean>;
  readonly reported: () => void;
  /** Something was done at the public door. */
  readonly did: (name: CaseCommandName) => void;
  /** Hints have come over somebody's socket. */
  readonly heard: () => void;
  readonly figures: () => Figures;
}

const MOST_PLANS = 20_000;

export async function openStage(settings: Settings): Promise<Stage> {
  const { url, password } = settings;
  const people = new Map<string, Promise<Client>>();
  const person = (login: string) => {
    const known = people.get(login) ?? patientSignIn(url, login, password, settings.signal);
    people.set(login, known);
    known.catch(() => people.delete(login));
    return known;
  };
  const intake = await person('intake');
  const [{ categories }, directory, me] = await Promise.all([
    intake.call('categories', {}),
    intake.call('directory', {}),
    intake.call('me', {}),
  ]);
  const plans = new Map<string, number>();
  const deeds: Partial<Record<CaseCommandName, number>> = {};
  const refused: Record<string, number> = {};
  let [reports, failed, photos, hints] = [0, 0, 0, 0];
  return {
    settings,
    categories,
    directory,
    timezone: me.city.timezone,
    person,
    async photo(who, kind, label) {
      const made = `${new Date().toISOString().slice(0, 19)}Z no. ${++photos} ${label}`;
      return who.upload(await drawPicture(`${process.pid}-${Math.random()}`, kind, made));
    },
    async act(who, { id, version }, name, afterMs, body) {
      // Thought of once per state of the case; a state that is gone is forgotten with the oldest.
      const key = `${id}:${version}:${name}`;
      const due = plans.get(key) ?? Date.now() + afterMs / settings.speed;
      plans.set(key, due);
      if (plans.size > MOST_PLANS) plans.delete(plans.keys().next().value!);
      if (Date.now() < due || settings.signal.aborted) return false;
      try {
        await who.command(id, name, await body());
        deeds[name] = (deeds[name] ?? 0) + 1;
        plans.delete(key);
        return true;
      } catch (error) {
        if (error instanceof Refused && error.status < 500) {
          const clause = error.body.error?.clause ?? String(error.status);
          refused[clause] = (refused[clause] ?? 0) + 1;
        } else failed++;
        plans.set(key, Date.now() + PATIENCE_MS / settings.speed);
        return false;
      }
    },
    reported: () => void reports++,
    did: (name) => {
      deeds[name] = (deeds[name] ?? 0) + 1;
    },
    heard: () => void hints++,
    figures: () => ({ reports, deeds: { ...deeds }, refused: { ...refused }, failed, hints }),
  };
}

// Who was refused looks again later.
const PATIENCE_MS = 20 * 60_000;

/** Logins are slowed down by the server: it says how long. */
async function patientSignIn(
  url: string,
  login: string,
  password: string,
  signal: AbortSignal,
): Promise<Client> {
  for (;;) {
    try {
      return await signIn(url, login, password);
    } catch (error) {
      const waitS = error instanceof Refused ? error.body.error?.retryAfterS : undefined;
      if (waitS === undefined) throw error;
      await rest(waitS * 1_000, undefined, { signal });
    }
  }
}

/** A time around a median with a long tail, ms. */
export function around(medianMinutes: number, spread = 0.7): number {
  let normal = -6;
  for (let i = 0; i < 12; i++) normal += Math.random();
  return medianMinutes * 60_000 * Math.exp(spread * normal);
}

export function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)]!;
}

/** A number in [0, 1) that a case keeps, whatever its version and whoever asks. */
export function fateOf(id: string, question: string): number {
  let hash = 0x811c9dc5;
  for (const sign of `${id}/${question}`) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
