import { BadInput } from '../core/contract/interchange/badInput.ts';
import { runClock } from './rulesClock.ts';

/** `npm run -s rules -- clock|score`: the rules as a command, from standard input, without a database. */
const COMMANDS = new Map<string, (stdin: string) => Promise<string>>([
  ['clock', async (stdin) => runClock(stdin)],
  ['score', async (stdin) => (await import('./rulesScore.ts')).runScore(stdin)],
]);

async function main(name: string | undefined): Promise<void> {
  const command = COMMANDS.get(name ?? '');
  if (!command) {
    process.exitCode = 2;
    process.stderr.write('usage: npm run -s rules -- clock|score < input.json\n');
    return;
  }
  try {
    process.stdout.write(await command(await readStdin()));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.exitCode = 2;
    process.stderr.write(`${error.message}\n`);
  }
}

/** Who reads our answer may have read enough (`| head -1`): then nobody is left to be told anything. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** All of standard input; the stream decodes, so that no character is torn between two chunks. */
async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

await main(process.argv[2]);
