import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import wide from '../vectors/score-wide.input.json' with { type: 'json' };

/** `npm run bench -- rulesScore [CASES]`: the score command for auditors on 100,000 cases; time and memory. */
const CASES = Number(process.argv[2] ?? 100_000);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const cases = Array.from({ length: CASES }, (_, i) => {
  const like = wide.cases[i % wide.cases.length]!;
  return { ...like, id: `${like.id}-${Math.floor(i / wide.cases.length)}` };
});
const input = JSON.stringify({ ...wide, cases });
const startedAt = performance.now();
const child = spawn(process.execPath, ['--import', 'tsx', 'cli/rules.ts', 'score'], {
  cwd: ROOT,
  stdio: ['pipe', 'pipe', 'inherit'],
});
let bytes = 0;
child.stdout.on('data', (chunk: Buffer) => {
  bytes += chunk.length;
});
child.stdin.end(input);
const code = await new Promise((done) => child.on('close', done));
console.log(
  `score of ${CASES} cases (${Math.round(input.length / 1e6)} MB in, ${Math.round(bytes / 1e6)} MB out): ` +
    `${Math.round((performance.now() - startedAt) / 100) / 10} s, exit ${code}`,
);
