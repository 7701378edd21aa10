/** The further figures' names and how they are shown: a share in per cent, a number per base, or a time. */
export const FIGURE_WORDS = {
  volume: { zh: '案卷数', en: 'Cases', as: 'count' },
  filing: { zh: '立案率', en: 'Filing rate', as: 'share' },
  dispatch: { zh: '派遣率', en: 'Dispatch rate', as: 'share' },
  'dispatch-on-time': { zh: '按时派遣率', en: 'Dispatched on time', as: 'share' },
  'accurate-dispatch': { zh: '准确派遣率', en: 'Accurate dispatch', as: 'share' },
  closing: { zh: '结案率', en: 'Closing rate', as: 'share' },
  timely: { zh: '及时率', en: 'In time', as: 'share' },
  'closed-unresolved': { zh: '未解决结案率', en: 'Closed unresolved', as: 'share' },
  extension: { zh: '延期率', en: 'Extensions', as: 'share' },
  deferral: { zh: '缓办率', en: 'Deferrals', as: 'share' },
  'repeat-dispatch': { zh: '二次派遣率', en: 'Repeat dispatch', as: 'share' },
  'failed-check': { zh: '核查不过率', en: 'Failed checks', as: 'share' },
  'false-feedback': { zh: '虚假反馈率', en: 'False feedback', as: 'share' },
  recurrence: { zh: '复发率', en: 'Recurrence', as: 'share' },
  'filings-per-cell': { zh: '每网格立案', en: 'Filed per cell', as: 'ratio' },
  'handling-average': { zh: '平均处置用时', en: 'Handling, average', as: 'time' },
  'handling-p90': { zh: '处置用时 90 分位', en: 'Handling, 90th percentile', as: 'time' },
  'valid-reports': { zh: '有效上报率', en: 'Valid reports', as: 'share' },
  'verification-on-time': { zh: '按时核实率', en: 'Verified on time', as: 'share' },
  'check-on-time': { zh: '按时核查率', en: 'Checked on time', as: 'share' },
  coverage: { zh: '巡查覆盖', en: 'Patrol coverage', as: 'share' },
  missed: { zh: '漏报率', en: 'Missed', as: 'share' },
  handled: { zh: '办理件数', en: 'Handled', as: 'count' },
  'on-time': { zh: '按时率', en: 'On time', as: 'share' },
} as const satisfies Record<string, { zh: string; en: string; as: 'count' | 'share' | 'ratio' | 'time' }>;
export type FigureName = keyof typeof FIGURE_WORDS;

/** Names that some of the rows have, in the order of the table. */
export function figuresIn(
  rows: readonly { readonly figures: Readonly<Record<string, unknown>> }[],
): FigureName[] {
  return (Object.keys(FIGURE_WORDS) as FigureName[]).filter((name) =>
    rows.some((row) => Object.hasOwn(row.figures, name)),
  );
}
