import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createTransport } from 'nodemailer';
import webpush from 'web-push';
import type { Config } from '../../actions/config.ts';
import { hostAllowed } from '../../actions/noticeSettings.ts';
import type { NoticeChannel } from '../../core/contract/notices.ts';
import type { Pool } from '../../db/pool.ts';
import type { Delivery } from '../../db/queries/deliveries.ts';
import { pushKey } from '../../db/queries/notices.ts';
import { linkOf, subjectOf, textOf } from './words.ts';

const TIMEOUT_MS = 10_000;
const PUSH_TTL_S = 6 * 3_600;

/** No further try helps. `own`: the receiver's own doing (subscription gone, no address), not the channel's fault. */
export class Undeliverable extends Error {
  readonly own: boolean;
  constructor(why: string, own: boolean) {
    super(why);
    this.own = own;
  }
}

type Channels = Readonly<Record<NoticeChannel, (one: Delivery) => Promise<void>>> & {
  readonly close: () => void;
};

/** The ways out of the house: each sends one delivery or throws. */
export async function openChannels(pool: Pool, config: Config): Promise<Channels> {
  const mail = config.SMTP_URL
    ? createTransport(config.SMTP_URL, {
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as never)
    : null;
  const keys = await pushKey(pool, webpush.generateVAPIDKeys);
  const origin = config.PUBLIC_URL || `http://localhost:${config.PORT}`;
  return {
    close: () => mail?.close(),
    async email(one) {
      if (!one.email) throw new Undeliverable('no address', true);
      if (!mail) throw new Undeliverable('SMTP_URL is not set', false);
      await mail.sendMail({
        from: config.MAIL_FROM,
        to: one.email,
        subject: subjectOf(one),
        text: `${textOf(one)}\n\n${linkOf(one, origin)}\n`,
        messageId: `<${one.noticeId}@city>`,
      });
    },
    async webhook(one) {
      if (!one.webhookUrl || !one.webhookSecret) throw new Undeliverable('no webhook', true);
      if (!hostAllowed(one.webhookUrl, config.WEBHOOK_HOSTS))
        throw new Undeliverable('host not allowed', true);
      const body = JSON.stringify({
        id: one.noticeId,
        kind: one.kind,
        at: new Date(one.at).toISOString(),
        case: one.data.number ?? null,
        text: textOf(one),
        link: linkOf(one, origin),
      });
      const stamp = Math.floor(Date.now() / 1000);
      const signature = createHmac('sha256', one.webhookSecret).update(`${stamp}.${body}`).digest('hex');
      await post(one.webhookUrl, Buffer.from(body), {
        'content-type': 'application/json',
        'x-city-signature': `t=${stamp},v1=${signature}`,
      });
    },
    async push(one) {
      if (!one.p256dh || !one.auth) throw new Undeliverable('subscription is gone', true);
      if (!hostAllowed(one.target, config.PUSH_HOSTS)) throw new Undeliverable('host not allowed', true);
      const details = webpush.generateRequestDetails(
        { endpoint: one.target, keys: { p256dh: one.p256dh, auth: one.auth } },
        JSON.stringify({
          title: subjectOf(one),
          body: textOf(one),
          url: linkOf(one, ''),
          tag: one.caseId ?? one.kind,
        }),
        {
          vapidDetails: { subject: vapidSubject(config), ...keys },
          TTL: PUSH_TTL_S,
          contentEncoding: 'aes128gcm',
          urgency: one.kind === 'emergency' ? 'high' : 'normal',
        },
      );
      const headers = Object.fromEntries(
        Object.entries(details.headers).map(([name, value]) => [name, String(value)]),
      );
      await post(one.target, details.body as Buffer, headers);
    },
  };
}

/** A push service wants to know whom to write to. */
function vapidSubject({ PUBLIC_URL, MAIL_FROM }: Config): string {
  return PUBLIC_URL.startsWith('https://')
    ? PUBLIC_URL
    : `mailto:${/[^<\s]+@[^>\s]+/.exec(MAIL_FROM)?.[0] ?? MAIL_FROM}`;
}

/** One POST, no redirects, with an end in time; 404 and 410 say that nobody is there any more. */
function post(address: string, body: Buffer, headers: Record<string, string>): Promise<void> {
  const url = new URL(address);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const request = send(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, timeout: TIMEOUT_MS },
      (response) => {
        response.resume();
        response.once('error', fail);
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) done();
        else if (status === 404 || status === 410) fail(new Undeliverable(`HTTP ${status}`, true));
        else fail(new Error(`HTTP ${status}`));
      },
    );
    const end = setTimeout(() => request.destroy(new Error('no answer in time')), TIMEOUT_MS);
    request.once('close', () => clearTimeout(end));
    request.once('error', fail);
    request.end(body);
  });
}
