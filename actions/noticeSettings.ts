import { randomBytes } from 'node:crypto';
import { ENDPOINTS } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import {
  dropSubscription,
  keepNoticeSettings as keepRow,
  keepSubscription,
  markRead,
  readNoticeSettings,
} from '../db/queries/notices.ts';
import type { Deed } from './run.ts';

/** Hosts that notices may be sent to; the administrator's configuration. */
export interface AllowedHosts {
  readonly webhook: readonly string[];
  readonly push: readonly string[];
}

/** Whether an address's host is allowed: exactly, or below a name that begins with a dot. */
export function hostAllowed(address: string, hosts: readonly string[]): boolean {
  const { host, hostname } = new URL(address);
  return hosts.some((one) =>
    one.startsWith('.') ? hostname.endsWith(one) : one === host || one === hostname,
  );
}

/** A person's own choices: addresses, kinds by channel, quiet hours. A new webhook gets a secret, shown once. */
export function keepNoticeSettings(
  allowed: AllowedHosts,
): Deed<typeof ENDPOINTS.keepNoticeSettings.input, { readonly ok: true; readonly secret: string | null }> {
  return {
    name: 'keep-notice-settings',
    right: ENDPOINTS.keepNoticeSettings.right,
    input: ENDPOINTS.keepNoticeSettings.input,
    async run({ tx, actor }, input) {
      if (input.webhookUrl && !hostAllowed(input.webhookUrl, allowed.webhook))
        throw new HouseError(
          'refused',
          'The administrator has not allowed webhooks to this host. Nothing was changed.',
          { clause: '07.notices.webhook' },
        );
      const before = await readNoticeSettings(tx, actor.id);
      const isNew = input.webhookUrl !== null && input.webhookUrl !== before.webhookUrl;
      const secret = isNew ? randomBytes(32).toString('base64url') : null;
      await keepRow(tx, actor.id, input, secret);
      return { ok: true, secret };
    },
  };
}

export function subscribePush(
  allowed: AllowedHosts,
): Deed<typeof ENDPOINTS.subscribePush.input, { readonly ok: true }> {
  return {
    name: 'subscribe-push',
    right: ENDPOINTS.subscribePush.right,
    input: ENDPOINTS.subscribePush.input,
    async run({ tx, actor }, input) {
      if (!hostAllowed(input.endpoint, allowed.push))
        throw new HouseError('refused', 'This push service is not on the list of allowed hosts.', {
          clause: '07.notices.push',
        });
      await keepSubscription(tx, actor.id, input);
      return { ok: true };
    },
  };
}

export const unsubscribePush: Deed<typeof ENDPOINTS.unsubscribePush.input, { readonly ok: true }> = {
  name: 'unsubscribe-push',
  right: ENDPOINTS.unsubscribePush.right,
  input: ENDPOINTS.unsubscribePush.input,
  async run({ tx, actor }, { endpoint }) {
    await dropSubscription(tx, endpoint, actor.id);
    return { ok: true };
  },
};

export const readNotices: Deed<typeof ENDPOINTS.readNotices.input, { readonly ok: true }> = {
  name: 'read-notices',
  right: ENDPOINTS.readNotices.right,
  input: ENDPOINTS.readNotices.input,
  async run({ tx, actor }, { upTo }) {
    await markRead(tx, actor.id, upTo);
    return { ok: true };
  },
};
