/** Method and path of the papers about a period; right and input stand in reportEndpoints.ts. */
export const REPORT_ROUTES = {
  papers: { method: 'GET', path: '/api/score/reports' },
  paper: { method: 'GET', path: '/api/score/report' },
  paperCharts: { method: 'GET', path: '/api/score/report/charts' },
  paperFile: { method: 'GET', path: '/api/score/report/file' },
  savePaper: { method: 'POST', path: '/api/score/report' },
  publishPaper: { method: 'POST', path: '/api/score/report/publish' },
  scoreBook: { method: 'GET', path: '/api/score/book' },
  openData: { method: 'GET', path: '/api/open-data' },
} as const satisfies Record<string, { readonly method: 'GET' | 'POST'; readonly path: `/api/${string}` }>;
