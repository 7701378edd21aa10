import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { candidateFolders, scarceSpaceLine } from '../../../cli/launch/folder.mjs';
import { LEAST_NODE, nodeComplaint } from '../../../cli/launch/nodeVersion.mjs';
import { lockIsComplete, lockIsInstalled } from '../../../cli/launch/packages.mjs';
import { portLine } from '../../../cli/launch/ports.mjs';
import { endingOf, Refusal } from '../../../cli/launch/say.mjs';
import { startOptions } from '../../../cli/launch/starting.mjs';
import { installCommand } from '../../../cli/launch/systemPackages.mjs';

const MB = 1024 * 1024;

describe('an old Node', () => {
  it.each(['20.18.9', '18.20.4', '12.22.12', '9.99.99'])(
    '%s is told to go, with the version that is needed',
    (version) => {
      expect(nodeComplaint(version)).toMatch(new RegExp(`^Node ${version} is too old: Node ${LEAST_NODE} `));
    },
  );

  it.each(['20.19.0', '20.19.1', '20.20.2', '22.0.0', '24.1.0'])('%s may go on', (version) => {
    expect(nodeComplaint(version)).toBeNull();
  });

  it('is the one that package.json names', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(LEAST_NODE.startsWith(engines.node.replace('>=', ''))).toBe(true);
  });

  it('is told by files that it can read: what is loaded before the check is old syntax', () => {
    for (const file of ['nodeVersion', 'start', 'test', 'check', 'run']) {
      const source = readFileSync(`cli/launch/${file}.mjs`, 'utf8');
      expect(source).not.toMatch(/\?\?|\?\.|^await |from 'node:|#\w+ =/m);
      const imports = [...source.matchAll(/^import .* from '(.*)'/gm)].map(([, from]) => from);
      expect(imports).toEqual(file === 'nodeVersion' ? [] : ['./nodeVersion.mjs']);
    }
  });
});

describe('packages of the lock file', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('are there when each has its version; one for another platform may be absent', () => {
    expect(lockIsInstalled(locked, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it('are not there when one is missing or has another version, an optional one too', () => {
    expect(lockIsInstalled(locked, {})).toBe(false);
    expect(lockIsInstalled(locked, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    const other = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.1.0' } };
    expect(lockIsInstalled(locked, other)).toBe(false);
  });
});

describe('a clean installation', () => {
  const parent = {
    version: '1.0.0',
    optionalDependencies: { '@tool/linux': '1.0.0', '@tool/windows': '1.0.0' },
  };
  const linux = { 'node_modules/@tool/linux': { version: '1.0.0', optional: true } };

  it('is possible only from a lock that names the packages of every system', () => {
    const windows = { 'node_modules/tool/node_modules/@tool/windows': { version: '1.0.0', optional: true } };
    expect(lockIsComplete({ 'node_modules/tool': parent, ...linux, ...windows })).toBe(true);
    expect(lockIsComplete({ 'node_modules/tool': parent, ...linux })).toBe(false);
  });
});

describe('one clear line', () => {
  it('for a disk that is nearly full, with what is left and what is needed', () => {
    expect(scarceSpaceLine('/data', 12.5 * MB)).toMatch(
      /^The disk of \/data has 12 MB left and 300 MB are needed/,
    );
    expect(scarceSpaceLine('/data', 300 * MB)).toBeNull();
  });

  it('for a disk that fills up on the way', () => {
    const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      path: '/data/x',
    });
    expect(endingOf(error)).toEqual({
      line: expect.stringMatching(/^The disk is full \(\/data\/x\)/),
      exitCode: 1,
    });
  });

  it('for a refusal, with its exit code; a defect keeps its stack', () => {
    expect(endingOf(new Refusal('No.', 78))).toEqual({ line: 'No.', exitCode: 78 });
    expect(endingOf(new TypeError('oops')).line).toMatch(/TypeError: oops\n +at /);
  });

  it('for ports and addresses that cannot be had', () => {
    expect(portLine(80, '127.0.0.1', 'EACCES')).toContain('PORT=8080');
    expect(portLine(65_535, '127.0.0.1', 'EADDRINUSE')).toContain('PORT=65534');
    expect(portLine(8080, '9.9.9.9', 'EADDRNOTAVAIL')).toContain('HOST=9.9.9.9');
  });

  it('for an option that does not exist', () => {
    expect(() => startOptions(['--sideways'])).toThrow(/Unknown option '--sideways'.*--help/);
    expect(() => startOptions(['word'])).toThrow(Refusal);
    expect(startOptions(['--empty', '--no-install'])).toEqual({
      empty: true,
      quiet: false,
      https: false,
      install: false,
      help: false,
    });
  });
});

describe('the command to install what is missing', () => {
  it('is one line, with sudo for whoever is not root', () => {
    expect(installCommand(['postgresql-postgis', 'redis-server'], true)).toBe(
      'apt-get update && apt-get install -y --no-install-recommends postgresql-postgis redis-server',
    );
    expect(installCommand(['chromium'], false)).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium',
    );
  });
});

describe('the folder that takes the place of an unusable one', () => {
  it('is the same at each start and another one for another folder', () => {
    const [, first] = candidateFolders('/srv/city/.data', '/var/tmp');
    expect(first).toMatch(/^\/var\/tmp\/city-dispatch-\d+-[0-9a-f]{12}$/);
    expect(candidateFolders('/srv/city/../city/.data', '/var/tmp')[1]).toBe(first);
    expect(candidateFolders('/srv/other/.data', '/var/tmp')[1]).not.toBe(first);
  });
});
