import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../core/rules/case/commands.ts';
import type { EventType } from '../../../core/rules/case/events.ts';
import { may } from '../../../core/rules/case/rights.ts';
import { STATUSES } from '../../../core/rules/case/status.ts';
import { COMMANDS, EVENTS } from '../../../core/rules/case/table.ts';
import { type Bench, bench } from './bench.ts';
import { coordinating, deferred, rejected, SAMPLES, verifying, voided } from './samples.ts';
import { checking, closed, fedBack, filed, handling, passed, reported } from './walks.ts';

const NAMES = Object.keys(COMMANDS) as CommandName[];
const TYPES = Object.keys(EVENTS) as EventType[];

describe('the closed tables', () => {
  it('name for every event the commands that give it, and the other way round', () => {
    for (const name of NAMES)
      for (const type of COMMANDS[name].events) expect(EVENTS[type].cause).toContain(name);
    for (const type of TYPES)
      for (const name of EVENTS[type].cause) expect(COMMANDS[name].events).toContain(type);
  });

  it.each(SAMPLES)('$name gives $events', ({ name, at, by, command, events }) => {
    const it_ = at();
    expect(COMMANDS[name].by).toContain(by.role);
    expect(it_.tell(by, command(it_))).toEqual(events);
  });

  it('have a sample of every command with every one of its events', () => {
    for (const name of NAMES) {
      const given = SAMPLES.filter((sample) => sample.name === name).flatMap(({ events }) => events);
      expect(new Set(given), name).toEqual(new Set(COMMANDS[name].events));
    }
  });

  it('take back only what can be taken back', () => {
    for (const name of NAMES) {
      const { reverse } = COMMANDS[name];
      if (!reverse) continue;
      const sample = SAMPLES.find((one) => one.name === name)!;
      const it_ = sample.at();
      it_.tell(sample.by, sample.command(it_));
      const back = SAMPLES.find((one) => one.name === reverse)!;
      expect(may(it_.state, reverse, back.by), name).toEqual({ ok: true });
    }
  });
});

describe('the statuses that a command is allowed from', () => {
  const AT: Record<string, () => Bench> = {
    reported,
    verifying,
    rejected,
    filed,
    coordinating,
    handling,
    deferred,
    'awaiting-check': fedBack,
    checking,
    'awaiting-close': passed,
    closed,
    voided,
  };

  it('are reached by the walks', () => {
    for (const status of STATUSES) expect(AT[status]!().state.status).toBe(status);
  });

  // Spec 02, Commands and their events, column "from → to", written down once more.
  const FROM: Record<string, string> = {
    'request-verification': 'reported',
    confirm: 'verifying',
    deny: 'verifying',
    'cannot-verify': 'verifying',
    file: 'reported',
    reject: 'reported',
    'reverse-rejection': 'rejected',
    amend: 'reported filed coordinating handling',
    dispatch: 'filed coordinating',
    coordinate: 'filed',
    escalate: 'filed coordinating',
    acknowledge: 'handling',
    'pass-on': 'handling',
    return: 'handling',
    'request-return': 'handling',
    'approve-return': 'handling',
    'refuse-return': 'handling',
    'request-extension': 'handling',
    'approve-extension': 'handling',
    'refuse-extension': 'handling',
    'request-deferral': 'handling',
    'approve-deferral': 'handling',
    'refuse-deferral': 'handling',
    resume: 'deferred',
    feedback: 'handling deferred',
    'issue-check': 'awaiting-check',
    pass: 'checking',
    fail: 'checking',
    'cannot-check': 'checking',
    'send-back': 'awaiting-check awaiting-close',
    close: 'awaiting-close',
    'close-unresolved': 'filed coordinating handling',
    supervise: 'handling',
    'answer-supervision': 'handling',
    substitute: 'handling coordinating filed',
    'record-cost': STATUSES.join(' '),
    merge: 'reported filed',
    link: STATUSES.join(' '),
    void: STATUSES.filter((status) => status !== 'closed' && status !== 'voided').join(' '),
    note: STATUSES.join(' '),
    attach: STATUSES.join(' '),
    rate: 'closed',
    'release-photo': STATUSES.join(' '),
    // A rejection that nobody can reverse any more is as good as final.
    blank: 'rejected closed voided',
    'acknowledge-emergency': STATUSES.filter((status) => status !== 'closed' && status !== 'voided').join(
      ' ',
    ),
    'reassign-collector': 'verifying checking',
  };
  const MACHINE_ONLY = ['raise-emergency', 'turn-light', 'recompute-deadline'];

  it('are written down for every command', () => {
    expect(new Set([...Object.keys(FROM), 'report', ...MACHINE_ONLY])).toEqual(new Set(NAMES));
  });

  it.each(Object.keys(FROM) as CommandName[])('%s', (name) => {
    const { by } = SAMPLES.find((sample) => sample.name === name)!;
    for (const status of STATUSES) {
      const { state } = AT[status]!();
      const answer = may(state, name, by);
      const wrongStatus = !answer.ok && answer.clause === `02.${name}.from`;
      const allowed = FROM[name]!.split(' ').includes(status);
      // Whose case it is differs from status to status, so only the refusal of the status is asked for.
      if (allowed) expect(wrongStatus, `${name} while ${status}`).toBe(false);
      else expect(answer.ok, `${name} while ${status}`).toBe(false);
      if (!allowed && !answer.ok && answer.kind === 'state') expect(answer.clause).toBe(`02.${name}.from`);
    }
  });

  it('are none before the report, and none again after it', () => {
    for (const name of NAMES) {
      const sample = SAMPLES.find((one) => one.name === name)!;
      const answer = bench().ask(sample.by, sample.command(sample.at()));
      if (name === 'report') expect(answer.ok).toBe(true);
      else expect(answer).toMatchObject({ ok: false, clause: `02.${name}.no-case` });
    }
  });
});

const SPEC = `${process.env.SHARED_DIR ?? '../shared'}/spec/02-case-lifecycle.md`;
describe.skipIf(!existsSync(SPEC))(
  'the text of the specification (skipped where SHARED_DIR is absent)',
  () => {
    it('has these commands and no others', () => {
      const commands = specRows().flatMap((cells) =>
        [...cells[1]!.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]),
      );
      const own = ['raise-emergency', 'turn-light', 'recompute-deadline'];
      expect(new Set([...commands, ...own])).toEqual(new Set(NAMES));
    });

    it('has these events and no others', () => {
      const known = new Set<string>([...STATUSES, ...NAMES, 'by', 'returnWithin', 'by: send-back']);
      const words = specRows().flatMap((cells) =>
        [...cells[4]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!),
      );
      const named = words.filter((word) => !known.has(word) || Object.hasOwn(EVENTS, word));
      expect(new Set(named)).toEqual(new Set(TYPES));
    });
  },
);

/** The rows of the table of commands, as cells. */
function specRows(): string[][] {
  const section = readFileSync(SPEC, 'utf8').split('## Commands and their events')[1] ?? '';
  const table = section.split('Rules that must hold')[0] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
  return lines.slice(1).map((line) => line.split('|').map((cell) => cell.trim()));
}
