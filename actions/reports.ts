import { z } from 'zod';
import { ENDPOINTS, type EndpointAnswer } from '../core/contract/api/endpoints.ts';
import { REPORTS, type ReportKind, reportsOf } from '../core/contract/api/reports.ts';
import { HouseError } from '../core/contract/errors.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { readPeriod } from '../db/queries/periods.ts';
import { lockVersions } from '../db/queries/policies.ts';
import { addReport, type KeptReport, readReport } from '../db/queries/reports.ts';
import { refuseOlder } from './admin/newVersion.ts';
import type { Deed, DeedContext } from './run.ts';

/** A new version of a paper's text blocks, until it is published (spec 05, Periods). */
export const saveReport: Deed<typeof ENDPOINTS.savePaper.input, EndpointAnswer['savePaper']> = {
  name: 'save-report',
  right: ENDPOINTS.savePaper.right,
  input: ENDPOINTS.savePaper.input,
  async run(ctx, { period, kind, base, texts }) {
    const known: readonly string[] = REPORTS[kind].blocks;
    const strange = Object.keys(texts).find((block) => !known.includes(block));
    if (strange !== undefined)
      throw new HouseError('bad-input', `This paper has no block "${strange}". Nothing was changed.`);
    return addVersion(ctx, { period, kind, base }, () => ({ texts, figures: null }));
  },
};

const publishInput = ENDPOINTS.publishPaper.input.extend({ figures: z.unknown() });

/** Publishes a paper with its figures as they are now; from then on both stay. The door reckons the figures. */
export const publishReport: Deed<typeof publishInput, EndpointAnswer['publishPaper']> = {
  name: 'publish-report',
  right: ENDPOINTS.publishPaper.right,
  input: publishInput,
  run: (ctx, { period, kind, base, figures }) =>
    addVersion(ctx, { period, kind, base }, (before) => ({ texts: before?.texts ?? {}, figures })),
};

type Content = { readonly texts: Readonly<Record<string, string>>; readonly figures: unknown };

async function addVersion(
  ctx: DeedContext,
  { period, kind, base }: { period: number; kind: ReportKind; base: number },
  contentOf: (before: KeptReport | null) => Content,
): Promise<{ version: number }> {
  const { tx, now, actor } = ctx;
  const row = await readPeriod(tx, period);
  if (!row || !reportsOf(row.chain).includes(kind))
    throw new HouseError('not-found', 'There is no such paper of this period.');
  await lockVersions(tx, `report ${period} ${kind}`);
  const before = await readReport(tx, period, kind);
  if (before?.figures)
    throw new HouseError('refused', 'This paper has been published and stays as it is.', {
      clause: '05.report.published',
    });
  refuseOlder(base, before?.version ?? 0);
  const version = (before?.version ?? 0) + 1;
  const content = contentOf(before);
  await addReport(tx, { period, kind, version, ...content, at: now, by: actor.id });
  const what = content.figures === null ? 'save-report' : 'publish-report';
  await writeAudit(tx, { actor: actor.id, what, target: `${kind} ${period}`, source: null, result: 'ok' });
  return { version };
}
