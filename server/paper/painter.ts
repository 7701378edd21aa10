import type { ReportCharts } from '../../core/contract/api/reports.ts';
import { areasChart, clausesChart, rankingChart, trendChart } from './charts.ts';
import { hotMap } from './hotMap.ts';
import type { Order } from './paint.ts';
import { paperPdf } from './pdf.ts';

/** Entry of the process that draws papers: one order, one answer; who ordered ends it. */
process.once('message', async (order: Order) => {
  const { figures, lang } = order;
  const charts: ReportCharts['charts'] = {
    trend: trendChart(figures, lang),
    ranking: rankingChart(figures, lang),
    clauses: clausesChart(figures, lang),
    areas: areasChart(figures, lang),
    map: hotMap(figures, lang),
  };
  process.send?.(order.what === 'charts' ? charts : await paperPdf(order, charts));
});
process.once('disconnect', () => process.exit(0));
