import { say } from './city/say.ts';

interface Subcommand {
  readonly usage: string;
  readonly what: string;
  readonly load: () => Promise<{ main: (args: readonly string[]) => Promise<number> }>;
}

/** Commands for the people who run a city; each is loaded only when it is called. */
const COMMANDS: Readonly<Record<string, Subcommand>> = {
  replay: {
    usage: 'replay --profile boston FILE…',
    what: 'takes real cases from files through the same rules, in a database of their own, and compares the verdicts',
    load: () => import('./city/replay.ts'),
  },
  import: {
    usage: 'import units|categories|rules|users|cells|areas|components FILE… [options]',
    what: 'loads them from GeoJSON or CSV: all of a file or nothing, a known code is updated',
    load: () => import('./city/import.ts'),
  },
  'generate-cells': {
    usage: 'generate-cells [--streets FILE | --squares] [--side METRES]',
    what: 'cuts the city into unit grids along streets or as squares',
    load: () => import('./city/generateCells.ts'),
  },
  'demo-past': {
    usage: 'demo-past [--days N] [--until DATE] [--seed S]',
    what: 'gives the demo city its past: months of cases through the real rules, with their score',
    load: () => import('./city/demoPast.ts'),
  },
  simulate: {
    usage: 'simulate [--cases-per-day N] [--speed X] [--url URL] [--password P]',
    what: 'plays the people of the demo city against the running server, until Ctrl-C',
    load: () => import('./city/simulate.ts'),
  },
  'routing-report': {
    usage: 'routing-report',
    what: 'names rules that contradict each other or can never decide, and counts overrides per rule and version',
    load: () => import('./city/routingReport.ts'),
  },
  'routing-dry-run': {
    usage: 'routing-dry-run FILE',
    what: 'who would get the past cases under the rules of a JSON file; nothing is changed',
    load: () => import('./city/routingDryRun.ts'),
  },
  scores: {
    usage: 'scores [--again]',
    what: 'computes every month again from the whole log and compares with what is stored; --again scores open months anew',
    load: () => import('./city/scores.ts'),
  },
  'verify-log': {
    usage: 'verify-log [CASE-NUMBER…]',
    what: 'checks hash chains and replays; prints the first break',
    load: () => import('./city/verifyLog.ts'),
  },
};

const [name = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, name)) {
  say(name ? `There is no command "${name}".` : 'Which command?');
  for (const { usage, what } of Object.values(COMMANDS)) say(`  npm run -s city -- ${usage}\n      ${what}`);
  process.exit(2);
}
const { main } = await COMMANDS[name]!.load();
process.exitCode = await main(args).catch((error: Error) => {
  say(error.message);
  return 1;
});
