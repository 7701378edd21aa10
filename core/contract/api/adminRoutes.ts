/** Method and path of what `/admin` asks for; right and input stand in adminEndpoints.ts. */
export const ADMIN_ROUTES = {
  adminPolicies: { method: 'GET', path: '/api/admin/policies' },
  previewPolicy: { method: 'POST', path: '/api/admin/policies/preview' },
  publishPolicy: { method: 'POST', path: '/api/admin/policies' },
  adminCalendars: { method: 'GET', path: '/api/admin/calendars' },
  adminCalendar: { method: 'GET', path: '/api/admin/calendar' },
  officialDays: { method: 'GET', path: '/api/admin/official-days' },
  previewCalendar: { method: 'POST', path: '/api/admin/calendars/preview' },
  publishCalendar: { method: 'POST', path: '/api/admin/calendars' },
  adminHealth: { method: 'GET', path: '/api/admin/health' },
  retryJobs: { method: 'POST', path: '/api/admin/jobs/retry' },
} as const satisfies Record<string, { readonly method: 'GET' | 'POST'; readonly path: `/api/${string}` }>;
