import webpush from 'web-push';
import { keepNoticeSettings, subscribePush } from '../../actions/noticeSettings.ts';
import { run } from '../../actions/run.ts';
import type { EndpointAnswer } from '../../core/contract/api/endpoints.ts';
import { noticesOf, pushKey, readNoticeSettings } from '../../db/queries/notices.ts';
import type { Doors } from './doors.ts';
import type { Seen } from './seen.ts';

/** What this person was told lately. */
export async function notices({ doors, visitor }: Seen): Promise<EndpointAnswer['notices']> {
  return { ...(await noticesOf(doors.house.pool, visitor.actor!.id)), serverTime: doors.house.now() };
}

export async function noticeSettings({ doors, visitor }: Seen): Promise<EndpointAnswer['noticeSettings']> {
  const { pool } = doors.house;
  const [own, keys] = await Promise.all([
    readNoticeSettings(pool, visitor.actor!.id),
    pushKey(pool, webpush.generateVAPIDKeys),
  ]);
  return {
    ...own,
    pushKey: keys.publicKey,
    webhookHosts: doors.config.WEBHOOK_HOSTS,
    mail: doors.config.SMTP_URL !== '',
  };
}

/** Deeds that need to know which hosts the administrator allows. */
export function keepSettings({ doors, visitor }: Seen, input: never): Promise<unknown> {
  return run(doors.house, keepNoticeSettings(allowed(doors)), input, { actor: visitor.actor });
}

export function subscribe({ doors, visitor }: Seen, input: never): Promise<unknown> {
  return run(doors.house, subscribePush(allowed(doors)), input, { actor: visitor.actor });
}

function allowed({ config }: Doors) {
  return { webhook: config.WEBHOOK_HOSTS, push: config.PUSH_HOSTS };
}
