import { z } from 'zod';
import { NOTICE_CHANNELS, NOTICE_KINDS, type NoticeChannel, type NoticeKind } from '../notices.ts';
import { text } from './shapes.ts';

/** What a notice says, in data; screens and channels put it into words. Times in epoch ms. */
export interface NoticeData {
  readonly number?: string;
  readonly zh?: string | null;
  readonly en?: string | null;
  readonly address?: string | null;
  readonly dueAt?: number | null;
  readonly type?: string;
  /** Of a digest. */
  readonly open?: number;
  readonly late?: number;
  readonly dueToday?: number;
  readonly rate?: string | null;
}

export interface NoticeItem {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly caseId: string | null;
  readonly data: NoticeData;
  readonly at: number;
  readonly read: boolean;
}

export interface NoticeSettings {
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly off: Readonly<Partial<Record<NoticeKind, readonly NoticeChannel[]>>>;
  /** Minutes of the city's day. */
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly lang: 'zh' | 'en';
}

export interface NoticeSettingsAnswer extends NoticeSettings {
  readonly subscriptions: number;
  /** A secret that signs the webhook is kept. */
  readonly signed: boolean;
  /** For `PushManager.subscribe`. */
  readonly pushKey: string;
  /** Hosts that the administrator allows webhooks to; empty: none. */
  readonly webhookHosts: readonly string[];
  /** Whether the city has a mail server. */
  readonly mail: boolean;
}

const minute = z.number().int().min(0).max(1_439).nullable();

export const noticeSettingsInput = z.object({
  email: z.email().max(120).nullable(),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  off: z.partialRecord(z.enum(NOTICE_KINDS), z.array(z.enum(NOTICE_CHANNELS)).max(3)),
  quietFrom: minute,
  quietTo: minute,
  lang: z.enum(['zh', 'en']),
});

export const subscriptionInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
  p256dh: text(200).min(20),
  auth: text(100).min(8),
});
