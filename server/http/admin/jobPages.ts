import type { EndpointParsed } from '../../../core/contract/api/endpoints.ts';
import { writeAudit } from '../../../db/queries/audit.ts';
import type { Seen } from '../seen.ts';

/** Puts failed jobs back; harmless, since a job looks at its row. */
export async function retryJobs({ doors, visitor }: Seen, { queue, id }: EndpointParsed<'retryJobs'>) {
  const retried = await doors.queues.retry(queue, id);
  await writeAudit(doors.house.pool, {
    actor: visitor.actor!.id,
    what: 'retry-jobs',
    target: `${queue} ${id ?? 'all'}`,
    source: null,
    result: String(retried),
  });
  return { retried };
}
