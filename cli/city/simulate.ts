import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSimulation } from '../sim/simulation.ts';
import type { Figures } from '../sim/stage.ts';
import { say } from './say.ts';

const EVERY_MS = 60_000;

/**
 * `city simulate [--cases-per-day N] [--speed X] [--url URL] [--password P] [--collectors N]`: plays collectors,
 * officers and liaisons through the public API, with real logins and photos, until Ctrl-C; a line a minute.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'cases-per-day': { type: 'string', default: '300' },
      speed: { type: 'string', default: '1' },
      collectors: { type: 'string', default: '16' },
      url: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8080}` },
      password: { type: 'string' },
    },
  });
  const [casesPerDay, speed, collectors] = [values['cases-per-day'], values.speed, values.collectors].map(
    Number,
  ) as [number, number, number];
  if (![casesPerDay, speed, collectors].every((number) => number > 0 && Number.isFinite(number))) {
    say('--cases-per-day, --speed and --collectors are numbers above 0.');
    return 2;
  }
  const password = values.password ?? rememberedPassword(process.env.DATA_DIR ?? '.data');
  if (!password) {
    say('No password: give it with --password, or DATA_DIR of a demo city whose accounts were kept.');
    return 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const url = values.url.replace(/\/$/, '');
  const simulation = await startSimulation({
    url,
    password,
    casesPerDay,
    speed,
    collectors,
    signal: stopping.signal,
    say,
  });
  const lines = setInterval(() => say(lineOf(simulation.figures())), EVERY_MS);
  await simulation.done;
  clearInterval(lines);
  process.stdout.write(`${JSON.stringify(simulation.figures())}\n`);
  return 0;
}

function lineOf({ reports, deeds, refused, failed, hints }: Figures): string {
  const no = Object.values(refused).reduce((sum, count) => sum + count, 0);
  const done = Object.entries(deeds).map(([name, count]) => `${name} ${count}`);
  return `${new Date().toISOString().slice(11, 19)}Z reports ${reports}, ${done.join(', ') || 'nothing else yet'}; refused ${no}, failed ${failed}, hints ${hints}`;
}

/** The one password of all demo accounts, as the first start kept it. */
function rememberedPassword(folder: string): string | null {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'));
    const accounts = (Array.isArray(kept) ? kept : (kept as { accounts: unknown }).accounts) as {
      name: string;
      password?: string;
    }[];
    return accounts.find(({ name }) => name === 'intake')?.password ?? null;
  } catch {
    return null;
  }
}
