import { init } from 'echarts/dist/echarts.esm.min.mjs';
import type { ReportFigures } from '../../core/contract/api/reports.ts';
import { clauseWord, type Lang, word } from './words.ts';

const FONT = 'Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, sans-serif';
const INK = '#16191e';
const QUIET = '#5b6573';
const LINE = '#dde0e5';
const BAR = '#8d97a6';
const DARK = '#22446e';
const WIDTH = 720;
const ROW = 24;

type Option = Parameters<ReturnType<typeof init>['setOption']>[0];

/** City rates period by period, with the goal. */
export function trendChart({ trend, sums, chain }: ReportFigures, lang: Lang): string {
  const names = trend.map(({ name }) => (chain === 'month' ? name.slice(2) : name));
  const share = (part: number, whole: number) => Math.round((part / whole) * 10_000) / 100;
  const line = (name: string, data: number[], color: string, dashed: boolean) => ({
    type: 'line' as const,
    name,
    data,
    symbolSize: 7,
    lineStyle: { color, width: 2, type: dashed ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color },
    endLabel: { show: true, color: INK, fontFamily: FONT, formatter: '{a} {c} %' },
  });
  const goal = { silent: true, symbol: 'none', data: [{ yAxis: sums.goal * 100 }] };
  return draw(250, {
    grid: { left: 44, right: 150, top: 16, bottom: 28 },
    xAxis: { type: 'category', data: names, ...AXIS },
    yAxis: { type: 'value', max: 100, min: lowest, ...AXIS },
    series: [
      {
        ...line(
          word('rate', lang),
          trend.map((sum) => share(sum.resolved, sum.shouldResolve)),
          DARK,
          false,
        ),
        markLine: {
          ...goal,
          lineStyle: { color: QUIET, type: 'dotted' },
          label: { formatter: word('goal', lang), position: 'insideStartTop', fontFamily: FONT },
        },
      },
      line(
        word('timelyRate', lang),
        trend.map((sum) => share(sum.timely, sum.shouldResolve)),
        BAR,
        true,
      ),
    ],
  });
}

/** Scores of the units, best first. */
export function rankingChart({ units }: ReportFigures, lang: Lang): string {
  return bars(
    units
      .filter((unit) => unit.score !== null)
      .map((unit) => ({ name: unit.name[lang], value: Number(unit.score), text: unit.score ?? '' })),
    100,
  );
}

/** Cases by the clause that they are booked on. */
export function clausesChart({ clauses }: ReportFigures, lang: Lang): string {
  return bars(
    clauses.map(({ clause, cases }) => ({
      name: clauseWord(clause, lang),
      value: cases,
      text: String(cases),
    })),
  );
}

/** Cases due by subdistrict, the resolved part darker. */
export function areasChart({ subdistricts }: ReportFigures, lang: Lang): string {
  const rows = subdistricts.slice(0, 20).reverse();
  return draw(rows.length * ROW + 40, {
    grid: { left: 150, right: 60, top: 4, bottom: 24 },
    xAxis: { type: 'value', minInterval: 1, ...AXIS },
    yAxis: { type: 'category', data: rows.map((row) => row[lang]), ...AXIS, splitLine: { show: false } },
    series: [
      {
        type: 'bar',
        stack: 'due',
        barWidth: 12,
        itemStyle: { color: DARK },
        data: rows.map((row) => row.resolved),
      },
      {
        type: 'bar',
        stack: 'due',
        barWidth: 12,
        itemStyle: { color: '#c9cfd8' },
        data: rows.map((row) => row.shouldResolve - row.resolved),
        label: {
          show: true,
          position: 'right',
          color: INK,
          fontFamily: FONT,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            `${rows[dataIndex]!.resolved} / ${rows[dataIndex]!.shouldResolve}`,
        },
      },
    ],
  });
}

const AXIS = {
  axisLine: { lineStyle: { color: LINE } },
  axisTick: { show: false },
  axisLabel: { color: QUIET, fontFamily: FONT, fontSize: 12 },
  splitLine: { lineStyle: { color: LINE } },
};

/** The axis begins at a round ten below the lowest value, so that lines do not lie on each other. */
function lowest({ min }: { min: number }): number {
  return Math.max(0, Math.floor(min / 10 - 0.5) * 10);
}

function bars(all: readonly { name: string; value: number; text: string }[], max?: number): string {
  const rows = [...all].slice(0, 30).reverse();
  return draw(Math.max(1, rows.length) * ROW + 12, {
    grid: { left: 190, right: 64, top: 4, bottom: 4 },
    xAxis: { type: 'value', show: false, ...(max === undefined ? {} : { max }) },
    yAxis: {
      type: 'category',
      data: rows.map(({ name }) => name),
      ...AXIS,
      axisLabel: { ...AXIS.axisLabel, color: INK, width: 180, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        itemStyle: { color: BAR },
        data: rows.map(({ value }) => value),
        label: {
          show: true,
          position: 'right',
          color: INK,
          fontFamily: FONT,
          formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]!.text,
        },
      },
    ],
  });
}

function draw(height: number, option: Option): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
