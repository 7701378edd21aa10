import { ADMIN_ROUTES } from './adminRoutes.ts';

/**
 * Method and path of every endpoint, apart from its shapes: a page that only calls needs no validator.
 * ENDPOINTS adds right and input to each row.
 */
export const ROUTES = {
  me: { method: 'GET', path: '/api/me' },
  login: { method: 'POST', path: '/api/login' },
  logout: { method: 'POST', path: '/api/logout' },
  categories: { method: 'GET', path: '/api/categories' },
  directory: { method: 'GET', path: '/api/directory' },
  report: { method: 'POST', path: '/api/cases' },
  listCases: { method: 'GET', path: '/api/cases' },
  caseDetail: { method: 'GET', path: '/api/cases/:id' },
  myReports: { method: 'GET', path: '/api/my-reports' },
  tasks: { method: 'GET', path: '/api/tasks' },
  duty: { method: 'POST', path: '/api/duty' },
  componentsNear: { method: 'GET', path: '/api/components' },
  place: { method: 'GET', path: '/api/place' },
  duplicates: { method: 'GET', path: '/api/duplicates' },
  uploadPhoto: { method: 'POST', path: '/api/photos' },
  photo: { method: 'GET', path: '/api/photos/:hash' },
  receipt: { method: 'GET', path: '/api/receipts/:key' },
  photoParts: { method: 'GET', path: '/api/photos/:hash/parts' },
  uploadPhotoPart: { method: 'POST', path: '/api/photos/:hash/parts' },
  beat: { method: 'GET', path: '/api/beat' },
  myDay: { method: 'GET', path: '/api/my-day' },
  consent: { method: 'POST', path: '/api/consent' },
  counts: { method: 'GET', path: '/api/counts' },
  score: { method: 'GET', path: '/api/score' },
  scoreItems: { method: 'GET', path: '/api/score/items' },
  scoreUnit: { method: 'GET', path: '/api/score/unit' },
  scoreCase: { method: 'GET', path: '/api/score/case' },
  scoreOverview: { method: 'GET', path: '/api/score/overview' },
  scoreWhatIf: { method: 'GET', path: '/api/score/what-if' },
  wall: { method: 'GET', path: '/api/wall' },
  wallGround: { method: 'GET', path: '/api/wall/ground' },
  pinScene: { method: 'POST', path: '/api/wall/scene' },
  exchangeWallKey: { method: 'POST', path: '/api/wall/exchange' },
  ...ADMIN_ROUTES,
} as const satisfies Record<string, { readonly method: 'GET' | 'POST'; readonly path: `/api/${string}` }>;
